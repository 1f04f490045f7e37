import { dirname, join, resolve } from 'node:path';
import { CONFIGURATION_NAMES } from '../../core/analysis/configurationResolver.js';
import type { Snapshot } from '../../core/analysis/snapshot.js';
import { LineIndex } from '../../core/text/lineIndex.js';
import type { Uri } from '../../core/text/uri.js';
import { baseName } from '../../core/text/uri.js';
import { UsageError } from '../exitCode.js';
import { shown } from '../../disk/fileUri.js';
import type { GatheredFile } from '../files/gather.js';
import { readText } from '../../disk/readText.js';

/** The name under which `--config FILE` takes the place of every other configuration. */
const [NAME = '.trustscope.yml'] = CONFIGURATION_NAMES;

/**
 * The files with `configuration` in place of all configuration files among them, at the top of each repository, where
 * it counts for every file.
 */
export function withConfiguration(
  files: readonly GatheredFile[],
  configuration: string | undefined,
  cwd: string,
): readonly GatheredFile[] {
  if (configuration === undefined) return files;
  const source = readConfiguration(resolve(cwd, configuration), configuration);
  const others = files.filter(
    ({ path }) => !CONFIGURATION_NAMES.includes(baseName(path.replaceAll('\\', '/'))),
  );
  const roots = [...new Set(others.map(({ root }) => root))];
  return [...others, ...roots.map((root) => ({ path: join(root, NAME), root, asked: false, source }))];
}

function readConfiguration(path: string, written: string) {
  try {
    return readText(path);
  } catch (error) {
    throw new UsageError(
      `--config ${written} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
    );
  }
}

/** A folder whose own configuration cannot be used: what it says of the files there is not known. */
export interface SpoiledFolder {
  readonly folder: string;
  readonly files: readonly Uri[];
  readonly mistakes: readonly string[];
}

/** What is wrong with configuration files, a line each, as `path:line:column: message`. */
export interface ConfigurationMistakes {
  /** With those that count for all files of the scan, or were asked for themselves. */
  readonly mistakes: readonly string[];
  /** With those that count for some of them. */
  readonly spoiled: readonly SpoiledFolder[];
}

/**
 * Looks at the configuration files that count for a file of the scan, or are such a file themselves. Others were only
 * read to follow what the asked files refer to.
 */
export function configurationMistakes(
  snapshot: Snapshot,
  files: ReadonlyMap<Uri, GatheredFile>,
  configuration: string | undefined,
  cwd: string,
): ConfigurationMistakes {
  const asked = [...files].filter(([uri, file]) => file.asked && snapshot.file(uri) !== undefined);
  const mistakes: string[] = [];
  const spoiled: SpoiledFolder[] = [];
  for (const uri of snapshot.configurationFiles()) {
    const file = files.get(uri);
    if (file === undefined) continue;
    const governed = asked.flatMap(([other]) =>
      snapshot.configurationFor(other).uri === uri ? [other] : [],
    );
    if (governed.length === 0 && !file.asked) continue;
    const lines = mistakesIn(snapshot, uri, file, configuration ?? shown(cwd, file.path));
    if (lines.length === 0) continue;
    if (configuration !== undefined || governed.length === asked.length) mistakes.push(...lines);
    else spoiled.push({ folder: dirname(file.path), files: governed, mistakes: lines });
  }
  // One file given for several repositories would tell the same of each.
  return { mistakes: [...new Set(mistakes)], spoiled };
}

function mistakesIn(snapshot: Snapshot, uri: Uri, file: GatheredFile, path: string): readonly string[] {
  const lines = new LineIndex(file.source.text);
  return snapshot.configurationProblems(uri).map(({ message, range }) => {
    const { line, character } = lines.positionAt(range.start);
    return `${path}:${String(line + 1)}:${String(character + 1)}: ${message}`;
  });
}
