import { commandUse } from '../../../knowledge/commands/index.js';
import type { CommandCredential, CommandUse } from '../../../knowledge/commands/commandUse.js';
import { plainShell } from '../../../syntax/shell/plainShell.js';
import type { ShellCommand, ShellScript } from '../../../model/shellScript.js';
import { textOf, get } from '../../../syntax/syntaxTree.js';
import type { StepContext, StepUse } from './stepContext.js';
import { UNUSED } from './stepContext.js';
import type { Holder } from './tokens.js';
import { isJobToken, jobTokenVariables } from './tokens.js';

/** What the commands of a `run:` do with the job's token. */
export function scriptStepUse(context: StepContext): StepUse {
  const { run } = context.step;
  if (run === undefined) return UNUSED;
  const uses = readScript(context, run.text).commands.map((command) => useOf(context, command));
  return { needs: uses.flatMap((use) => use.needs), gaps: distinct(uses.flatMap((use) => use.gaps)) };
}

function readScript(context: StepContext, script: string): ShellScript {
  const written = textOf(get(context.step.node, 'shell'));
  const isBash = written === undefined ? context.shell === 'bash' : /^(?:ba)?sh\b/u.test(written);
  if (!isBash || context.parseShell === undefined) return plainShell(script);
  return context.parseShell(script);
}

function useOf(context: StepContext, command: ShellCommand): StepUse {
  const use = commandUse(command);
  // A login in a script serves the commands after it.
  if (
    /^(?:docker|podman|helm|crane|oras)$/u.test(command.name) &&
    command.args.some((word) => word.text === 'login')
  ) {
    if (command.args.some((word) => word.text.includes('ghcr.io')))
      context.left.registry = environmentHolder(context, command);
  }
  if (command.name === 'gh' && command.args.some((word) => word.text === 'setup-git')) {
    context.left.git = environmentHolder(context, command);
  }
  const needs = use.needs
    .filter(
      (need) =>
        need.credential === 'identity-token' || isJobToken(holderFor(context, command, need.credential)),
    )
    .flatMap((need) =>
      Object.entries(need.scopes).map(([right, access]) => ({
        right,
        access,
        why: `${context.step.label}, to ${need.why}`,
        optional: false,
      })),
    );
  return { needs, gaps: gapsOf(context, command, use) };
}

function gapsOf(context: StepContext, command: ShellCommand, use: CommandUse): StepUse['gaps'] {
  const named = command.name === '' ? 'a computed command' : `\`${command.name}\``;
  const [variable] = jobTokenVariables(context.env);
  if (use.unknown !== undefined && isJobToken(environmentHolder(context, command))) {
    return [{ why: `what ${use.unknown} is not known (${context.step.label})`, rights: 'all' }];
  }
  if (use.runs === undefined) return [];
  if (variable !== undefined) {
    return [
      {
        why: `${named} in ${context.step.label} sees the token in ${variable}, and what it runs is not read here`,
        rights: 'all',
      },
    ];
  }
  if (use.runs === 'conventional') return [];
  const why = `what ${named} in ${context.step.label} runs is not read here`;
  return [{ why, rights: isJobToken(context.left.git) ? ['contents', 'id-token'] : ['id-token'] }];
}

function holderFor(
  context: StepContext,
  command: ShellCommand,
  credential: CommandCredential,
): Holder | undefined {
  if (credential === 'registry') return context.left.registry;
  if (credential === 'environment') return environmentHolder(context, command);
  // An address with a token in it, or what checkout left.
  const inAddress = command.args
    .map((word) => variableIn(context, word.text))
    .find((holder) => holder !== undefined);
  return inAddress ?? context.left.git;
}

/** The token that gh and API calls work with: one written in the command, else that of the environment. */
function environmentHolder(context: StepContext, command: ShellCommand): Holder | undefined {
  for (const name of ['GH_TOKEN', 'GITHUB_TOKEN']) {
    const assigned = command.assignments[name];
    if (assigned !== undefined) return variableIn(context, assigned) ?? 'maybe-job-token';
  }
  const inArguments = command.args
    .map((word) => variableIn(context, word.text))
    .find((holder) => holder !== undefined);
  return inArguments ?? context.env.get('GH_TOKEN') ?? context.env.get('GITHUB_TOKEN');
}

/** The credential behind a variable that is named in a word. An expression put into the script may be the token. */
function variableIn(context: StepContext, word: string): Holder | undefined {
  const name = /\$(?:env:)?\{?([A-Za-z][A-Za-z0-9_]*)/u.exec(word)?.[1];
  if (name !== undefined) return context.env.get(name.toUpperCase());
  return /\$_{3,}/u.test(word) && context.step.run?.text.match(/github\.token|secrets\.GITHUB_TOKEN/iu)
    ? 'job-token'
    : undefined;
}

function distinct(gaps: StepUse['gaps']): StepUse['gaps'] {
  return [...new Map(gaps.map((gap) => [`${gap.why} ${String(gap.rights)}`, gap])).values()];
}
