import type { Contents } from './contents.js';
import type { Asked } from './whoAsked.js';

/** What a job hands on to those that need it, as far as it matters who started the run. */
export interface HandedOn {
  /** What whoever started it can put into its outputs, by name in lower case; those that they cannot fill are left out. */
  readonly outputs: ReadonlyMap<string, Contents>;
  /** What its outputs say of who started the run, by name in lower case. */
  readonly asked: ReadonlyMap<string, Asked>;
  /** The job whose artifacts hold what came from outside: this one or one before it. */
  readonly filledBy: string | undefined;
  /** Called workflows, among this job and those before it, that are not in this repository. */
  readonly unread: readonly string[];
}

/** What comes to a job from those that it needs and that come before it. */
export interface Arriving {
  /** What each of them hands on, by its id in lower case. */
  readonly by: ReadonlyMap<string, HandedOn>;
  /** The job whose artifacts hold what came from outside. */
  readonly filledBy: string | undefined;
  /** Called workflows before the job that are not in this repository. */
  readonly unread: readonly string[];
}
