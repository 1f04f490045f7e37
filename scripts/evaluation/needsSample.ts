import { createHash } from 'node:crypto';
import { isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { CorpusRepository } from './repositories.js';
import { lineAt, pathIn } from './scan.js';

/** Where a job stands in the corpus. */
export interface JobPlace {
  readonly repository: string;
  /** Below the repository's folder. */
  readonly path: string;
  readonly job: string;
}

/** A job's place, with the line of its key, from 1, and its own text. */
export interface FoundJob extends JobPlace {
  readonly line: number;
  readonly text: string;
}

const WORKFLOW = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/u;

/** Every job of the corpus. They are read off the text alone: the engine has no part in what is drawn. */
export function jobsOf(repositories: readonly CorpusRepository[]): readonly FoundJob[] {
  return repositories.flatMap((repository) =>
    repository.roots.flat().flatMap(({ uri, text }) => {
      const path = pathIn(repository, uri);
      if (!WORKFLOW.test(path)) return [];
      return jobsIn(text).map((job) => ({ repository: repository.name, path, ...job }));
    }),
  );
}

function jobsIn(text: string): readonly Omit<FoundJob, 'repository' | 'path'>[] {
  const jobs = parseDocument(text).get('jobs', true);
  if (!isMap(jobs)) return [];
  return jobs.items.flatMap(({ key, value }) => {
    if (!isScalar(key) || typeof key.value !== 'string') return [];
    const [start = 0, keyEnd = start] = key.range ?? [];
    const end = isNode(value) ? (value.range?.[1] ?? keyEnd) : keyEnd;
    return [{ job: key.value, line: lineAt(text, start), text: text.slice(start, end) }];
  });
}

/** `count` jobs by chance. Each one's lot hangs on the seed and its place only, not on what else is there. */
export function drawJobs(jobs: readonly FoundJob[], count: number, seed: number): readonly FoundJob[] {
  const lots = jobs.map((job) => ({
    job,
    lot: createHash('sha256')
      .update(`${seed} ${placeKey(job)}`)
      .digest('hex'),
  }));
  return lots
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, count)
    .map(({ job }) => job);
}

/** By what a job is known between runs. */
export function placeKey({ repository, path, job }: JobPlace): string {
  return `${repository} ${path} ${job}`;
}
