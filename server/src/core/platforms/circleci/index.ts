import type { Platform } from '../platform.js';
import { lower } from './lower.js';
import { named } from './named.js';
import { point } from './point.js';
import { remediate } from './remediate.js';
import { select } from './select.js';

/** CircleCI: `.circleci/config.yml`, and the configurations that a setup one goes on with. */
export const circleci: Platform = {
  id: 'circleci',
  name: 'CircleCI',
  globs: ['**/.circleci/**/*.{yml,yaml}'],
  select,
  format: () => 'yaml',
  parsing: () => ({ merge: true }),
  lower,
  point,
  named,
  remediate,
};
