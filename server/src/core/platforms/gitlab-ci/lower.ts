import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { Composition } from './compose/configuration.js';
import type { PipelineFiles } from './compose/locations.js';
import { Conditions } from './expressions/readCondition.js';
import { lowerPipeline, titleOf } from './lowerPipeline.js';
import { isEntryFile } from './pipeline.js';
import { Reading } from './reading.js';

/** No other file is here when one is read by itself. */
const ALONE: PipelineFiles<never> = { file: () => undefined, matching: () => [] };

/** The facts of a file of GitLab CI/CD by itself: what it includes, it only names. */
export function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  const conditions = new Conditions();
  const budget = { spend: () => true };
  const composition = new Composition({ uri, tree, path: '' }, { files: ALONE, conditions, budget });
  const configuration = composition.ofEntry();
  const reading = new Reading(configuration.sources, tools, conditions);
  const title = titleOf(uri);
  const said = lowerPipeline(reading, configuration, {
    title,
    unit: { uri, name: '' },
    isEntry: isEntryFile(uri),
  });
  const part = said.get(uri);
  return {
    uri,
    platform: 'gitlab-ci',
    ...(part ?? { title, complete: tree.complete, problems: [], sessions: [], definitions: [], notes: [] }),
  };
}
