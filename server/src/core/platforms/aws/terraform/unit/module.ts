import type { Composing, UnitFile } from '../../../../compose/composer.js';
import type { SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../../syntax/syntaxTree.js';
import type { Block as TextBlock } from '../../../../text/block.js';
import { blockOf } from '../../../../text/block.js';
import type { ReadFile } from '../../reading.js';
import type { Block, Configuration } from '../configuration.js';
import { each, readConfiguration } from '../configuration.js';
import { baseName } from '../../../../text/uri.js';
import { UNKNOWN_PART } from '../../../../model/policyDocument.js';
import { isTerraformPath } from '../select.js';

/** The files of one folder, read as one module. Two are the same only as the same object. */
export class Module {
  constructor(
    readonly folder: string,
    readonly configuration: Configuration,
    /** Its files, by what the offsets of their nodes are counted in. */
    readonly files: ReadonlyMap<TextBlock, ReadFile>,
    readonly paths: readonly string[],
  ) {}

  equals(other: unknown): boolean {
    return other === this;
  }
}

/** The folder of a path below the workspace folder; empty for the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/**
 * A path as seen from a folder; `undefined` where it leads out of the workspace folder. One that begins with what only a
 * machine tells is seen from the workspace folder.
 */
export function pathFrom(folder: string, path: string): string | undefined {
  const isWhole = path === UNKNOWN_PART || path.startsWith(`${UNKNOWN_PART}/`);
  const parts = isWhole ? [] : folder.split('/').filter(Boolean);
  for (const part of (isWhole ? path.slice(UNKNOWN_PART.length) : path).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

/** A folder as seen from another one, as Terraform writes it. */
export function pathTo(from: string, to: string): string {
  const [a, b] = [from, to].map((path) => path.split('/').filter(Boolean));
  let same = 0;
  while (same < (a?.length ?? 0) && a?.[same] === b?.[same] && same < (b?.length ?? 0)) same++;
  const up = (a ?? []).slice(same).map(() => '..');
  const path = [...up, ...(b ?? []).slice(same)].join('/');
  return path === '' ? '.' : path;
}

/** Where a call of a module leads; `undefined` for a module that is not of this workspace. */
export function sourceFolder(folder: string, { body }: Pick<Block, 'body'>): string | undefined {
  const source = textOf(get(body, 'source'));
  return source !== undefined && /^\.\.?(?:\/|$)/u.test(source) ? pathFrom(folder, source) : undefined;
}

/** The folders whose modules a file calls. */
export function callsIn(file: UnitFile): readonly string[] {
  const folder = folderOf(file.path);
  return modulesIn(file.tree.documents[0]).flatMap((body) =>
    body.kind === 'mapping' ? (sourceFolder(folder, { body }) ?? []) : [],
  );
}

function modulesIn(root: SyntaxNode | undefined): readonly SyntaxNode[] {
  return each(get(root, 'module'))
    .flatMap(entries)
    .flatMap(({ value }) => each(value));
}

/** Files of one folder that are read; generated folders may have thousands. */
const MOST_FILES = 500;
/** https://developer.hashicorp.com/terraform/language/files/override */
const OVERRIDE = /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/u;

/**
 * Reads the files of a folder.
 *
 * @param over a folder whose files are laid over those, each in the place of one of its name
 */
export function moduleOf(folder: string, composing: Composing, over?: string): Module {
  const laid = over === undefined ? [] : composing.folder(over).filter(isTerraformPath);
  const shadowed = new Set(laid.map((path) => baseName(path)));
  const below = composing
    .folder(folder)
    .filter((path) => isTerraformPath(path) && !shadowed.has(baseName(path)));
  const all = [...below, ...laid];
  // Of two files that differ in the ending alone OpenTofu takes its own.
  const own = new Set(all.filter((path) => /\.tofu(?:\.json)?$/u.test(path)));
  const paths = all
    .filter((path) => !own.has(path.replace(/\.tf(\.json)?$/u, '.tofu$1')) || own.has(path))
    .slice(0, MOST_FILES);
  const files = new Map<TextBlock, ReadFile>();
  const roots = paths.flatMap((path) => {
    const file = composing.file(path);
    const root = file?.tree.documents[0];
    const block = root && blockOf(root.range);
    if (file === undefined || root === undefined || block === undefined) return [];
    const { text, format, lines } = file.tree;
    files.set(block, { uri: file.uri, tree: { text, format, lines } });
    return [{ root, overrides: OVERRIDE.test(path) }];
  });
  return new Module(folder, readConfiguration(...roots), files, paths);
}
