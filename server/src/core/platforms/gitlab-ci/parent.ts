import type { Uri } from '../../text/uri.js';
import type { Gate } from '../../model/facts.js';
import type { Job } from './pipeline.js';
import type { Starts } from './starts.js';

/** The job that starts a child pipeline. https://docs.gitlab.com/ci/pipelines/downstream_pipelines/ */
export interface Parent {
  readonly job: Job;
  readonly starts: Starts;
  /** What tells the child's sessions apart from those that other jobs start. */
  readonly id: string;
  /** Its session. */
  readonly at: { readonly uri: Uri; readonly localId: string };
  /** What holds the job back, and with it all that it starts. */
  readonly gates: readonly Gate[];
}
