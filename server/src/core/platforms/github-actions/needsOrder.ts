import { components } from '../../engine/components.js';
import type { Job } from './workflow.js';

/** In which order jobs can be looked at, so that each comes after those that it needs. */
export interface NeedsOrder {
  readonly order: readonly Job[];
  /** Jobs that need each other, each circle with its members in order of writing. */
  readonly circles: readonly (readonly Job[])[];
}

export function needsOrder(jobs: readonly Job[], jobOf: (id: string) => Job | undefined): NeedsOrder {
  // Nothing needs the workflow itself, so it is a group alone, after all others.
  const groups = components<Job | 'workflow'>('workflow', (of) =>
    of === 'workflow' ? jobs : of.needs.flatMap(({ id }) => jobOf(id) ?? []),
  ).map((group) => group.filter((job) => job !== 'workflow'));
  const places = new Map(jobs.map((job, at) => [job, at]));
  const circles = groups
    .filter(([first, ...others]) => first !== undefined && (others.length > 0 || needsItself(first)))
    .map((group) => [...group].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)));
  return { order: groups.flat(), circles };
}

function needsItself(job: Job): boolean {
  return job.needs.some(({ id }) => id === job.id);
}
