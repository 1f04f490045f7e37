import type { FileFacts, FactProblem, SessionFacts } from '../../model/facts.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import type { Configuration } from './compose/configuration.js';
import { Gates } from './gates.js';
import type { PipelineContext } from './jobContext.js';
import { lowerJob } from './lowerJob.js';
import { notesOf } from './notes.js';
import type { Parent } from './starts.js';
import type { Job } from './pipeline.js';
import { readPipeline } from './pipeline.js';
import type { Reading } from './reading.js';
import { Scripts } from './scripts.js';
import { madeByJobs } from './secrets.js';
import { checkCircles, checkShape } from './shape.js';
import { Starts } from './starts.js';

/** What is said of one pipeline in one file. */
export type SaidInFile = Omit<FileFacts, 'uri' | 'platform'>;

/** How a pipeline is known, and what starts it. */
export interface PipelineUse {
  readonly title: string;
  /** The file by which it begins, and how that is called: other pipelines may take in the same files. */
  readonly unit: { readonly uri: Uri; readonly name: string };
  /** Whether pipelines start by it; other files are parts of some that is not here. */
  readonly isEntry: boolean;
  /** The job that starts it, for a child pipeline. */
  readonly parent?: Parent;
  /** The pipeline that a job starts, where it is read beside this one. */
  readonly childOf?: (job: Job, reading: Reading) => Configuration | undefined;
}

/** What was read of a pipeline, for those that it starts. */
export interface LoweredPipeline {
  readonly said: ReadonlyMap<Uri, SaidInFile>;
  readonly context?: PipelineContext;
}

/** How a reader knows a file. */
export function titleOf(uri: Uri): string {
  return baseName(uri).replace(/^\.|\.ya?ml$/giu, '');
}

/** The facts of a pipeline, by the file in which they stand. */
export function lowerPipeline(
  reading: Reading,
  configuration: Configuration,
  use: PipelineUse,
): ReadonlyMap<Uri, SaidInFile> {
  return lowered(reading, configuration, use).said;
}

/** The same, with what pipelines need that are started by its jobs. */
export function lowered(reading: Reading, configuration: Configuration, use: PipelineUse): LoweredPipeline {
  const pipeline = readPipeline(reading, configuration, use.isEntry);
  if (pipeline === undefined) return { said: inFiles(reading, [], []) };
  if (reading.isCut) reading.problems.push(tooMuch(reading, pipeline.root.entries[0]?.key ?? pipeline.root));
  else checkShape(reading, pipeline);
  const scripts = new Scripts();
  const starts = new Starts(reading, pipeline, use.parent);
  const gates = new Gates(reading, pipeline, starts);
  const idOf = (job: Job): string => localId(job, reading.uriOf(job.key.range), use);
  const context = { reading, pipeline, starts, scripts, gates, title: use.title, idOf };
  const parts = {
    made: madeByJobs(
      pipeline.jobs.map((job) => ({
        body: job.body,
        sets: scripts.of(job).flatMap(({ seen }) => seen.sets),
      })),
    ),
    first: pipeline.jobs.find(({ isTrigger }) => !isTrigger) ?? pipeline.jobs[0],
    conditional: configuration.conditional,
    inherited: use.parent?.gates ?? [],
    childOf: (job: Job): Configuration | undefined => use.childOf?.(job, reading),
  };
  const sessions = pipeline.jobs.map((job) => lowerJob(context, job, parts));
  if (pipeline.isEntry) checkCircles(reading, gates.circles);
  return { said: inFiles(reading, sessions, notesOf(reading, pipeline, scripts)), context };
}

function tooMuch(reading: Reading, node: Parameters<Reading['originOf']>[0]): FactProblem {
  return {
    message:
      'This file takes in more through `extends` and `!reference` than is followed; what its jobs have from there is not all read.',
    origin: reading.originOf(node),
    severity: 'information',
    kind: 'limit',
  };
}

/** Unique in the file in which the job stands: other pipelines may take in the same file. */
function localId({ name }: Job, uri: Uri, { unit, parent }: PipelineUse): string {
  const own = `job:${name}`;
  return uri === unit.uri && parent === undefined ? own : `${own} @ ${parent?.id ?? unit.name}`;
}

/** Each session, definition, problem and note in the file where it stands; files that say nothing have their place too. */
function inFiles(
  reading: Reading,
  sessions: readonly SessionFacts[],
  notes: FileFacts['notes'],
): ReadonlyMap<Uri, SaidInFile> {
  const said = new Map<Uri, SaidInFile>();
  for (const { uri, tree } of reading.sources.files) {
    const own = sessions.filter(({ origin }) => origin.uri === uri);
    const at = reading.sources.startOf(uri);
    said.set(uri, {
      title: titleOf(uri),
      complete: tree.complete && !reading.isCut,
      problems: reading.problems.filter(({ origin }) => origin.uri === uri),
      sessions: own,
      definitions:
        at === undefined
          ? []
          : [
              { space: 'pipeline-file', key: uri, origin: { uri, range: at } },
              ...own.map(({ localId: id, origin }) => ({
                space: 'session' as const,
                key: `${uri}#${id}`,
                origin,
              })),
            ],
      notes: notes.filter(({ origin }) => origin.uri === uri),
    });
  }
  return said;
}
