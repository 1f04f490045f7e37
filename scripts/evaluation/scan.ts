import type { Finding, FileProblem, Snapshot } from '../../server/src/core/analysis/snapshot.js';
import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import type { LoweringTools } from '../../server/src/core/model/loweringTools.js';
import { relativePath } from '../../server/src/core/text/uri.js';
import type { CorpusFile, CorpusRepository } from './repositories.js';

/** A finding with where it stands in the corpus. */
export interface FoundFinding {
  readonly repository: string;
  /** Below the repository's folder. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly finding: Finding;
  readonly text: string;
}

export interface FoundProblem {
  readonly repository: string;
  readonly path: string;
  readonly line: number;
  readonly problem: FileProblem;
}

/** What one scan of the corpus came to. */
export interface CorpusScan {
  readonly repositories: readonly CorpusRepository[];
  readonly files: number;
  readonly sessions: number;
  readonly bands: ReadonlyMap<string, number>;
  readonly milliseconds: number;
  readonly slowest: readonly { readonly path: string; readonly milliseconds: number }[];
  readonly crashes: readonly { readonly path: string; readonly error: string }[];
  readonly findings: readonly FoundFinding[];
  readonly problems: readonly FoundProblem[];
}

const SLOWEST = 5;

/** Scans every root by itself, file by file, so that a crash and a slow file can be named. */
export function scanCorpus(repositories: readonly CorpusRepository[], tools: LoweringTools = {}): CorpusScan {
  const started = performance.now();
  const findings: FoundFinding[] = [];
  const problems: FoundProblem[] = [];
  const crashes: { path: string; error: string }[] = [];
  const times: { path: string; milliseconds: number }[] = [];
  const bands = new Map<string, number>();
  let files = 0;
  let sessions = 0;

  for (const repository of repositories) {
    for (const root of repository.roots) {
      const host = new AnalysisHost({ tools });
      for (const file of root) {
        const before = performance.now();
        const path = `${repository.name} ${pathIn(repository, file.uri)}`;
        attempt(path, crashes, () => host.apply([{ uri: file.uri, root: file.root, text: file.text }]));
        times.push({ path, milliseconds: performance.now() - before });
      }
      attempt(repository.name, crashes, () => {
        const { snapshot } = host;
        files += snapshot.files().length;
        sessions += snapshot.model.scopes.length;
        for (const { width } of snapshot.model.scopes) {
          bands.set(width.band, (bands.get(width.band) ?? 0) + 1);
        }
        for (const file of root) collect(repository, snapshot, file, findings, problems);
      });
    }
  }
  return {
    repositories,
    files,
    sessions,
    bands,
    milliseconds: performance.now() - started,
    slowest: times.sort((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST),
    crashes,
    findings,
    problems,
  };
}

function attempt(path: string, crashes: { path: string; error: string }[], work: () => unknown): void {
  try {
    work();
  } catch (error) {
    crashes.push({ path, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function collect(
  repository: CorpusRepository,
  snapshot: Snapshot,
  file: CorpusFile,
  findings: FoundFinding[],
  problems: FoundProblem[],
): void {
  const place = { repository: repository.name, path: pathIn(repository, file.uri) };
  const lineOf = (offset: number): number => lineAt(file.text, offset);
  for (const finding of snapshot.findings(file.uri)) {
    findings.push({ ...place, line: lineOf(finding.origin.range.start), finding, text: file.text });
  }
  for (const problem of snapshot.problems(file.uri)) {
    problems.push({ ...place, line: lineOf(problem.range.start), problem });
  }
}

/** Where a file lies in its repository. */
export function pathIn(repository: CorpusRepository, uri: string): string {
  const path = relativePath('file://', uri);
  return path.startsWith(`${repository.folder}/`) ? path.slice(repository.folder.length + 1) : path;
}

/** The line of an offset, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
