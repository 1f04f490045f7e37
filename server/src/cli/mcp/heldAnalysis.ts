import type { Uri } from '../../core/text/uri.js';
import { fileUri } from '../../disk/fileUri.js';
import type { GatheredFile } from '../files/gather.js';
import { namedFile } from '../files/namedFile.js';
import { Progress } from '../progress.js';
import type { Analysis, Read } from '../scanning/analysis.js';
import { analyseRead, analysisOf, applyNamed, readAsked } from '../scanning/analysis.js';
import type { ScanRequest } from '../scanning/scanOptions.js';
import type { Terminal } from '../terminal.js';

interface Held {
  readonly read: Read;
  readonly files: Map<Uri, GatheredFile>;
  readonly absent: Set<Uri>;
  readonly analysis: Analysis;
}

/**
 * An analysis that is asked for again and again. The files are read anew each time, so that it speaks of them as they are;
 * where the same files are there, only those whose texts have changed are worked out again.
 */
export class HeldAnalysis {
  #held: Held | undefined;

  constructor(
    private readonly request: ScanRequest,
    private readonly terminal: Terminal,
  ) {}

  /** @throws UsageError and whatever the system throws, as a scan does */
  now(): Analysis {
    const progress = new Progress(this.terminal, false);
    const read = readAsked(this.request, this.terminal, progress);
    const held = this.#held;
    // Should anything fail, the next call begins anew.
    this.#held = undefined;
    this.#held = (held && this.#brought(held, read)) ?? this.#anew(read, progress);
    return this.#held.analysis;
  }

  #anew(read: Read, progress: Progress): Held {
    const analysis = analyseRead(read, this.request, this.terminal, { progress });
    return { read, files: new Map(analysis.files), absent: new Set(analysis.absent), analysis };
  }

  /** The held analysis with the changed texts; undefined where more than texts has changed. */
  #brought(held: Held, read: Read): Held | undefined {
    if (!areSamePlaces(held.read, read) || !this.#isNamedUnchanged(held, read)) return undefined;
    const before = new Map(held.read.files.map((file) => [file.path, file.source.text]));
    const changed = read.files.filter(({ path, source }) => before.get(path) !== source.text);
    if (changed.length === 0) return held;
    if (this.#toolsFor(held.read) !== this.#toolsFor(read)) return undefined;
    const { files, absent } = held;
    for (const file of changed) files.set(fileUri(file.path), file);
    const { host } = held.analysis;
    host.apply(
      changed.map(({ path, root, source }) => ({
        uri: fileUri(path),
        root: fileUri(root),
        text: source.text,
      })),
    );
    const { gathered } = read;
    applyNamed(host, files, gathered.folders, absent);
    const analysis = analysisOf({ host, files, gathered, absent }, this.request, this.terminal);
    return { read, files, absent, analysis };
  }

  /** Files that are read, or would be, because others name them: they are none of those that are gathered. */
  #isNamedUnchanged(
    { files, absent, read: { files: gathered } }: Held,
    { gathered: { folders } }: Read,
  ): boolean {
    const own = new Set(gathered.map(({ path }) => fileUri(path)));
    const roots = [...new Set([...files.values()].map(({ root }) => root))];
    const isStill = (uri: Uri, text: string | undefined): boolean =>
      own.has(uri) || namedFile(uri, roots, folders)?.source.text === text;
    return (
      [...files].every(([uri, { source }]) => isStill(uri, source.text)) &&
      [...absent].every((uri) => isStill(uri, undefined))
    );
  }

  #toolsFor({ files }: Read): string {
    return Object.keys(this.terminal.tools?.(files.map(({ source }) => source.text)) ?? {}).join();
  }
}

/** Whether the same files lie there; what is not read, and what the report speaks of, among it. */
function areSamePlaces(one: Read, other: Read): boolean {
  const places = ({ gathered, files }: Read): string =>
    JSON.stringify([
      gathered.root,
      gathered.folders,
      gathered.unreadable,
      files.map(({ path, root, asked }) => [path, root, asked]),
    ]);
  return places(one) === places(other);
}
