import type { Platform } from '../platform.js';
import { joiner } from './joiner.js';
import { lower } from './lower.js';
import { remediate } from './remediate.js';
import { select } from './select.js';

/** Redis: users and their rules, in an ACL file or in the server's configuration. */
export const redis: Platform = {
  id: 'redis',
  name: 'Redis',
  globs: ['**/*.{conf,cfg}', '**/*acl*'],
  select,
  format: () => 'text',
  lower,
  remediate,
  joiner,
};
