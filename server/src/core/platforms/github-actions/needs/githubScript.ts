import { plainShell } from '../../../syntax/shell/plainShell.js';
import { isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import { parentUri, pathFrom } from '../../../text/uri.js';
import { inputOf } from '../workflow.js';
import { ownFolder } from './ownFiles.js';
import type { ScriptCalls } from './scriptCalls.js';
import { readCalls, readCallsOfFile } from './scriptCalls.js';
import { commandsUse } from './scriptStep.js';
import type { StepContext, StepUse } from './stepContext.js';
import { UNUSED } from './stepContext.js';
import { holderOf, isJobToken, jobTokenVariables } from './tokens.js';
import { startFolder } from './workTrees.js';
import { quoted } from '../../../text/quoted.js';

/**
 * What the script of `actions/github-script` does: `github.rest.issues.createComment(…)`, `github.request('GET …')`,
 * `github.graphql(…)`, `exec.exec('git push')`. The client has the job's token unless another is given.
 */
export function githubScriptUse(context: StepContext): StepUse {
  const script = textOf(inputOf(context.step, 'script'));
  if (script === undefined) return UNUSED;
  const token = inputOf(context.step, 'github-token');
  const holder =
    token === undefined || isAbsent(token) ? 'job-token' : holderOf(context.reading, token, context.env);
  const own = context.reading.once('javascript', script, () => readCalls(script));
  if (own === undefined) return unknown(context, ['the script cannot be read']);
  const calls = withFiles(context, own);
  const isOwn = isJobToken(holder);
  const branches = calls !== own || BRANCHES.test(script);
  const needs = calls.calls
    .filter(({ scopes }) => isOwn || 'id-token' in scopes)
    .flatMap(({ name, scopes, optional }) =>
      Object.entries(scopes).map(([right, access]) => ({
        right,
        access,
        why: `${context.step.label}, to call ${quoted(name)}`,
        optional,
        conditional: branches || holder === 'maybe-job-token',
      })),
    );
  const run = commandsUse(context, {
    text: '',
    commands: calls.commands.flatMap((text) => plainShell(text ?? '$_').commands),
    start: startFolder(context),
  });
  const { gaps } = unknown(context, [...(isOwn ? calls.open : []), ...asksItself(context, script)]);
  return { needs: [...needs, ...run.needs], gaps: [...gaps, ...run.gaps] };
}

/** Files that hand the client on to each other. */
const MOST_FILES = 16;

/** What a script calls with the files of the repository to which it hands its client. */
function withFiles(context: StepContext, own: ScriptCalls): ScriptCalls {
  if (own.files.length === 0) return own;
  const folder = ownFolder(context, '');
  const read: ScriptCalls[] = [own];
  const due = own.files.map((name) => ({ from: folder ?? '', name }));
  const seen = new Set<string>();
  for (const { from, name } of due) {
    const path = folder === undefined ? undefined : foundFile(context, from, name);
    if (path !== undefined && seen.has(path)) continue;
    const text = path === undefined ? undefined : context.reading.fileText(path);
    const calls = text === undefined ? undefined : readCallsOfFile(text);
    if (path === undefined || calls === undefined || seen.size >= MOST_FILES) {
      read.push({
        ...own,
        calls: [],
        commands: [],
        open: [`what the script's file ${quoted(name)} does is not read here`],
      });
      continue;
    }
    seen.add(path);
    read.push(calls);
    due.push(...calls.files.map((next) => ({ from: parentUri(path), name: next })));
  }
  return {
    ...own,
    calls: read.flatMap((each) => each.calls),
    open: [...new Set(read.flatMap((each) => each.open))],
    commands: read.flatMap((each) => each.commands),
  };
}

/** A file may be named without its ending, or by its folder. */
function foundFile({ reading }: StepContext, from: string, name: string): string | undefined {
  return ['', '.js', '.cjs', '.mjs', '/index.js']
    .flatMap((end) => pathFrom(from, `${name}${end}`) ?? [])
    .find((path) => reading.fileText(path) !== undefined);
}

/** A script that does not always do all that it names, or goes on where that fails. */
const BRANCHES = /\b(?:if|switch|try|catch|for|while)\b|\?|&&|\|\||=>/u;

/** A script that sees the token in a variable can use it without the client. */
function asksItself(context: StepContext, script: string): readonly string[] {
  const sees = jobTokenVariables(context.env).some((name) => script.toUpperCase().includes(name));
  return sees && /\b(?:fetch|axios|got|Octokit|getOctokit)\b/u.test(script)
    ? ['what the script asks for with the token of its environment is not known']
    : [];
}

function unknown(context: StepContext, whys: readonly string[]): StepUse {
  return {
    needs: [],
    gaps: whys.map((why) => ({ why: `${why} (${context.step.label})`, rights: 'all' })),
  };
}
