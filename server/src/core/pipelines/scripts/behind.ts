import type { ParseShell, ShellCommand } from '../../model/shellScript.js';
import { parentUri, pathFrom } from '../../text/uri.js';
import { plainShell } from '../../syntax/shell/plainShell.js';
import { readPipelineScript } from '../script.js';
import { readJavaScript } from './javascriptScript.js';
import { recipesOf } from './makefile.js';
import { packageScripts } from './packageScripts.js';
import { readPython } from './pythonScript.js';
import type { Ran, ScriptLanguage } from './ran.js';
import type { ReadScript } from './readScript.js';

/** Where files of the repository are read: by their path below its root. */
export interface RepositoryFiles {
  readonly textOf: (path: string) => string | undefined;
  readonly parseShell: ParseShell | undefined;
}

/** What a command does by the files of the repository that it runs. */
export interface Behind {
  /** Scripts of the shell: what they are, for those who look for words in them. */
  readonly texts: readonly string[];
  readonly commands: readonly ShellCommand[];
  /** What the code does by itself, beside its commands: nothing, what libraries do by custom, or anything. */
  readonly does: 'nothing' | 'conventional' | 'any';
  /** Whether each command begins in the folder of the whole again. */
  readonly apart: boolean;
}

/** Longer files and more files than that are not read for one command. */
const LONGEST = 200_000;
const MOST_FILES = 24;

/**
 * What a command runs, as far as the repository's own files tell; `undefined` where they are not there, or are written in
 * a language that is not read.
 *
 * @param folder where the command runs, below the root
 */
export function behind(ran: Ran, folder: string, files: RepositoryFiles): Behind | undefined {
  if (ran.what === 'file') return ofFile(ran.path, ran.language, folder, files);
  const at = pathFrom(folder, ran.folder);
  if (at === undefined) return undefined;
  if (ran.what === 'scripts') {
    const text = textAt(files, at, 'package.json');
    const script = text === undefined ? undefined : packageScripts(text, ran.names);
    return script === undefined ? undefined : ofShell(script, files);
  }
  const names = ran.file === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [ran.file];
  const text = names.map((name) => textAt(files, at, name)).find((found) => found !== undefined);
  const recipes = text === undefined ? undefined : recipesOf(text, ran.names);
  return recipes === undefined ? undefined : { ...ofShell(recipes, files), apart: true };
}

function textAt(files: RepositoryFiles, folder: string, path: string): string | undefined {
  const at = pathFrom(folder, path);
  const text = at === undefined ? undefined : files.textOf(at);
  return text === undefined || text.length > LONGEST ? undefined : text;
}

function ofShell(text: string, { parseShell }: RepositoryFiles): Behind {
  const { commands } = readPipelineScript(text, { isBash: true, parseShell });
  return { texts: [text], commands, does: 'nothing', apart: false };
}

function ofFile(
  path: string,
  told: ScriptLanguage | undefined,
  folder: string,
  files: RepositoryFiles,
): Behind | undefined {
  const fromRoot = path.replace(WORKSPACE, '');
  const at = pathFrom(fromRoot === path ? folder : '', fromRoot);
  const text = at === undefined ? undefined : textAt(files, '', at);
  if (at === undefined || text === undefined) return undefined;
  const language = told ?? languageOf(at, text);
  if (language === undefined) return undefined;
  // The grammar of the shell tells what is in branches and functions; without it a file is not read.
  if (language === 'shell') return files.parseShell === undefined ? undefined : ofShell(text, files);
  return together(at, text, language, files);
}

/** The folder in which GitHub checks a repository out, where a path begins with its variable. */
const WORKSPACE = /^\$\{?GITHUB_WORKSPACE\}?/u;

/** By its first line, which the system goes by, else by its name. */
function languageOf(path: string, text: string): ScriptLanguage | undefined {
  const first = /^#![^\n]*/u.exec(text)?.[0];
  if (first !== undefined) {
    if (/\b(?:ba|da|z|k)?sh\b/u.test(first)) return 'shell';
    if (/\bpython[\d.]*\b/u.test(first)) return 'python';
    return /\bnode\b/u.test(first) ? 'javascript' : undefined;
  }
  if (/\.(?:ba|da|z|k)?sh$/u.test(path)) return 'shell';
  if (path.endsWith('.py')) return 'python';
  return /\.[cm]?js$/u.test(path) ? 'javascript' : undefined;
}

/** A script with the files that it takes in. */
function together(
  path: string,
  text: string,
  language: 'python' | 'javascript',
  files: RepositoryFiles,
): Behind {
  const open = [{ path, text }];
  const seen = new Set([path]);
  const read: ReadScript[] = [];
  for (const file of open) {
    const own = file.path.endsWith('.json') ? NOTHING : READERS[language](file.text);
    read.push(own);
    for (const group of own.files) {
      const found = group
        .flatMap((name) => pathFrom(parentUri(file.path), name) ?? [])
        .find((name) => seen.has(name) || textAt(files, '', name) !== undefined);
      const inside = found === undefined ? undefined : textAt(files, '', found);
      if (found === undefined || inside === undefined || seen.size >= MOST_FILES) return UNREAD;
      if (seen.has(found)) continue;
      seen.add(found);
      open.push({ path: found, text: inside });
    }
  }
  if (read.some(({ isOpen }) => isOpen)) return UNREAD;
  const commands = read.flatMap((each) => each.commands.flatMap((command) => plainShell(command).commands));
  const isQuiet = !read.some(({ asks, uses }) => asks || uses);
  return { texts: [], commands, does: isQuiet ? 'nothing' : 'conventional', apart: false };
}

const READERS = { python: readPython, javascript: readJavaScript } as const;
const NOTHING: ReadScript = { commands: [], asks: false, uses: false, files: [], isOpen: false };
const UNREAD: Behind = { texts: [], commands: [], does: 'any', apart: false };
