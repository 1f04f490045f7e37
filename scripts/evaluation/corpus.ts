import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Workflows and actions, and the small files of `.github` beside them. What is taken is other people's: it stays out of here. */
const WANTED = /^\.github\/.*\.(?:ya?ml|md)$|^\.github\/[A-Z]+$|(?:^|\/)action\.ya?ml$/u;

/** Where starter workflows lie in their repository; each is a repository of its own once it is taken. */
const STARTER = /^(?:automation|ci|code-scanning|deployments|pages)\/(?<name>[^/]+)\.ya?ml$/u;

interface Clone {
  readonly name: string;
  readonly directory: string;
}

function cloneAt(path: string): Clone {
  const directory = existsSync(join(path, '.git')) ? join(path, '.git') : path;
  return { name: basename(dirname(resolve(path))), directory: resolve(directory) };
}

function git(clone: Clone, ...args: readonly string[]): Buffer {
  return execFileSync('git', [`--git-dir=${clone.directory}`, ...args], { maxBuffer: 1 << 28 });
}

/** Where a file of the clone goes; `undefined` for one that is not wanted. */
function placeOf(clone: Clone, path: string): string | undefined {
  const starter = clone.name === 'actions+starter-workflows' ? STARTER.exec(path) : null;
  if (starter === null) return WANTED.test(path) ? join(clone.name, path) : undefined;
  const folder = `${dirname(path)}-${starter.groups?.['name'] ?? ''}`;
  return join(clone.name, folder, '.github', 'workflows', basename(path));
}

function extract(clone: Clone, into: string): void {
  rmSync(join(into, clone.name), { recursive: true, force: true });
  const paths = git(clone, 'ls-tree', '-r', '-z', '--name-only', 'HEAD').toString().split('\0');
  let files = 0;
  for (const path of paths) {
    const place = placeOf(clone, path);
    if (place === undefined) continue;
    mkdirSync(dirname(join(into, place)), { recursive: true });
    writeFileSync(join(into, place), git(clone, 'cat-file', 'blob', `HEAD:${path}`));
    files++;
  }
  const head = git(clone, 'log', '-1', '--format=%H %cs').toString().trim();
  console.log(`${clone.name.replace('+', '/')} ${head} ${files}`);
}

/** Takes the corpus out of clones: bare or not, each in a folder named `owner+name`. */
export function extractCorpus(into: string, clones: readonly string[]): void {
  for (const clone of clones) extract(cloneAt(clone), into);
}
