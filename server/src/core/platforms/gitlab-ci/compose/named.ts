import type { UnitFiles } from '../../../compose/composer.js';
import type { SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entries, get } from '../../../syntax/syntaxTree.js';
import type { Include } from '../includes.js';
import { includesOf } from '../includes.js';
import { isEntryFile } from '../pipeline.js';

/** Every include of a file, those of its triggers among them. */
function everyInclude(tree: SyntaxTree): readonly Include[] {
  const root = tree.documents.at(-1);
  const triggers = entries(root).flatMap(({ value }): readonly SyntaxNode[] => {
    const include = get(get(value, 'trigger'), 'include');
    return include === undefined ? [] : [include];
  });
  const own = get(root, 'include');
  return [...(own === undefined ? [] : [own]), ...triggers].flatMap((node) => includesOf(node));
}

/** Whether a file takes in, or starts pipelines of, files that may be here: all others are read by themselves. */
export function takesInFiles(tree: SyntaxTree): boolean {
  return everyInclude(tree).some(({ kind, name }) => kind === 'local' || name.includes('CI_PROJECT_'));
}

/** Paths as an include writes them, from the top of a repository; of a pattern the folder that it begins with. */
function writtenPaths({ kind, name }: Pick<Include, 'kind' | 'name'>): readonly string[] {
  const path = name.replace(/^\/+/u, '');
  if (kind === 'local' && !path.includes('$')) {
    return [/[*?]/u.test(path) ? path.replace(/(?:^|\/)[^/]*[*?].*$/u, '') : path];
  }
  const component = /\/([\w.-]+)@/u.exec(name)?.[1];
  if (kind !== 'component' || component === undefined || !/^\$\{?CI_SERVER_/u.test(name)) return [];
  return [`templates/${component}.yml`, `templates/${component}/template.yml`];
}

/** The folders of a path, the nearest first; `''` for the top. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return [...parts, ''].map((_part, index) => parts.slice(0, parts.length - index).join('/'));
}

function below(folder: string, path: string): string {
  return folder === '' || path === '' ? `${folder}${path}` : `${folder}/${path}`;
}

/**
 * What a file may name: files, and folders of patterns. Which folder is the top of its repository it does not say, so
 * that each above it may be.
 */
export function namedPaths(path: string, tree: SyntaxTree): readonly string[] {
  const written = everyInclude(tree).flatMap((include) => writtenPaths(include));
  return [...new Set(foldersOf(path).flatMap((folder) => written.map((name) => below(folder, name))))];
}

/** More files than that are not asked whether they lead to one. */
const MOST_ASKED = 300;

/**
 * Whether a pipeline begins at a file: not where others take it in. A file by the name that GitLab looks for is taken in
 * only by what a file of that name in a folder above leads to.
 */
export function startsByItself(path: string, files: UnitFiles): boolean {
  const leading = new Set<string>();
  const open = [path];
  for (let at = open.pop(); at !== undefined && leading.size < MOST_ASKED; at = open.pop()) {
    for (const namer of namersOf(at, files)) {
      if (namer === path || leading.has(namer)) continue;
      leading.add(namer);
      open.push(namer);
    }
  }
  if (!isEntryFile(path)) return leading.size === 0;
  const [own = '', ...above] = foldersOf(path);
  return ![...leading].some((namer) => {
    const [folder = ''] = foldersOf(namer);
    return isEntryFile(namer) && folder !== own && above.includes(folder);
  });
}

/** The files whose includes lead to a file, found as they would find it. */
function namersOf(path: string, files: UnitFiles): readonly string[] {
  const all = [path, ...foldersOf(path)].flatMap((name) => files.namedBy(name));
  return [...new Set(all)].filter((namer) => {
    const tree = files.file(namer)?.tree;
    return tree !== undefined && everyInclude(tree).some((include) => leadsTo(include, namer, path, files));
  });
}

function leadsTo({ kind, name }: Include, from: string, to: string, files: UnitFiles): boolean {
  const path = name.replace(/^\/+/u, '');
  const folders = foldersOf(from);
  if (kind === 'local' && /[*?]/u.test(path)) {
    return folders.some((folder) => files.matching(below(folder, path)).includes(to));
  }
  return folders.some((folder) =>
    writtenPaths({ kind, name }).some((written) => below(folder, written) === to),
  );
}
