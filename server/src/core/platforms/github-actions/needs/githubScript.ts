import { plainShell } from '../../../syntax/shell/plainShell.js';
import { isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import { inputOf } from '../workflow.js';
import { readCalls } from './scriptCalls.js';
import { commandsUse } from './scriptStep.js';
import type { StepContext, StepUse } from './stepContext.js';
import { UNUSED } from './stepContext.js';
import { holderOf, isJobToken, jobTokenVariables } from './tokens.js';
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
  const calls = context.reading.once('javascript', script, () => readCalls(script));
  if (calls === undefined) return unknown(context, ['the script cannot be read']);
  const own = isJobToken(holder);
  const branches = BRANCHES.test(script);
  const needs = calls.calls
    .filter(({ scopes }) => own || 'id-token' in scopes)
    .flatMap(({ name, scopes, optional }) =>
      Object.entries(scopes).map(([right, access]) => ({
        right,
        access,
        why: `${context.step.label}, to call ${quoted(name)}`,
        optional,
        conditional: branches || holder === 'maybe-job-token',
      })),
    );
  const run = commandsUse(
    context,
    calls.commands.flatMap((text) => plainShell(text ?? '$_').commands),
  );
  const { gaps } = unknown(context, [...(own ? calls.open : []), ...asksItself(context, script)]);
  return { needs: [...needs, ...run.needs], gaps: [...gaps, ...run.gaps] };
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
