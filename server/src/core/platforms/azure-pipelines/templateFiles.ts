import type { UnitFiles } from '../../compose/composer.js';
import { relativePath } from '../../text/uri.js';
import type { FindTemplate } from './template/context.js';

/** Finds templates among the files of a workspace folder. */
export function templatesAmong(files: UnitFiles): FindTemplate {
  return (from, text) => {
    const path = localPath(text);
    if (path === undefined) return undefined;
    const candidates = pathsFrom(relativePath(files.root, from), path);
    const [first] = candidates;
    if (first === undefined) return undefined;
    // Of those that are known; else it is looked for below the workspace folder, which is the repository as a rule.
    const known =
      candidates.length === 1
        ? first
        : candidates.find((each) => files.folder(folderOf(each)).includes(each));
    return files.file(known ?? first);
  };
}

/** The paths, below the workspace folder, of the templates that a text may name. */
export function namedTemplates(path: string, text: string): readonly string[] {
  return [...text.matchAll(NAMES)].flatMap(([, quoted, plain]) => {
    const local = localPath((quoted ?? plain ?? '').trim());
    return local === undefined ? [] : pathsFrom(path, local);
  });
}

const NAMES =
  /(?:^|[\s{,-])["']?template["']?[ \t]*:[ \t]*(?:["']([^"'\r\n]+)["']|([^\s"'#,}][^\r\n#,}]*))/gmu;

/** The path of a template of the same repository; `undefined` for any other text. */
function localPath(text: string): string | undefined {
  if (/\$[([{]/u.test(text)) return undefined;
  const [, path = text, alias] = /^(.*?)(?:@([^@/]+))?$/u.exec(text) ?? [];
  if (alias !== undefined && alias.toLowerCase() !== 'self') return undefined;
  return path.replaceAll('\\', '/');
}

/** Where the root of the repository is, below the workspace folder, a file does not tell: at each folder above it. */
function pathsFrom(from: string, path: string): readonly string[] {
  const folders = folderOf(from).split('/').filter(Boolean);
  const roots = path.startsWith('/')
    ? ['', ...folders.map((_, index) => folders.slice(0, index + 1).join('/'))]
    : [folders.join('/')];
  return roots.flatMap((root) => joined(root, path) ?? []);
}

/** `undefined` where the path leads out of the workspace folder. */
function joined(folder: string, path: string): string | undefined {
  const parts = folder.split('/').filter(Boolean);
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
