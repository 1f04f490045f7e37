import type { Assumptions } from '../model/assumptions.js';
import type { FileFacts } from '../model/facts.js';
import type { Uri } from '../text/uri.js';

/** One file as a joiner takes it. */
export interface JoinInput {
  readonly facts: FileFacts;
  /** The workspace folder it belongs to: sessions are named by their path below it. */
  readonly root: Uri;
  readonly assumptions: Assumptions;
}

/** Files after a join, in the order in which they were given, and what the next join of them may take over. */
export interface Joined<M> {
  readonly files: readonly JoinInput[];
  readonly memo: M;
}

/** Puts together what several files say of one thing. Pure: the same parts give the same facts. */
export interface Joiner<M = unknown> {
  readonly id: string;
  /** Whether the file takes part: whether the join reads anything of its facts, or may change them. */
  readonly concerns: (facts: FileFacts) => boolean;
  /** Facts of the files concerned, with what the others say put in; the very same object where nothing changes. */
  join(files: readonly JoinInput[], previous: M | undefined): Joined<M>;
}
