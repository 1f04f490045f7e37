import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Change } from '../../core/compare/changes.js';
import { compareStates } from '../../core/compare/compareStates.js';
import { tooManyToPair } from '../../core/compare/matching.js';
import type { Comparison } from '../../core/report/change/comparison.js';
import { COMPARISON_FORMATS } from '../../core/report/change/comparisonFormats.js';
import type { ComparedTexts } from '../../core/report/change/unreadable.js';
import { unreadableChanges } from '../../core/report/change/unreadable.js';
import { renderComparison } from '../../core/report/change/renderComparison.js';
import type { Arguments } from '../arguments.js';
import { ruleMetas } from '../../core/report/ruleMetas.js';
import type { Rule } from '../../core/rules/rule.js';
import { assets } from '../assets.js';
import type { Command } from '../command.js';
import type { Judgement } from '../comparing/agreedContract.js';
import { CONTRACT_RULES, judgementAt } from '../comparing/agreedContract.js';
import { broughtBeyond, broughtBy } from '../comparing/brought.js';
import type { State } from '../comparing/states.js';
import { commitState, folderState } from '../comparing/states.js';
import type { ExitCode } from '../exitCode.js';
import { EXIT, UsageError } from '../exitCode.js';
import { Git } from '../files/git.js';
import { replaceFile } from '../files/replaceFile.js';
import { paintFor } from '../paint.js';
import type { Terminal } from '../terminal.js';

const FAIL_ON = ['widened', 'ungated', 'unknown', 'none'] as const;

/** Rows of a group on a terminal; formats for programs tell all. */
const MOST_ROWS = 5;

export const diff: Command = {
  name: 'diff',
  summary: 'show which sessions a change makes wider, and which narrower',
  operands: '[BASE[..HEAD] | OLD NEW] [OPTIONS]',
  details: `BASE and HEAD are commits, branches or tags of the git repository that the current folder is in. The state at
their merge base is compared with HEAD; without HEAD, with the files as they are now. Without BASE the main branch is
taken: what origin/HEAD stands for, else main or master. OLD and NEW are two folders.

Sessions are compared by what they may do, who starts them, how long they last and what is asked before; where and how
that is written makes no difference. A change of a policy shows at every session that reaches it. What the change brings
beyond the contract of BASE (scopes: in its .trustscope.yml) is told first.

Exit codes:
  0  nothing that --fail-on names
  1  something that --fail-on names: widened (any session got wider), ungated (wider with nothing proved before it),
     unknown (wider, no longer known, or in a changed file that could not be read); any of them: something beyond the
     contract
  2  the command line is wrong, or a state cannot be read
  3  TrustScope itself failed`,
  options: {
    format: {
      value: 'FORMAT',
      choices: COMPARISON_FORMATS,
      short: 'f',
      help: 'how to tell it (default: text)',
    },
    'fail-on': { value: 'WHAT', choices: FAIL_ON, help: 'exit with 1 on that (default: none)' },
    output: { value: 'FILE', short: 'o', help: 'write it to a file' },
    all: { help: 'in text: every row, not the first five of each kind' },
    quiet: { short: 'q', help: 'no progress' },
    'no-color': { help: 'no colours, whatever the terminal' },
  },
  run: runDiff,
};

function runDiff(args: Arguments, terminal: Terminal): ExitCode {
  const tellsAll = args.value('format') === 'sarif';
  const { base, before, after, judgement } = comparedStates(
    args,
    terminal,
    tellsAll ? undefined : CONTRACT_RULES,
  );
  const changes = compareStates(before.sessions, after.sessions);
  // What each state says by its own configuration comes first: to look for the contract changes it.
  const brought = tellsAll ? broughtBy(before, after) : undefined;
  const contract = broughtBeyond(before, after, judgement);
  const unreadable = unreadableChanges(textsOf(before), textsOf(after));
  emitComparison(
    {
      base,
      changes,
      before: before.places,
      after: after.places,
      contract,
      unreadable,
      ...(brought === undefined ? {} : { brought }),
      unpaired: tooManyToPair(before.sessions, after.sessions),
    },
    args,
    terminal,
  );
  const failsOn = args.choice('fail-on', FAIL_ON, 'none');
  const isBeyond = contract.some(
    ({ finding }) => finding.severity === 'error' || finding.severity === 'warning',
  );
  const isUnread = unreadable.length > 0 && failsOn === 'unknown';
  const isTooWide = fails(changes, failsOn) || (isBeyond && failsOn !== 'none');
  return isTooWide || isUnread ? EXIT.findings : EXIT.clean;
}

/** What of a state is looked at for texts that could not be read. */
function textsOf({ host, root, isAsked }: State): ComparedTexts {
  return { snapshot: host.snapshot, root, isAsked };
}

function fails(changes: readonly Change[], on: (typeof FAIL_ON)[number]): boolean {
  switch (on) {
    case 'none':
      return false;
    case 'widened':
      return changes.some(({ direction }) => direction === 'wider');
    case 'ungated':
      return changes.some(({ direction, open }) => direction === 'wider' && open);
    case 'unknown':
      return changes.some(({ direction }) => direction === 'wider' || direction === 'became-unknown');
  }
}

/** Prints a comparison in the format asked for, or writes it to the file asked for. */
export function emitComparison(comparison: Comparison, args: Arguments, terminal: Terminal): void {
  const output = args.value('output');
  const text = rendered(comparison, args, terminal, output === undefined);
  if (output === undefined) {
    terminal.out(text);
    return;
  }
  try {
    replaceFile(resolve(terminal.cwd, output), text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--output ${output} cannot be written (${code ?? 'error'})`);
  }
}

function rendered(comparison: Comparison, args: Arguments, terminal: Terminal, toTerminal: boolean): string {
  return renderComparison(comparison, args.choice('format', COMPARISON_FORMATS, 'text'), {
    version: assets().version,
    rulePages: assets().rulePages,
    ruleMetas: ruleMetas(),
    paint: paintFor(terminal, args.has('no-color') || !toTerminal),
    width: toTerminal ? terminal.columns : undefined,
    most: args.has('all') ? Infinity : MOST_ROWS,
  });
}

interface States {
  readonly base: string;
  /** What the base says of how sessions are to be judged: its contract counts. */
  readonly judgement: Judgement;
  readonly before: State;
  readonly after: State;
}

/**
 * The two states that the operands name.
 *
 * @throws UsageError where they name none that can be read
 */
export function comparedStates(args: Arguments, terminal: Terminal, rules?: readonly Rule[]): States {
  const { operands } = args;
  if (operands.length > 2) throw new UsageError('diff takes BASE, BASE..HEAD, or two folders');
  const [first, second] = operands;
  if (first !== undefined && second !== undefined) {
    return twoFolders(first, second, args, terminal, rules);
  }
  const git = new Git(terminal.cwd);
  const top = git.top();
  if (top === undefined) {
    throw new UsageError('this folder is in no git repository; name two folders: trustscope diff OLD NEW');
  }
  const [baseName, headName] = named(first, git);
  const base = commitOf(git, baseName);
  const head = commitOf(git, headName === '' ? 'HEAD' : headName);
  const common = git.mergeBase(base, head);
  if (common === undefined) {
    throw new UsageError(
      `${baseName} and ${headName === '' ? 'HEAD' : headName} have no commit in common here; fetch more of their history`,
    );
  }
  const after =
    headName === ''
      ? folderState(top, terminal, args.has('quiet'), rules)
      : commitState(git, head, top, terminal, { rules });
  const now = headName === '' ? after.paths : undefined;
  return {
    base: baseName,
    before: commitState(git, common, top, terminal, { now, rules }),
    after,
    judgement: judgementAt(git, base, top),
  };
}

function twoFolders(
  old: string,
  next: string,
  args: Arguments,
  terminal: Terminal,
  rules: readonly Rule[] | undefined,
): States {
  const [before, after] = [old, next].map((operand) => {
    const folder = resolve(terminal.cwd, operand);
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new UsageError(`no folder ${JSON.stringify(operand)}; of commits write BASE..HEAD`);
    }
    return folderState(folder, terminal, args.has('quiet'), rules);
  }) as [State, State];
  return { base: old, before, after, judgement: before.judged };
}

/** The names of both commits; the second is empty for the files as they are. */
function named(operand: string | undefined, git: Git): readonly [string, string] {
  if (operand === undefined) return [mainBranch(git), ''];
  const [base = '', head] = operand.split(/\.{2,3}/u, 2);
  if (head === undefined) return [base, ''];
  return [base === '' ? mainBranch(git) : base, head === '' ? 'HEAD' : head];
}

function mainBranch(git: Git): string {
  const names = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];
  const name = names.find((each) => git.commit(each) !== undefined);
  if (name === undefined) throw new UsageError('no main branch is known here; name the BASE to compare with');
  return name;
}

function commitOf(git: Git, name: string): string {
  const commit = git.commit(name);
  if (commit === undefined) throw new UsageError(`no commit ${JSON.stringify(name)} in this repository`);
  return commit;
}
