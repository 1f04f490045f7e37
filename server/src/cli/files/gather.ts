import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../exitCode.js';
import type { Unreadable } from './askedFiles.js';
import { askedFiles, isRelevantFile, STANDARD_INPUT } from './askedFiles.js';
import { below, shown } from '../../disk/fileUri.js';
import { gitConfigOf } from '../../disk/gitConfig.js';
import { IgnoreRules } from '../../disk/ignoreRules.js';
import type { SourceText } from '../../disk/readText.js';
import { decode, readText } from '../../disk/readText.js';
import { NotRead } from '../../disk/regularFile.js';
import { LEADS_OUT, leavesFolder } from '../../disk/links.js';
import { Repositories } from '../../disk/repository.js';
import { walk } from '../../disk/walk.js';

/** One file of a scan. */
export interface GatheredFile {
  readonly path: string;
  /**
   * The folder that its sessions are named from: that of the report, so that sessions of several repositories keep
   * apart, or the top of its repository where that lies higher, since paths below it tell what kind of file it is.
   */
  readonly root: string;
  /** Whether the report should speak of it; others are only there to be linked with. */
  readonly asked: boolean;
  readonly source: SourceText;
}

export interface Gathered {
  readonly files: readonly GatheredFile[];
  /** The folder that paths in a report are relative to. */
  readonly root: string;
  readonly unreadable: readonly Unreadable[];
  readonly named: ReadonlySet<string>;
  /** The folders that were asked for. */
  readonly folders: readonly string[];
}

export interface GatherOptions {
  readonly cwd: string;
  /** The name that standard input goes by. */
  readonly inputName: string;
  readonly readInput: () => Buffer;
  readonly onProgress: (done: number, of: number) => void;
}

/**
 * Reads the files asked for, and the relevant rest of their repositories, so that callers and callees are linked
 * and configuration is found however few files are named.
 */
export function gather(operands: readonly string[], options: GatherOptions): Gathered {
  const { cwd, onProgress } = options;
  const repositories = new Repositories();
  const asked = askedFiles(operands, cwd, repositories);
  const unreadable = [...asked.unreadable];
  const input = operands.includes(STANDARD_INPUT) ? resolve(cwd, options.inputName) : undefined;
  const wanted = new Set([...asked.files, ...(input === undefined ? [] : [input])]);

  // All files of a folder belong to the same repository.
  const tops = new Map<string, string>();
  const topOf = (path: string): string => {
    const folder = dirname(path);
    const top =
      tops.get(folder) ?? repositories.topOf(folder, fallbackRoot(path, [...asked.folders, ...asked.bases]));
    tops.set(folder, top);
    return top;
  };
  const all = new Set(wanted);
  for (const top of new Set([...wanted].map(topOf))) {
    // A folder that was asked for has been walked.
    if (!asked.folders.some((folder) => isBelow(folder, top))) addRelevant(top, repositories, all);
  }

  const root = reportRoot();
  const files: GatheredFile[] = [];
  for (const path of all) {
    const source = path === input ? decode(options.readInput()) : readOrComplain(path);
    const top = topOf(path);
    if (source !== undefined) {
      files.push({ path, root: isBelow(root, top) ? root : top, asked: wanted.has(path), source });
    }
    onProgress(files.length, all.size);
  }
  for (const top of new Set([...wanted].map(topOf))) {
    const config = gitConfigOf(top);
    if (config !== undefined) files.push({ ...config, root: top, asked: false });
  }
  return { files, root, unreadable, folders: asked.folders, named: asked.named };

  function readOrComplain(path: string): SourceText | undefined {
    try {
      if (!asked.named.has(path) && leavesFolder(path, topOf(path))) throw new NotRead(LEADS_OUT);
      return readText(path);
    } catch (error) {
      const why = whyNotRead(error);
      if (asked.named.has(path)) throw new UsageError(`${shown(cwd, path)} ${why}`);
      unreadable.push({ path, why });
      return undefined;
    }
  }

  /** One folder is its own root; one file belongs to its repository; of several the shared folder is the root. */
  function reportRoot(): string {
    const inputs = input === undefined ? [] : [input];
    const bases = asked.bases.map((base) => repositories.topOf(base, base));
    const tops = [...asked.folders, ...bases, ...[...asked.named, ...inputs].map(topOf)];
    return tops.reduce(commonFolder, tops[0] ?? cwd);
  }
}

/** What was not asked for is read in a repository only; of an export, which has no `.git`, in its `.github`. */
function addRelevant(top: string, repositories: Repositories, to: Set<string>): void {
  const folder = repositories.isReal(top) ? top : join(top, '.github');
  if (!existsSync(folder)) return;
  // What was asked for has already complained; of the rest nobody asked.
  const ignoreErrors = (): void => undefined;
  for (const path of walk(folder, IgnoreRules.of(top, folder), ignoreErrors)) {
    if (isRelevantFile(path, top, repositories)) to.add(path);
  }
}

function whyNotRead(error: unknown): string {
  if (error instanceof NotRead) return error.message;
  return `cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
}

/** Outside any repository the folder that was named is the root, or the file's own folder. */
function fallbackRoot(path: string, folders: readonly string[]): string {
  const holding = folders.filter((folder) => isBelow(folder, path));
  return holding.sort((a, b) => a.length - b.length)[0] ?? dirname(path);
}

function commonFolder(a: string, b: string): string {
  let folder = a;
  while (!isBelow(folder, b)) folder = dirname(folder);
  return folder;
}

function isBelow(folder: string, path: string): boolean {
  return below(folder, path) !== undefined;
}
