import type { ScalarNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { literalPattern } from '../../../text/literalPattern.js';
import type { Job, Step } from '../workflow.js';
import { inputOf } from '../workflow.js';
import { codeOf, isGithubScript } from './scripts.js';

/** Files that a step takes in, of which whoever started the run decides what they are. */
export interface TakenFiles {
  readonly step: Step;
  /** Where the step says so. */
  readonly node: ScalarNode | Step['node'];
  /** The folder that they come to lie in; the empty text is the workspace itself. */
  readonly folder: string;
  /** Whose they are, in words that follow "files that". */
  readonly madeBy: string;
}

/** https://cli.github.com/manual/gh_run_download, https://docs.github.com/en/rest/actions/artifacts */
const DOWNLOADED_BY_CODE =
  /\bgh\s+run\s+download\b|\bactions\.downloadArtifact\b|\/artifacts\/\S+\/zip\b|\barchive_download_url\b|\bartifacts_url\b/u;

/**
 * Artifacts of the run that this one follows were made by whoever started that one; those of a job of the same run, by
 * whatever ran in it.
 *
 * @param filledBy the job before this one whose artifacts are filled with what a stranger chooses, if there is one
 */
export function takenFiles(steps: readonly Step[], filledBy: string | undefined): readonly TakenFiles[] {
  return steps.flatMap((step) => {
    const name = (step.uses?.text.split('@')[0] ?? '').toLowerCase();
    const isDownload = name === 'actions/download-artifact';
    const ofOtherRun =
      name === 'dawidd6/action-download-artifact' || (isDownload && inputOf(step, 'run-id') !== undefined);
    if (step.uses !== undefined && ofOtherRun) {
      return [{ step, node: step.uses, folder: folderOfAction(step), madeBy: OTHER_RUN }];
    }
    if (step.uses !== undefined && isDownload && filledBy !== undefined) {
      const madeBy = `job ${filledBy} filled with what came from outside`;
      return [{ step, node: step.uses, folder: folderOfAction(step), madeBy }];
    }
    const code = codeOf(step);
    if (code === undefined || !DOWNLOADED_BY_CODE.test(code.text)) return [];
    return [{ step, node: code, folder: folderOfCode(steps, step, code.text), madeBy: OTHER_RUN }];
  });
}

const OTHER_RUN = 'another run made';

/**
 * One artifact that is named is unpacked into the folder itself, several each into one of its own unless they are merged.
 * https://github.com/actions/download-artifact#inputs, https://github.com/dawidd6/action-download-artifact/blob/master/action.yml
 */
function folderOfAction(step: Step): string {
  const text = (input: string): string => textOf(inputOf(step, input)) ?? '';
  const isOne = text('name') !== '' || [text('merge-multiple'), text('merge_multiple')].includes('true');
  const folder = plainFolder(text('path'));
  return isOne || folder !== '' ? folder : APART;
}

/** A folder of which the name does not matter: nobody enters it by that. */
const APART = '\0';

function plainFolder(path: string): string {
  const inside = path
    .trim()
    .replace(/^(?:\$\{\{\s*github\.workspace\s*\}\}|\$\{?GITHUB_WORKSPACE\}?)\/?/iu, '')
    .replace(/^\.?\/(?=.)/u, (start) => (start === '/' ? start : ''))
    .replace(/\/+$/u, '');
  if (inside === '' || inside === '.' || inside === '*') return '';
  // What lies outside of the workspace, or where an expression says, is not entered by accident.
  return /^(?:\/|~|\.\.)|\$/u.test(inside) ? APART : inside;
}

function folderOfCode(steps: readonly Step[], step: Step, code: string): string {
  if (/\bgh\s+run\s+download\b/u.test(code)) {
    const folder = /\bgh\s+run\s+download\b[^\n]*\s(?:-D|--dir)[\s=]+["']?([^\s"']+)/u.exec(code)?.[1];
    if (folder !== undefined) return plainFolder(folder);
    return /\bgh\s+run\s+download\b[^\n]*\s(?:-n|--name)[\s=]/u.test(code) ? '' : APART;
  }
  const unpacking = [step, ...steps.filter(({ number }) => number > step.number)].find(
    (candidate) => candidate.run !== undefined && UNPACKS.test(candidate.run.text),
  );
  const script = unpacking?.run?.text;
  if (script === undefined || unpacking === undefined) return APART;
  const folder = /\bunzip\b[^\n]*\s-d\s+["']?([^\s"']+)|\bbsdtar\b[^\n]*\s-C\s+["']?([^\s"']+)/u.exec(script);
  const named = folder?.[1] ?? folder?.[2];
  if (named !== undefined) return plainFolder(named);
  if (/\b(?:cd|pushd)\s/u.test(script) || get(unpacking.node, 'working-directory') !== undefined) {
    return APART;
  }
  return '';
}

const UNPACKS = /\bunzip\b|\bbsdtar\b/u;

/** Where something of such files runs, or what they say becomes the environment of later steps. */
export interface Running {
  readonly step: Step;
  readonly what: string;
}

/** The step in which what lies in the folder is run; a checkout before that wipes the workspace clean. */
export function runningOf({ step, folder }: TakenFiles, steps: readonly Step[]): Running | undefined {
  for (const later of steps.filter(({ number }) => number > step.number)) {
    if (wipes(later)) return undefined;
    const what = folder === '' ? runsOfWorkspace(later) : runsOfFolder(later, folder);
    if (what !== undefined) return { step: later, what };
  }
  return undefined;
}

/** https://github.com/actions/checkout#usage: `clean` takes out what is not in the repository. */
function wipes(step: Step): boolean {
  if (step.uses === undefined || !/^actions\/checkout@/iu.test(step.uses.text)) return false;
  const text = (input: string): string => textOf(inputOf(step, input)) ?? '';
  return plainFolder(text('path')) === '' && text('clean') !== 'false';
}

/** Commands that run what the folder holds: its scripts, its packages, its configuration. */
const RUNS =
  /(?:^|\n|[;&|(`]|\b(?:then|do|else|sudo|exec|time)\s)[^\S\n]*(?:[A-Za-z_]\w*=[^\s`$(]*\s+)*(npx|npm\s+(?:ci|i|install|run|test|exec|publish|start|rebuild)\b|pnpm(?!\s+(?:-v|--version))|yarn|bunx|bun\s+\w|node\s+[\w./$]+|deno\s+\w|tsx\s|ts-node\s|python3?\s+(?:-m\s+pytest|[\w./$]+\.py)|ruby\s+[\w./$]+|bundle\s|rake\b|perl\s+[\w./]+|php\s+[\w./]+|make\b|just\b|task\s|bash\s+[\w./$]+|sh\s+[\w./$]+|source\s+[\w./]+|\.\.?\/[\w./-]+|gradle\b|mvn\b|cargo\s+(?:build|run|test|publish|install\s+--path)|go\s+(?:run|build|test|generate)|docker\s+build|docker[\s-]compose|pip3?\s+install\s+(?:-e|-r|\.)|poetry\s|tox\b|nox\b|pytest\b|terraform\s|helm\s|wrangler\b|vercel\b|netlify\b|firebase\b)/u;

function runsOfWorkspace(step: Step): string | undefined {
  if (step.uses?.text.startsWith('./') === true) return step.uses.text;
  // What is unpacked into the workspace has whatever folders its maker gave it.
  const inside = textOf(get(step.node, 'working-directory'));
  if (step.run === undefined || plainFolder(inside ?? '') === APART) return undefined;
  return commandIn(withoutComments(step.run.text).replace(/--version\b/gu, ''));
}

function commandIn(code: string): string | undefined {
  const found = RUNS.exec(code)?.[1];
  return found?.trim().split(/\s+/u).slice(0, 2).join(' ');
}

function runsOfFolder(step: Step, folder: string): string | undefined {
  if (folder === APART) return undefined;
  if (step.uses?.text.startsWith(`./${folder}`) === true) return step.uses.text;
  if (step.run === undefined || isGithubScript(step)) return undefined;
  const code = withoutComments(step.run.text);
  const works = textOf(get(step.node, 'working-directory'))?.replace(/^\.\//u, '') ?? '';
  if (works === folder || works.startsWith(`${folder}/`)) return commandIn(code);
  const name = literalPattern(folder);
  const inside = new RegExp(
    `(?:^|\\n|[;&|(])\\s*(?:cd|pushd)\\s+["']?(?:\\./)?${name}(?:/\\S*)?["']?(?:\\s|;|&|$)([\\s\\S]*)`,
    'u',
  ).exec(code);
  if (inside !== null) return commandIn(inside[1] ?? '');
  const runs = new RegExp(
    `(?:^|[\\n;&|(]\\s*)((?:(?:bash|sh|source|\\.|node|python3?|ruby|perl|php|deno run)\\s+)?["']?(?:\\./)?${name}/[\\w./-]+)|((?:npm|pnpm|yarn|make)\\s+(?:--prefix|-C|--cwd)[\\s=]${name}\\b)`,
    'u',
  ).exec(code);
  return runs?.[1]?.trim() ?? runs?.[2];
}

function withoutComments(code: string): string {
  return code.replace(/(^|\s)#[^\n]*/gu, '$1');
}

/** The names of the variables for later steps that a script reads out of files, where it checks none. */
export function isWrittenToEnvironment(code: string): boolean {
  return /GITHUB_ENV|exportVariable/u.test(code);
}

/** Whether a step hands files on to later jobs. */
export function handsFilesOn({ steps }: Pick<Job, 'steps'>): boolean {
  return steps.some(({ uses }) => uses !== undefined && /^actions\/upload-artifact@/iu.test(uses.text));
}
