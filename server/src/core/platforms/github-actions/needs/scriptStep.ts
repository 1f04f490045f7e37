import { literalPattern } from '../../../text/literalPattern.js';
import { keepsEnvironment } from '../../../knowledge/commands/containers.js';
import { commandUse } from '../../../knowledge/commands/index.js';
import type { CommandCredential, CommandNeed, CommandUse } from '../../../knowledge/commands/commandUse.js';
import { CONVENTIONAL } from '../../../knowledge/commands/commandUse.js';
import type { ShellCommand } from '../../../model/shellScript.js';
import type { PipelineScript } from '../../../pipelines/script.js';
import { BRANCHES, readPipelineScript, whyPlain } from '../../../pipelines/script.js';
import { behind } from '../../../pipelines/scripts/behind.js';
import { ranBy } from '../../../pipelines/scripts/ran.js';
import { textOf, get } from '../../../syntax/syntaxTree.js';
import { valueOf } from '../stepInputs.js';
import type { CommandsOfScript } from './commandsOfScript.js';
import { foldersAreSure, ownFolder } from './ownFiles.js';
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
  const texts = context.filledIn?.(run.text) ?? [run.text];
  const uses = texts.map((text) => textUse(context, text));
  if (texts.length === 1) return uses[0] ?? UNUSED;
  // What one run of the matrix does is not what all do.
  const needs = uses.flatMap((use) => use.needs.map((need) => ({ ...need, conditional: true })));
  return { needs, gaps: distinct(uses.flatMap((use) => use.gaps)) };
}

function textUse(context: StepContext, text: string): StepUse {
  leaveLogins(context, text);
  const { commands } = readScript(context, text);
  const use = perhapsAll(commandsUse(context, { text, commands, start: startFolder(context) }), text);
  const why = whyPlain(text);
  return why === undefined ? use : { ...use, gaps: [...use.gaps, { why, rights: 'all' }] };
}

/** Where a script has branches, no need of it is sure to come up. */
function perhapsAll(use: StepUse, script: string): StepUse {
  if (!BRANCHES.test(script)) return use;
  return { ...use, needs: use.needs.map((need) => ({ ...need, conditional: true })) };
}

/** What commands do with the job's token, wherever they stand. */
export function commandsUse(context: StepContext, script: CommandsOfScript): StepUse {
  const { text, commands, start } = script;
  const folders = foldersOf(text, commands, start);
  const movesSurely = foldersAreSure(script);
  const uses = commands.map((command, index) => {
    const folder = folders[index] ?? '';
    const use = useOf(context, command, { folder, isSure: movesSurely, depth: script.depth ?? 0 });
    if (command.name === 'git') {
      cloneInto(context.left, folder, command, writtenHolder(context, command));
    }
    return use;
  });
  return { needs: uses.flatMap((use) => use.needs), gaps: distinct(uses.flatMap((use) => use.gaps)) };
}

/** Scripts that run scripts are followed this far. */
const MOST_DEPTH = 4;

/** What a command does by the scripts of the repository that it runs; `undefined` where they are not read. */
function repositoryUse(
  context: StepContext,
  command: ShellCommand,
  plain: CommandUse,
  at: Place,
): StepUse | undefined {
  const ran = at.depth < MOST_DEPTH ? ranBy(command) : undefined;
  const isBelow = ran?.what === 'file' && ran.path.includes('GITHUB_WORKSPACE');
  const own = isBelow || at.isSure ? ownFolder(context, isBelow ? '' : at.folder) : undefined;
  // What the token does that is handed over as a word, the words of the script do not tell.
  if (ran === undefined || own === undefined || isJobToken(writtenHolder(context, command))) return undefined;
  const { reading } = context;
  const read = behind(ran, own, {
    textOf: (path) => reading.fileText(path),
    parseShell: context.parseShell,
  });
  if (read === undefined || read.does === 'any') return undefined;
  for (const text of read.texts) leaveLogins(context, text);
  const text = read.texts.join('\n');
  const inner = { text, commands: read.commands, start: at.folder, apart: read.apart, depth: at.depth + 1 };
  const use = perhapsAll(commandsUse(context, inner), text);
  const open = use.gaps.filter(({ unlikely }) => unlikely !== true);
  if (open.length === 0) {
    const rest = read.does === 'nothing' ? [] : gapsOf(context, command, CONVENTIONAL);
    return { needs: use.needs, gaps: [...use.gaps, ...rest] };
  }
  // One gap for the whole: what is in the script is not what the step says.
  const whole = gapsOf(context, command, plain);
  const isAll = whole.some(({ rights }) => rights === 'all');
  return { needs: use.needs, gaps: [...whole, ...open.filter(({ rights }) => rights === 'all' && !isAll)] };
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

/** Where a command runs. */
interface Place {
  readonly folder: string;
  /** Whether that is sure to be the folder. */
  readonly isSure: boolean;
  readonly depth: number;
}

function useOf(context: StepContext, command: ShellCommand, place: Place): StepUse {
  const { folder } = place;
  const use = commandUse(command);
  if (use.runs !== undefined) {
    const read = repositoryUse(context, command, use, place);
    const isCustom = use.runs === 'conventional' && jobTokenVariables(context.env).length === 0;
    if (read !== undefined && !isCustom) return read;
    // By custom a build or a test asks for nothing where no token stands in its environment, unless its text does.
    if (read !== undefined && read.needs.length > 0) {
      return { needs: read.needs, gaps: gapsOf(context, command, use) };
    }
  }
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

/** The variable with the job's token that what a command runs can see. */
function tokenSeen({ env }: StepContext, command: ShellCommand): string | undefined {
  const names = jobTokenVariables(env);
  if (!keepsEnvironment(command)) return names[0];
  // The letter of an option, as in `-t image`, names no variable; what is glued to it may.
  const values = command.args.map(({ text }) => text.replace(/^--[^=]*|^-\w/u, ''));
  const words = new Set(values.flatMap((value) => value.toUpperCase().split(/\W+/u)));
  return names.find((name) => words.has(name.toUpperCase()));
}

function gapsOf(context: StepContext, command: ShellCommand, use: CommandUse): StepUse['gaps'] {
  const named = command.name === '' ? 'a computed command' : quoted(command.name);
  const variable = tokenSeen(context, command);
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
