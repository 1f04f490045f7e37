import type { Platform } from '../platform.js';
import { composer } from './composer.js';
import { lower } from './lower.js';
import { named } from './named.js';
import { point } from './point.js';
import { remediate } from './remediate.js';
import { select } from './select.js';

/** Azure Pipelines: pipelines in YAML and their templates. */
export const azurePipelines: Platform = {
  id: 'azure-pipelines',
  name: 'Azure Pipelines',
  globs: ['**/*.{yml,yaml}'],
  select,
  format: () => 'yaml',
  lower,
  composer,
  point,
  named,
  remediate,
};
