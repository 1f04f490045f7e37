import type { Host, Initiator } from '../../model/facts.js';
import type { Gates } from './gates.js';
import type { IdToken } from './idTokens.js';
import type { Job, Pipeline } from './pipeline.js';
import type { Reading } from './reading.js';
import type { Run } from './runs.js';
import type { ScriptItem, Scripts } from './scripts.js';
import type { Starts } from './starts.js';
import type { SetVariable } from './variables.js';

/** What all jobs of a file share. */
export interface PipelineContext {
  readonly reading: Reading;
  readonly pipeline: Pipeline;
  readonly starts: Starts;
  readonly scripts: Scripts;
  readonly gates: Gates;
  readonly title: string;
  /** What a job's session is called in the file in which it stands. */
  readonly idOf: (job: Job) => string;
}

/** What the parts of one job's session are made of. */
export interface JobContext extends Omit<PipelineContext, 'gates'> {
  readonly job: Job;
  readonly items: readonly ScriptItem[];
  readonly variables: readonly SetVariable[];
  readonly tokens: readonly IdToken[];
  readonly initiators: readonly Initiator[];
  readonly host: Host | undefined;
  /** Ids of the gates before all that the session holds. */
  readonly gates: readonly string[];
  /** Worked out when they are first asked for: few jobs need them. */
  readonly runs: () => readonly Run[];
}
