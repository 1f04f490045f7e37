import type { Platform } from '../platform.js';
import { lower } from './lower.js';
import { point } from './point.js';
import { remediate } from './remediate.js';
import { select } from './select.js';

/** Bitbucket Pipelines: `bitbucket-pipelines.yml`. */
export const bitbucketPipelines: Platform = {
  id: 'bitbucket-pipelines',
  name: 'Bitbucket Pipelines',
  globs: ['**/bitbucket-pipelines.{yml,yaml}'],
  select,
  format: () => 'yaml',
  parsing: () => ({ merge: true }),
  lower,
  point,
  remediate,
};
