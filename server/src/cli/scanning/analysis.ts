import { AnalysisHost } from '../../core/analysis/analysisHost.js';
import type { Fetch } from '../../core/analysis/fetching.js';
import type { SelectionOptions } from '../../core/report/selection.js';
import type { Rule } from '../../core/rules/rule.js';
import type { Uri } from '../../core/text/uri.js';
import type { Unreadable } from '../files/askedFiles.js';
import { fileUri } from '../../disk/fileUri.js';
import type { Gathered, GatheredFile } from '../files/gather.js';
import { gather } from '../files/gather.js';
import { namedFile } from '../files/namedFile.js';
import type { Progress } from '../progress.js';
import type { Terminal } from '../terminal.js';
import { configurationMistakes, withConfiguration } from './configurationFile.js';
import { baselineFor } from './baselineFile.js';
import { remarks } from './remarks.js';
import type { ScanRequest } from './scanOptions.js';

/** The files of a scan, analysed. */
export interface Analysis {
  readonly host: AnalysisHost;
  readonly files: ReadonlyMap<Uri, GatheredFile>;
  /** The folder that the scan is about: paths in data formats are relative to it. */
  readonly root: string;
  /** What of the snapshot the report speaks of. */
  readonly selection: SelectionOptions;
  readonly complaints: readonly string[];
  /** Mistakes of a configuration that counts for all that was asked for. */
  readonly configurationMistakes: readonly string[];
  /** What was left out, by absolute path. */
  readonly notRead: readonly Unreadable[];
  /** Files that others name and that are not there, or may not be read. */
  readonly absent: ReadonlySet<Uri>;
  /** Whether a folder was left out for its configuration. */
  readonly isSpoiled: boolean;
}

/** What was read for a request, before anything is made of it. */
export interface Read {
  readonly gathered: Gathered;
  /** With the configuration that was named. */
  readonly files: readonly GatheredFile[];
}

/**
 * Reads and analyses what the request asks for.
 *
 * @param coming texts that will be handed over later, so that the tools for them are there
 * @param rules the only ones to run; all where it is left out
 */
export function analyse(
  request: ScanRequest,
  terminal: Terminal,
  progress: Progress,
  coming: readonly string[] = [],
  rules?: readonly Rule[],
): Analysis {
  return analyseRead(readAsked(request, terminal, progress), request, terminal, { progress, coming, rules });
}

/** Reads what the request asks for, and what belongs to it. */
export function readAsked(request: ScanRequest, terminal: Terminal, progress: Progress): Read {
  const gathered = gather(request.operands, {
    cwd: terminal.cwd,
    inputName: request.inputName,
    readInput: terminal.readInput,
    onProgress: (done, of) => {
      progress.report('files read:', done, of);
    },
  });
  return { gathered, files: withConfiguration(gathered.files, request.configuration, terminal.cwd) };
}

/** Analyses what was read, from the start. */
export function analyseRead(
  { gathered, files }: Read,
  request: ScanRequest,
  terminal: Terminal,
  {
    progress,
    coming = [],
    rules,
  }: {
    readonly progress: Progress;
    readonly coming?: readonly string[];
    readonly rules?: readonly Rule[] | undefined;
  },
): Analysis {
  const byUri = new Map(files.map((file) => [fileUri(file.path), file] as const));
  const absent = new Set<Uri>();
  const host = new AnalysisHost({
    lean: true,
    tools: terminal.tools?.([...files.map(({ source }) => source.text), ...coming]) ?? {},
    ...(rules === undefined ? {} : { rules }),
    fetch: fetchInto(byUri, gathered.folders, absent),
  });
  applyAll(host, byUri, progress);
  applyNamed(host, byUri, gathered.folders, absent);
  return analysisOf({ host, files: byUri, gathered, absent }, request, terminal);
}

/** What is to be said of the files that a host holds. */
export function analysisOf(
  {
    host,
    files: byUri,
    gathered,
    absent,
  }: Pick<Analysis, 'host' | 'files' | 'absent'> & { readonly gathered: Gathered },
  request: ScanRequest,
  terminal: Terminal,
): Analysis {
  const { mistakes, spoiled } = configurationMistakes(
    host.snapshot,
    byUri,
    request.configuration,
    terminal.cwd,
  );
  const left = new Set(spoiled.flatMap(({ files: without }) => without));
  const asked = new Set([...byUri].filter(([uri, file]) => file.asked && !left.has(uri)).map(([uri]) => uri));
  return {
    host,
    files: byUri,
    root: gathered.root,
    selection: {
      files: asked,
      minSeverity: request.minSeverity,
      ...(request.rules === undefined ? {} : { rules: request.rules }),
      ...(request.controls === undefined ? {} : { controls: request.controls }),
      ...(request.baseline === undefined
        ? {}
        : { baseline: baselineFor(request.baseline, request.operands, terminal.cwd) }),
    },
    complaints: [
      ...spoiled.flatMap((folder) => folder.mistakes),
      ...remarks(host.snapshot, byUri, gathered, terminal.cwd),
    ],
    configurationMistakes: mistakes,
    notRead: [
      ...gathered.unreadable,
      ...spoiled.map(({ folder }) => ({ path: folder, why: 'its configuration file has mistakes' })),
    ],
    absent,
    isSpoiled: spoiled.length > 0,
  };
}

/** Enough files for a step of the progress bar, few enough that it moves. */
const BATCH = 20;

function applyAll(host: AnalysisHost, files: ReadonlyMap<Uri, GatheredFile>, progress: Progress): void {
  const changes = [...files].map(([uri, { root, source }]) => ({
    uri,
    root: fileUri(root),
    text: source.text,
  }));
  for (let done = 0; done < changes.length; done += BATCH) {
    host.apply(changes.slice(done, done + BATCH));
    progress.report('files analysed:', Math.min(done + BATCH, changes.length), changes.length);
  }
}

/** Reads a file that units name while they are composed, and notes it, or that it is not there. */
function fetchInto(files: Map<Uri, GatheredFile>, folders: readonly string[], absent: Set<Uri>): Fetch {
  const roots = [...new Set([...files.values()].map(({ root }) => root))];
  return (uri) => {
    const file = namedFile(uri, roots, folders);
    if (file === undefined) {
      absent.add(uri);
      return null;
    }
    files.set(uri, file);
    return { root: fileUri(file.root), text: file.source.text };
  };
}

/** Files that name files that name files: more steps than anybody takes. */
const MAX_ROUNDS = 16;

/** Reads the files that others name, whatever they are called, as far as they lie in the folders that are read. */
export function applyNamed(
  host: AnalysisHost,
  files: Map<Uri, GatheredFile>,
  folders: readonly string[],
  absent = new Set<Uri>(),
): void {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const { wanted } = host;
    if (wanted.length === 0) return;
    const roots = [...new Set([...files.values()].map(({ root }) => root))];
    host.apply(
      wanted.map((uri) => {
        const file = namedFile(uri, roots, folders);
        if (file === undefined) absent.add(uri);
        else files.set(uri, file);
        return { uri, root: fileUri(file?.root ?? ''), text: file?.source.text ?? null };
      }),
    );
  }
}
