import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import { isRelevant } from '../../server/src/core/analysis/workspaceGlobs.js';
import type { LoweringTools } from '../../server/src/core/model/loweringTools.js';
import { encodeSegment } from '../../server/src/core/text/uri.js';

/** One file of the corpus. */
export interface CorpusFile {
  readonly uri: string;
  /** The URI of the root that it is analysed with. */
  readonly root: string;
  readonly text: string;
}

/** One repository of the corpus: a folder with one root, or with several that know nothing of each other. */
export interface CorpusRepository {
  /** As on GitHub, `owner/name`. */
  readonly name: string;
  readonly folder: string;
  readonly roots: readonly (readonly CorpusFile[])[];
}

/** The repositories in `folders`: a folder that holds `.github` is one, else each folder inside it. */
export function repositoriesIn(folders: readonly string[]): readonly CorpusRepository[] {
  return folders.flatMap((given) => {
    const folder = resolve(given);
    const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    if (inside.some(({ name }) => name === '.github')) return [repositoryAt(folder)];
    return inside.map(({ name }) => repositoryAt(join(folder, name)));
  });
}

function repositoryAt(folder: string): CorpusRepository {
  const files = filesBelow(folder);
  const tops = new Set([folder, ...files.flatMap((path) => topOf(path) ?? [])]);
  const deepestFirst = [...tops].sort((a, b) => b.length - a.length);
  const roots = new Map<string, CorpusFile[]>();
  for (const path of files) {
    const root = deepestFirst.find((top) => path.startsWith(top + sep)) ?? folder;
    if (!isRelevant(posix(relative(root, path)))) continue;
    const file = { uri: uriOf(path), root: uriOf(root), text: readFileSync(path, 'utf8') };
    roots.set(root, [...(roots.get(root) ?? []), file]);
  }
  return {
    name: (folder.split(sep).at(-1) ?? folder).replace('+', '/'),
    folder,
    roots: [...roots.values()],
  };
}

/** The folder that holds the outermost `.github` of a path. */
function topOf(path: string): string | undefined {
  const at = path.indexOf(`${sep}.github${sep}`);
  return at < 0 ? undefined : path.slice(0, at);
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function posix(path: string): string {
  return path.split(sep).join('/');
}

function uriOf(path: string): string {
  return `file:///${posix(path).split('/').filter(Boolean).map(encodeSegment).join('/')}`;
}

/** A host that holds the files of one root. */
export function openRoot(files: readonly CorpusFile[], tools: LoweringTools = {}): AnalysisHost {
  const host = new AnalysisHost({ tools });
  host.apply(files.map(({ uri, root, text }) => ({ uri, root, text })));
  return host;
}
