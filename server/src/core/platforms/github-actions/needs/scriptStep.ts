import { literalPattern } from '../../../text/literalPattern.js';
import { commandUse } from '../../../knowledge/commands/index.js';
import type { CommandCredential, CommandNeed, CommandUse } from '../../../knowledge/commands/commandUse.js';
import type { ShellCommand } from '../../../model/shellScript.js';
import type { PipelineScript } from '../../../pipelines/script.js';
import { BRANCHES, readPipelineScript } from '../../../pipelines/script.js';
import { textOf, get } from '../../../syntax/syntaxTree.js';
import { valueOf } from '../stepInputs.js';
import type { StepContext, StepUse } from './stepContext.js';
import { ambientRights, UNUSED } from './stepContext.js';
import type { Holder } from './tokens.js';
import { isJobToken, jobTokenVariables } from './tokens.js';
import { cloneInto, foldersOf, gitHolderIn, startFolder } from './workTrees.js';
import { quoted } from '../../../text/quoted.js';

/** What the commands of a `run:` do with the job's token. */
export function scriptStepUse(context: StepContext): StepUse {
  const { run } = context.step;
  if (run === undefined) return UNUSED;
  leaveLogins(context, run.text);
  const use = commandsUse(context, readScript(context, run.text).commands);
  if (!BRANCHES.test(run.text)) return use;
  return { ...use, needs: use.needs.map((need) => ({ ...need, conditional: true })) };
}

/** What commands do with the job's token, wherever they stand. */
export function commandsUse(context: StepContext, commands: readonly ShellCommand[]): StepUse {
  const folders = foldersOf(context.step, commands, startFolder(context));
  const uses = commands.map((command, index) => {
    const folder = folders[index] ?? '';
    const use = useOf(context, command, folder);
    if (command.name === 'git') {
      cloneInto(context.left, folder, command, writtenHolder(context, command));
    }
    return use;
  });
  return { needs: uses.flatMap((use) => use.needs), gaps: distinct(uses.flatMap((use) => use.gaps)) };
}

export function readScript(context: StepContext, script: string): PipelineScript {
  const written = textOf(get(context.step.node, 'shell'));
  const isBash = written === undefined ? context.shell === 'bash' : /^(?:ba)?sh\b/u.test(written);
  return context.reading.once(isBash ? 'bash' : 'plain', script, () =>
    readPipelineScript(script, { isBash, parseShell: context.parseShell }),
  );
}

/** Where a credential of a registry or of git is written down: by a login, a setting or a file. */
const REGISTRY_LOGIN = /\bghcr\.io\b|\bpkg\.github\.com\b/u;
const GIT_LOGIN =
  /x-access-token|@github\.com\/|insteadOf|extraheader|credential\.helper|\.git-credentials|\.netrc|gh auth setup-git/u;

const GIT_LOGIN_ANYWHERE = /--global|--system|\.git-credentials|\.netrc|gh auth setup-git/u;

/** A script that hands the job's token to a registry or to git serves itself and the steps after it. */
function leaveLogins(context: StepContext, script: string): void {
  const holder = holderIn(context, script);
  if (REGISTRY_LOGIN.test(script) && (holder !== undefined || /\blogin\b/u.test(script))) {
    context.left.registry = holder ?? 'other';
  }
  if (!GIT_LOGIN.test(script)) return;
  const environment = context.env.get('GH_TOKEN') ?? context.env.get('GITHUB_TOKEN');
  const given = holder ?? (script.includes('gh auth setup-git') ? environment : undefined);
  if (given === undefined) return;
  context.left.git = given;
  if (GIT_LOGIN_ANYWHERE.test(script)) context.left.anywhere = given;
}

/** The job's token, where a script names it or a variable that holds it. */
function holderIn(context: StepContext, script: string): Holder | undefined {
  if (/\bgithub\.token\b|\bsecrets\.GITHUB_TOKEN\b/iu.test(script)) return 'job-token';
  return jobTokenVariables(context.env).some((name) =>
    new RegExp(`(?<!\\w)${literalPattern(name)}(?!\\w)`, 'iu').test(script),
  )
    ? 'job-token'
    : undefined;
}

function useOf(context: StepContext, command: ShellCommand, folder: string): StepUse {
  const use = commandUse(command);
  const needs = use.needs.flatMap((need) => {
    const isIdentity = need.credential === 'identity-token';
    const holder = isIdentity ? 'job-token' : holderFor(context, command, need.credential, folder);
    if (!isJobToken(holder)) return [];
    return Object.entries(need.scopes).map(([right, access]) => ({
      right,
      access,
      why: `${context.step.label}, to ${need.why}`,
      optional: (need.optional ?? false) && !(isIdentity && asksForProvenance(context)),
      conditional: holder === 'maybe-job-token',
    }));
  });
  const unseen = use.needs.flatMap((need) => unseenCredential(context, command, need, folder));
  return { needs, gaps: [...unseen, ...gapsOf(context, command, use)] };
}

/** Provenance is attested with an identity token, or not at all: https://docs.npmjs.com/generating-provenance-statements */
function asksForProvenance({ step, environments }: StepContext): boolean {
  const value = valueOf(step, 'NPM_CONFIG_PROVENANCE', 'env', [...environments].reverse());
  return textOf(value)?.toLowerCase() === 'true';
}

/** What git pushes with where nothing was left for it, the text does not tell: a setting of the runner, or nothing. */
function unseenCredential(
  context: StepContext,
  command: ShellCommand,
  { credential, optional, scopes }: CommandNeed,
  folder: string,
): StepUse['gaps'] {
  const rights = Object.keys(scopes).filter((right) => scopes[right] === 'write');
  if (credential !== 'git' || optional === true || rights.length === 0) return [];
  if (holderFor(context, command, credential, folder) !== undefined) return [];
  return [{ why: `with which credential git works in ${context.step.label} is not known`, rights }];
}

function gapsOf(context: StepContext, command: ShellCommand, use: CommandUse): StepUse['gaps'] {
  const named = command.name === '' ? 'a computed command' : quoted(command.name);
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
  const why = `what ${named} in ${context.step.label} runs is not read here`;
  if (use.runs === 'any') return [{ why, rights: ambientRights(context.left, true) }];
  return [{ why, rights: ambientRights(context.left, false), unlikely: true }];
}

function holderFor(
  context: StepContext,
  command: ShellCommand,
  credential: CommandCredential,
  folder: string,
): Holder | undefined {
  if (credential === 'registry') return context.left.registry;
  if (credential === 'environment') return environmentHolder(context, command);
  const written = writtenHolder(context, command);
  if (credential === 'variables') {
    const held = jobTokenVariables(context.env).length > 0 ? 'job-token' : undefined;
    return written ?? held ?? context.left.registry;
  }
  // An address with a token in it, or what checkout left.
  return written ?? gitHolderIn(context.left, folder);
}

/** The token that gh and API calls work with: one written in the command, else that of the environment. */
function environmentHolder(context: StepContext, command: ShellCommand): Holder | undefined {
  for (const name of ['GH_TOKEN', 'GITHUB_TOKEN']) {
    const assigned = command.assignments[name];
    if (assigned !== undefined) return variableIn(context, assigned) ?? 'maybe-job-token';
  }
  const written = writtenHolder(context, command);
  return written ?? context.env.get('GH_TOKEN') ?? context.env.get('GITHUB_TOKEN');
}

/** How a credential is handed over in a command: a header, an address, an option. */
const HANDS_OVER = /authorization|bearer|x-access-token|auth_?token|:\/\/[^/]*@/iu;
const CREDENTIAL_OPTION = /^(?:-u|-p|--user|--password|--token|--?github-token|--auth)(?:=|$)/iu;
const CREDENTIAL_NAME = /TOKEN|PAT\b|_PAT_|SECRET|KEY|PASS|AUTH|CRED/iu;

/**
 * The credential that a word of the command, or a variable set for it, names. A variable that holds what an earlier
 * step put out is only one where it is handed over as one: it may as well be a title or a tag.
 */
function writtenHolder(context: StepContext, command: ShellCommand): Holder | undefined {
  const words = [...command.args.map((word) => word.text), ...Object.values(command.assignments)];
  const holders = words.flatMap((word, index) => {
    const holder = variableIn(context, word);
    if (holder === undefined) return [];
    const names = [...word.matchAll(VARIABLE)].map(([, name = '']) => name);
    const given =
      holder !== 'other' ||
      HANDS_OVER.test(word) ||
      CREDENTIAL_OPTION.test(word) ||
      CREDENTIAL_OPTION.test(words[index - 1] ?? '') ||
      names.some((name) => CREDENTIAL_NAME.test(name));
    return given ? [holder] : [];
  });
  return holders.find(isJobToken) ?? holders[0];
}

const VARIABLE = /\$(?:env:)?\{?([A-Za-z][A-Za-z0-9_]*)/gu;

/** The credential behind a variable that is named in a word. An expression put into the script may be the token. */
function variableIn(context: StepContext, word: string): Holder | undefined {
  for (const [, name = ''] of word.matchAll(VARIABLE)) {
    const holder = context.env.get(name.toUpperCase());
    if (holder !== undefined) return holder;
  }
  return /\$_{3,}/u.test(word) && context.step.run?.text.match(/github\.token|secrets\.GITHUB_TOKEN/iu)
    ? 'job-token'
    : undefined;
}

function distinct(gaps: StepUse['gaps']): StepUse['gaps'] {
  return [...new Map(gaps.map((gap) => [`${gap.why} ${String(gap.rights)}`, gap])).values()];
}
