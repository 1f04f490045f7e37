import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { collectFacts } from '../../core/analysis/facts/collectFacts.js';
import type { Export } from '../../core/analysis/facts/collectFacts.js';
import { readFacts } from '../../core/analysis/facts/readFacts.js';
import type { RepositoryFacts } from '../../core/analysis/facts/repositoryFacts.js';
import { FACTS_NAME } from '../../core/analysis/facts/repositoryFacts.js';
import type { Arguments } from '../arguments.js';
import type { Command } from '../command.js';
import { EXIT, UsageError } from '../exitCode.js';
import { shown } from '../../disk/fileUri.js';
import { decode, readText } from '../../disk/readText.js';
import { replaceFile } from '../files/replaceFile.js';
import { Repositories } from '../../disk/repository.js';
import type { Terminal } from '../terminal.js';

const STANDARD_INPUT = '-';

export const facts: Command = {
  name: 'facts',
  summary: `read exported settings and write ${FACTS_NAME}, so that gates and logins are known`,
  operands: 'FILE... [OPTIONS]',
  details: `FILE is the JSON that one of these prints, or - for standard input; nothing is asked of the network here:
  gh api repos/{owner}/{repo}
  gh api repos/{owner}/{repo}/environments
  gh api repos/{owner}/{repo}/actions/permissions
  gh api repos/{owner}/{repo}/actions/permissions/workflow
  gh api repos/{owner}/{repo}/actions/permissions/fork-pr-contributor-approval
  gh api repos/{owner}/{repo}/actions/permissions/fork-pr-workflows-private-repos
  gh api repos/{owner}/{repo}/actions/oidc/customization/sub
  gh api repos/{owner}/{repo}/rulesets/{id}
  glab api projects/:id, projects/:id/protected_environments, projects/:id/protected_branches
  az devops invoke --area PipelinesChecks --resource configurations

The file is written at the top of the repository, or where --output says, and is meant to be committed: it holds
settings and no secrets. Sections that there were and are not told again stay. An environment that the export shows
without reviewers is no gate from then on.

Exit codes: 0 written, 2 an export is of no known kind or the command line is wrong.`,
  options: {
    'as-of': {
      value: 'DATE',
      help: 'the day of the export, YYYY-MM-DD (default: that of the file; of - today)',
    },
    output: {
      value: 'FILE',
      short: 'o',
      help: `where to write (default: ${FACTS_NAME} at the top of the repository)`,
    },
    print: { help: 'print the facts instead of writing them' },
  },
  run: (args, terminal) => {
    if (args.operands.length === 0) {
      throw new UsageError('facts needs the files with exported settings, or -');
    }
    const target = resolve(terminal.cwd, args.value('output') ?? join(topOf(terminal.cwd), FACTS_NAME));
    const exports = args.operands.map((operand) => exported(operand, args, terminal));
    const { facts: found, refused, taken } = collectFacts(factsAt(target), exports);
    if (refused.length > 0) throw new UsageError(refused.join('; '));
    const text = `${JSON.stringify(found, null, 2)}\n`;
    if (args.has('print')) terminal.out(text);
    else {
      write(target, text);
      terminal.err(`trustscope: wrote ${shown(terminal.cwd, target)} (${[...new Set(taken)].join(', ')})\n`);
    }
    return EXIT.clean;
  },
};

function topOf(cwd: string): string {
  return new Repositories().topOf(cwd, cwd);
}

function factsAt(path: string): RepositoryFacts {
  if (!existsSync(path)) return { version: 1 };
  const { facts: known, problems } = readFacts(readFileSync(path, 'utf8'));
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(`${path}: ${problem.message}`);
  return known;
}

function exported(operand: string, args: Arguments, terminal: Terminal): Export {
  const path = resolve(terminal.cwd, operand);
  const isInput = operand === STANDARD_INPUT;
  try {
    const text = isInput ? decode(terminal.readInput()).text : readText(path).text;
    return {
      name: isInput ? 'standard input' : operand,
      text,
      asOf: dayOf(isInput ? undefined : path, args),
    };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${operand} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
    );
  }
}

/** The day that is asked for; else the one on which the file was written. */
function dayOf(path: string | undefined, args: Arguments): string {
  const asked = args.value('as-of');
  if (asked !== undefined) {
    if (!/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/u.test(asked)) {
      throw new UsageError(`--as-of takes a day as YYYY-MM-DD, and got ${JSON.stringify(asked)}`);
    }
    return asked;
  }
  const time = path === undefined ? new Date() : statSync(path).mtime;
  return time.toISOString().slice(0, 10);
}

function write(path: string, text: string): void {
  try {
    replaceFile(path, Buffer.from(text, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
    );
  }
}
