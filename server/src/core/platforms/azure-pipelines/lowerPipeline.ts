import type { Definition, FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { baseName } from '../../text/uri.js';
import { GateReader } from './gates.js';
import type { FileContext } from './lowerJob.js';
import { lowerJob } from './lowerJob.js';
import { readPipeline } from './pipeline.js';
import { placesOf } from './places.js';
import { Reading } from './reading.js';
import { resourcesOf } from './resources.js';
import { computedNames, fileUses } from './secrets.js';
import { checkShape } from './shape.js';
import { Starts } from './starts.js';
import type { ExpandedPipeline } from './template/expansion.js';

/** A pipeline to be read. */
interface ReadPipeline {
  readonly uri: Uri;
  readonly tree: SyntaxTree;
  readonly tools: LoweringTools;
  /** Whether it is a template, which others take in. */
  readonly isCalled: boolean;
  readonly expanded: ExpandedPipeline | undefined;
}

/** The facts of a pipeline with what it takes in, filed under its own file. */
export function lowerPipeline({ uri, tree, tools, isCalled, expanded }: ReadPipeline): FileFacts {
  const reading = new Reading(uri, tree, tools, expanded);
  const title = baseName(uri).replace(/\.ya?ml$/iu, '');
  const base = { uri, platform: 'azure-pipelines' as const, title, complete: tree.complete, notes: [] };
  const pipeline = readPipeline(expanded?.root ?? tree.documents[0], isCalled);
  if (pipeline === undefined) {
    return { ...base, problems: reading.problems, sessions: [], definitions: [] };
  }
  const starts = new Starts(reading, pipeline);
  const places = placesOf(pipeline, title, (node) => reading.callsOf(node).length > 0);
  checkShape(reading, starts, places);
  const computed = computedNames(
    reading.texts,
    places.flatMap(({ job }) => job.steps),
  );
  const values = starts.fileValues;
  const context: FileContext = {
    reading,
    starts,
    gates: new GateReader(reading, starts),
    title,
    ids: new Map(places.map(({ job, localId }) => [job, localId])),
    resources: resourcesOf(pipeline),
    ofFile: fileUses({ reading, pipeline, values, computed }),
    computed,
  };
  const origin = reading.originOf(pipeline.root.entries[0]?.key ?? pipeline.root);
  const sessions = places.map((place) => lowerJob(context, place));
  const definitions: readonly Definition[] = [
    { space: 'pipeline-file', key: uri, origin },
    ...places.map(({ localId, job }) => ({
      space: 'session' as const,
      key: `${uri}#${localId}`,
      origin: reading.originOf(job.head),
    })),
  ];
  return {
    ...base,
    problems: reading.problems,
    sessions,
    definitions,
    ...(pipeline.isTemplate ? { callContract: { origin, secrets: [] } } : {}),
  };
}
