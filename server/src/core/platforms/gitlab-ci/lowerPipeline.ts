import type { FileFacts } from '../../model/facts.js';
import { entry } from '../../syntax/syntaxTree.js';
import { baseName } from '../../text/uri.js';
import { Gates } from './gates.js';
import { includesOf } from './includes.js';
import { lowerJob } from './lowerJob.js';
import { notesOf } from './notes.js';
import { readPipeline } from './pipeline.js';
import type { Reading } from './reading.js';
import { Scripts } from './scripts.js';
import { madeByJobs } from './secrets.js';
import { checkCircles, checkShape } from './shape.js';
import { Starts } from './starts.js';

/** The facts of a file of GitLab CI/CD. */
export function lowerPipeline(reading: Reading): FileFacts {
  const title = baseName(reading.uri).replace(/^\.|\.ya?ml$/giu, '');
  const base = { uri: reading.uri, platform: 'gitlab-ci' as const, complete: reading.tree.complete, title };
  const pipeline = readPipeline(reading);
  if (pipeline === undefined) {
    return { ...base, problems: reading.problems, sessions: [], definitions: [], notes: [] };
  }
  if (reading.isCut) {
    reading.problems.push({
      message:
        'This file takes in more through `extends` and `!reference` than is followed; what its jobs have from there is not all read.',
      origin: reading.originOf(pipeline.root.entries[0]?.key ?? pipeline.root),
      severity: 'information',
      kind: 'limit',
    });
  } else {
    checkShape(reading, pipeline);
  }
  const scripts = new Scripts();
  const starts = new Starts(reading, pipeline);
  const gates = new Gates(reading, pipeline, starts);
  const context = { reading, pipeline, starts, scripts, gates, title };
  const parts = {
    includes: includesOf(pipeline.include),
    made: madeByJobs(
      pipeline.jobs.map((job) => ({
        body: job.body,
        sets: scripts.of(job).flatMap(({ seen }) => seen.sets),
      })),
    ),
    first: pipeline.jobs.find(({ isTrigger }) => !isTrigger) ?? pipeline.jobs[0],
  };
  const at = reading.originOf(
    entry(pipeline.root, 'stages')?.key ?? pipeline.root.entries[0]?.key ?? pipeline.root,
  );
  const sessions = pipeline.jobs.map((job) => lowerJob(context, job, parts));
  if (pipeline.isEntry) checkCircles(reading, gates.circles);
  return {
    ...base,
    complete: base.complete && !reading.isCut,
    problems: reading.problems,
    sessions,
    definitions: [
      { space: 'pipeline-file', key: reading.uri, origin: at },
      ...pipeline.jobs.map((job) => ({
        space: 'session' as const,
        key: `${reading.uri}#job:${job.name}`,
        origin: reading.originOf(job.key),
      })),
    ],
    notes: notesOf(reading, pipeline, scripts),
  };
}
