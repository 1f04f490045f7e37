import type { Platform } from '../platform.js';
import { composer } from './composer.js';
import { lower } from './lower.js';
import { point } from './point.js';
import { remediate } from './remediate.js';
import { select } from './select.js';

/** GitHub Actions: workflows, composite actions, local reusable workflows. */
export const githubActions: Platform = {
  id: 'github-actions',
  name: 'GitHub Actions',
  globs: ['**/.github/workflows/*.{yml,yaml}', '**/action.{yml,yaml}'],
  select,
  format: () => 'yaml',
  lower,
  composer,
  point,
  remediate,
};
