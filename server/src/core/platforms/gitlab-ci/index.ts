import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import type { Platform } from '../platform.js';
import { lowerPipeline } from './lowerPipeline.js';
import { Reading } from './reading.js';
import { remediate } from './remediate.js';
import { select } from './select.js';

function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  return lowerPipeline(new Reading(uri, tree, tools));
}

/** GitLab CI/CD: the pipeline's file, and the files that it includes. */
export const gitlabCi: Platform = {
  id: 'gitlab-ci',
  name: 'GitLab CI/CD',
  globs: [
    '**/*.gitlab-ci.{yml,yaml}',
    '**/.gitlab-ci.{yml,yaml}',
    '**/.gitlab/ci/**/*.{yml,yaml}',
    '**/.gitlab-ci/**/*.{yml,yaml}',
  ],
  select,
  format: () => 'yaml',
  parsing: () => ({ merge: true }),
  lower,
  remediate,
};
