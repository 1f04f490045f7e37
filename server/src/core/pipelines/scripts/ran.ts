import { runCommand } from '../../knowledge/commands/runners.js';
import type { ShellCommand, ShellWord } from '../../model/shellScript.js';

/** The language of a script, where the program that runs it says so; else the script's first line does. */
export type ScriptLanguage = 'shell' | 'python' | 'javascript';

/** What a command runs that may lie in the repository. */
export type Ran =
  | { readonly what: 'file'; readonly path: string; readonly language?: ScriptLanguage }
  | {
      readonly what: 'targets';
      readonly folder: string;
      readonly file?: string;
      readonly names: readonly string[];
    }
  | { readonly what: 'scripts'; readonly folder: string; readonly names: readonly string[] };

interface Interpreter {
  readonly language: ScriptLanguage;
  readonly valued: RegExp;
}

/** Programs that run a file, with the options that take a value. By their manuals. */
const SHELL: Interpreter = { language: 'shell', valued: /^(?:[-+]o|[-+]O|--rcfile|--init-file)$/u };
const PYTHON: Interpreter = { language: 'python', valued: /^-[WX]$/u };
const INTERPRETERS: ReadonlyMap<string, Interpreter> = new Map([
  ...['sh', 'bash', 'dash', 'zsh', 'ksh', 'source', '.'].map((name) => [name, SHELL] as const),
  ...['python', 'python3', 'py'].map((name) => [name, PYTHON] as const),
  ['node', { language: 'javascript', valued: /^$/u }],
]);

/** Options by which an interpreter runs something else than a file: a text, a module, what comes in. */
const NO_FILE: Readonly<Record<ScriptLanguage, RegExp>> = {
  shell: /^-[a-z]*[cs][a-z]*$/u,
  python: /^-[cm]|^-$/u,
  javascript: /^(?:-[eprC]|--(?:eval|print|require|import|loader|test|run|check|watch)|-)/u,
};

/** What a command runs of the repository, as far as its words tell; `undefined` for one that runs nothing by its path. */
export function ranBy(command: ShellCommand): Ran | undefined {
  const { name, path } = command;
  const interpreter = INTERPRETERS.get(name);
  if (interpreter !== undefined) return interpreted(command, interpreter);
  if (path !== undefined && !path.startsWith('/') && !path.startsWith('~')) return { what: 'file', path };
  if (name === 'make' || name === 'gmake') return targetsOf(command);
  if (/^(?:npm|pnpm|yarn|bun)$/u.test(name)) {
    const scripts = scriptsOf(command);
    if (scripts !== undefined) return scripts;
  }
  const run = runCommand(command);
  // `uv run tools/release.py`, `npx tsx scripts/x.ts`: what the runner runs.
  if (run === undefined) return undefined;
  if (INTERPRETERS.has(run.name)) return ranBy(run);
  return /\/|\.py$/u.test(run.name) ? { what: 'file', path: run.name } : undefined;
}

function interpreted({ args }: ShellCommand, { language, valued }: Interpreter): Ran | undefined {
  for (let at = 0; at < args.length; at++) {
    const word = args[at];
    if (word === undefined) return undefined;
    if (NO_FILE[language].test(word.text)) return undefined;
    if (valued.test(word.text)) at++;
    else if (!/^[-+]/u.test(word.text)) return fileOf(word, language);
  }
  return undefined;
}

function fileOf({ text, dynamic }: ShellWord, language: ScriptLanguage): Ran | undefined {
  const isWritten = !dynamic || /^\$\{?GITHUB_WORKSPACE\}?\/[^$`]+$/u.test(text);
  return isWritten && !/^[/~]/u.test(text) ? { what: 'file', path: text, language } : undefined;
}

/** https://www.gnu.org/software/make/manual/make.html#Options-Summary */
const MAKE_VALUED = /^-[IojlW]$/u;

/** `make -C folder -f file target NAME=value`; a target that is computed may be any. */
function targetsOf({ args }: ShellCommand): Ran | undefined {
  let folder = '';
  let file: string | undefined;
  const names: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at];
    if (word === undefined) break;
    const [option, value] = optionOf(word.text, args[at + 1]?.text);
    if (/^(?:-C|--directory|-f|--file|--makefile)$/u.test(option)) {
      if (option === '-C' || option === '--directory') folder = value;
      else file = value;
      if (value === args[at + 1]?.text && word.text === option) at++;
    } else if (MAKE_VALUED.test(word.text)) at++;
    else if (/^(?:-[eE]|--(?:eval|include-dir))/u.test(word.text)) return undefined;
    else if (word.text.startsWith('-') || /^\w+[:?+]?=/u.test(word.text)) continue;
    else if (word.dynamic) return undefined;
    else names.push(word.text);
  }
  return folder.includes('$') || file?.includes('$') === true
    ? undefined
    : { what: 'targets', folder, ...(file === undefined ? {} : { file }), names };
}

/** An option with its value, which may stand in the same word. */
function optionOf(word: string, next: string | undefined): readonly [string, string] {
  const long = /^(--[\w-]+)=(.*)$/su.exec(word);
  if (long !== null) return [long[1] ?? '', long[2] ?? ''];
  const short = /^(-[Cf])(.+)$/su.exec(word);
  return short === null ? [word, next ?? ''] : [short[1] ?? '', short[2] ?? ''];
}

/** Options that name a folder, and those by which scripts of other packages run. By the manuals of the package managers. */
const PACKAGE_FOLDER = /^(?:-C|--(?:prefix|dir|cwd))$/u;
const ELSEWHERE =
  /^(?:-r|--recursive|-F|-w|-ws|--workspaces|--(?:filter|workspace)(?:=.*)?|--(?:prefix|dir|cwd)=.*)$/u;
/** Commands of the package managers themselves that run a script of the same name. */
const LIFECYCLE = /^(?:test|t|tst|start|stop|restart)$/u;

/** `npm run release`, `yarn deploy`, `pnpm test`; `undefined` where it runs something in other folders, or nothing. */
function scriptsOf({ name, args }: ShellCommand): Ran | undefined {
  const read = packageWords(args);
  const [verb, script] = read?.words ?? [];
  if (read === undefined || verb === undefined || verb.dynamic || read.folder.includes('$')) return undefined;
  const { folder } = read;
  if (verb.text === 'run' || verb.text === 'run-script') {
    return script === undefined || script.dynamic ? undefined : scripts(folder, script.text);
  }
  if (LIFECYCLE.test(verb.text)) return scripts(folder, /^t(?:st)?$/u.test(verb.text) ? 'test' : verb.text);
  // npm knows no other; the others run what is no command of theirs.
  const isOwn = OWN_COMMANDS.test(verb.text) || (name === 'pnpm' && verb.text === 'deploy');
  return name === 'npm' || name === 'bun' || isOwn ? undefined : scripts(folder, verb.text);
}

/** The words up to those for the script, without options, and the folder that one of these names. */
function packageWords(
  args: readonly ShellWord[],
): { readonly words: readonly ShellWord[]; readonly folder: string } | undefined {
  const words: ShellWord[] = [];
  let folder = '';
  for (let at = 0; at < args.length; at++) {
    const word = args[at];
    if (word === undefined || word.text === '--') break;
    if (ELSEWHERE.test(word.text)) return undefined;
    if (PACKAGE_FOLDER.test(word.text)) folder = args[++at]?.text ?? '';
    else if (!word.text.startsWith('-')) words.push(word);
  }
  return { words, folder };
}

/** https://yarnpkg.com/cli, https://pnpm.io/pnpm-cli */
const OWN_COMMANDS =
  /^(?:add|audit|bin|cache|config|create|dedupe|dlx|exec|explain|fetch|i|import|info|init|install|link|list|ls|node|outdated|pack|patch|plugin|prune|publish|rebuild|remove|search|set|stage|store|unlink|up|update|upgrade|version|why|workspace|workspaces)$/u;

/** A package manager runs what stands around a script by its name: https://docs.npmjs.com/cli/using-npm/scripts#pre--post-scripts */
function scripts(folder: string, name: string): Ran {
  return { what: 'scripts', folder, names: [`pre${name}`, name, `post${name}`] };
}
