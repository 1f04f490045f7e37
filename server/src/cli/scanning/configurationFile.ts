import { join, resolve } from 'node:path';
import { CONFIGURATION_NAMES } from '../../core/analysis/configurationResolver.js';
import type { Snapshot } from '../../core/analysis/snapshot.js';
import { LineIndex } from '../../core/text/lineIndex.js';
import type { Uri } from '../../core/text/uri.js';
import { baseName } from '../../core/text/uri.js';
import { UsageError } from '../exitCode.js';
import { shown } from '../files/fileUri.js';
import type { GatheredFile } from '../files/gather.js';
import { readText } from '../files/readText.js';

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

/**
 * What is wrong with the configuration files that count for a file of the scan, or are such a file themselves, a line
 * each, as `path:line:column: message`. Others were only read to follow what the asked files refer to.
 */
export function configurationMistakes(
  snapshot: Snapshot,
  files: ReadonlyMap<Uri, GatheredFile>,
  configuration: string | undefined,
  cwd: string,
): string[] {
  const asked = [...files].filter(([, file]) => file.asked).map(([uri]) => uri);
  const inForce = new Set([...asked, ...asked.map((uri) => snapshot.configurationFor(uri).uri)]);
  const mistakes = snapshot.configurationFiles().flatMap((uri) => {
    const file = files.get(uri);
    if (file === undefined || !inForce.has(uri)) return [];
    const lines = new LineIndex(file.source.text);
    const path = configuration ?? shown(cwd, file.path);
    return snapshot.configurationProblems(uri).map(({ message, range }) => {
      const { line, character } = lines.positionAt(range.start);
      return `${path}:${String(line + 1)}:${String(character + 1)}: ${message}`;
    });
  });
  // One file given for several repositories would tell the same of each.
  return [...new Set(mistakes)];
}
