import { pythonModule } from '../../knowledge/commands/pythonModules.js';
import type { ReadScript } from './readScript.js';

/** What runs a text or a module that is computed. */
const COMPUTED =
  /(?<!\.)\b(?:__import__|exec|eval|compile|globals|getattr)\(|\b(?:importlib|runpy|ctypes|pty|imp|pkgutil)\b|\bos\.(?:exec|spawn|posix_spawn|fork)\w*/u;

/** Calls that run a program, up to their first argument. https://docs.python.org/3/library/subprocess.html */
const RUNS =
  /\b(?:subprocess\.(?:run|call|check_call|check_output|Popen|getoutput|getstatusoutput)|os\.(?:system|popen))\(\s*/gu;

/** Every way to run a program, so that what the pattern above does not find is seen. */
const MAY_RUN = /\bsubprocess\b|\bos\.(?:system|popen|startfile)\b|\bcreate_subprocess/gu;
/** Names of the module that run nothing. */
const RUNS_NOTHING =
  /\bsubprocess\.(?:CalledProcessError|CompletedProcess|TimeoutExpired|SubprocessError|PIPE|STDOUT|DEVNULL)\b/gu;
/** Functions and modules that are taken in under names of their own, whose calls are not seen. */
const TAKEN_BY_NAME =
  /^[ \t]*import[ \t][^\n]*\b(?:subprocess|os)[ \t]+as\b|^[ \t]*from[ \t]+(?:subprocess[ \t]+import|os[ \t]+import[^\n]*\b(?:system|popen|exec\w*|spawn\w*)\b)/mu;
const IMPORT_LINE = /^[ \t]*(?:from|import)[ \t][^\n]*/gmu;

/** A list of texts: each in quotes, or something computed. */
const LIST = /\[([^[\]]*)\]/uy;
const TEXT = /[rRuU]?(?:"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)')/uy;

/**
 * What a script of Python does, read by its words alone: which modules it takes in, and the programs that it runs with
 * words that are written out. What is computed makes it any.
 */
export function readPython(text: string): ReadScript {
  const code = withoutComments(text);
  const imports = importsIn(code);
  const commands = commandsIn(code);
  if (COMPUTED.test(code) || TAKEN_BY_NAME.test(code) || commands === undefined) return ANY;
  const kinds = imports.map(({ module, names }) => pythonModule(module, names));
  return {
    commands,
    asks: kinds.includes('asks'),
    uses: kinds.includes('library'),
    files: imports.flatMap(({ module, names }, index) =>
      kinds[index] === 'other' ? filesOf(module, names) : [],
    ),
    isOpen: false,
  };
}

const ANY: ReadScript = { commands: [], asks: true, uses: true, files: [], isOpen: true };

/** A module of the repository is a file or a folder beside the script; each name of a folder may be one of its files. */
function filesOf(module: string, names: readonly string[]): ReadScript['files'] {
  const up = /^\.+/u.exec(module)?.[0].length ?? 0;
  const base = `${'../'.repeat(Math.max(0, up - 1))}${module.slice(up).replaceAll('.', '/')}`;
  if (module.length === up) return names.map((name) => [`${base}${name}.py`, `${base}__init__.py`]);
  return [[`${base}.py`, `${base}/__init__.py`, ...names.map((name) => `${base}/${name}.py`)]];
}

interface Import {
  readonly module: string;
  readonly names: readonly string[];
}

const IMPORT = /^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n;]*)|import[ \t]+([^\n;]+))/gmu;

function importsIn(code: string): readonly Import[] {
  return [...code.matchAll(IMPORT)].flatMap(([, from, names = '', plain]): Import[] => {
    const listed = (text: string): readonly string[] =>
      text.split(',').map(
        (part) =>
          part
            .replace(/[()\s]+/gu, ' ')
            .trim()
            .split(' ')[0] ?? '',
      );
    if (from !== undefined) return [{ module: from, names: listed(names).filter((name) => name !== '') }];
    return listed(plain ?? '').map((module) => ({ module, names: [] }));
  });
}

/** The programs that are run, one text of the shell each; `undefined` where one is computed. */
function commandsIn(code: string): readonly string[] | undefined {
  const commands: string[] = [];
  for (const call of code.matchAll(RUNS)) {
    const text = commandAt(code, call.index + call[0].length);
    if (text === undefined) return undefined;
    commands.push(text);
  }
  const body = code.replace(IMPORT_LINE, '').replace(RUNS_NOTHING, '');
  // A mention that is no call of these is one in a way that is not seen.
  return [...body.matchAll(MAY_RUN)].length > commands.length ? undefined : commands;
}

function commandAt(code: string, at: number): string | undefined {
  LIST.lastIndex = at;
  const list = LIST.exec(code)?.[1];
  if (list !== undefined) {
    const words = list
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const texts = words.map((word) =>
      /^[rRuU]?(?:"[^"]*"|'[^']*')$/u.test(word) ? word.replace(/^[rRuU]?.|.$/gu, '') : undefined,
    );
    if (texts[0] === undefined) return undefined;
    return texts
      .map((word) => (word === undefined || /["'\s$`;|&<>()]/u.test(word) ? '"$_"' : word))
      .join(' ');
  }
  TEXT.lastIndex = at;
  const text = TEXT.exec(code);
  return text === null ? undefined : (text[1] ?? text[2]);
}

/** The code without comments and without texts over several lines, which are mostly documentation. */
function withoutComments(text: string): string {
  return text.replace(/"""[\s\S]*?"""|'''[\s\S]*?'''/gu, '""').replace(/^[ \t]*#.*$|[ \t]#[^"'\n]*$/gmu, '');
}
