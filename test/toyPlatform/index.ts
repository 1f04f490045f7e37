import type { Platform } from '../../server/src/core/platforms/platform.js';
import { lower } from './lower.js';
import { remediate } from './remediate.js';
import { select } from './select.js';

/** A workshop, whose robots use machines: a platform that stands in no part of the core. */
export const workshop: Platform = {
  id: 'workshop',
  name: 'Workshop',
  globs: ['**/.workshop/robots.{yml,yaml}'],
  select,
  format: () => 'yaml',
  lower,
  remediate,
};
