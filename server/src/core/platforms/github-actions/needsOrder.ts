import type { Job } from './workflow.js';

/** In which order jobs can be looked at, so that each comes after those that it needs. */
export interface NeedsOrder {
  readonly order: readonly Job[];
  /** Jobs that need each other, each circle with its members in order of writing. */
  readonly circles: readonly (readonly Job[])[];
}

/** By node, with lists in place of calls: a chain of jobs may be of any length. (Tarjan, 1972.) */
export function needsOrder(jobs: readonly Job[], jobOf: (id: string) => Job | undefined): NeedsOrder {
  const walk = new Walk(jobOf);
  for (const job of jobs) walk.from(job);
  const places = new Map(jobs.map((job, at) => [job, at]));
  const circles = walk.groups
    .filter(([first, ...others]) => first !== undefined && (others.length > 0 || needsItself(first)))
    .map((group) => [...group].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0)));
  return { order: walk.groups.flat(), circles };
}

function needsItself(job: Job): boolean {
  return job.needs.some(({ id }) => id === job.id);
}

class Walk {
  readonly groups: Job[][] = [];
  readonly #order = new Map<Job, number>();
  readonly #low = new Map<Job, number>();
  readonly #path: Job[] = [];
  readonly #onPath = new Set<Job>();
  readonly #open: { readonly job: Job; next: number }[] = [];

  constructor(readonly jobOf: (id: string) => Job | undefined) {}

  from(start: Job): void {
    if (this.#order.has(start)) return;
    this.#enter(start);
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      const need = top.job.needs[top.next++];
      if (need === undefined) this.#leave(top.job);
      else this.#follow(top.job, this.jobOf(need.id));
    }
  }

  #follow(from: Job, to: Job | undefined): void {
    if (to === undefined) return;
    if (!this.#order.has(to)) this.#enter(to);
    else if (this.#onPath.has(to)) this.#sink(from, this.#order.get(to) ?? 0);
  }

  #enter(job: Job): void {
    this.#low.set(job, this.#order.size);
    this.#order.set(job, this.#order.size);
    this.#path.push(job);
    this.#onPath.add(job);
    this.#open.push({ job, next: 0 });
  }

  #leave(job: Job): void {
    this.#open.pop();
    const low = this.#low.get(job) ?? 0;
    const outer = this.#open.at(-1);
    if (outer !== undefined) this.#sink(outer.job, low);
    if (low !== this.#order.get(job)) return;
    const group: Job[] = [];
    for (let member = this.#path.pop(); member !== undefined; member = this.#path.pop()) {
      group.push(member);
      this.#onPath.delete(member);
      if (member === job) break;
    }
    this.groups.push(group);
  }

  #sink(job: Job, to: number): void {
    this.#low.set(job, Math.min(this.#low.get(job) ?? to, to));
  }
}
