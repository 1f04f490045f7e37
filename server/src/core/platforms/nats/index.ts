import type { Platform } from '../platform.js';
import { joiner } from './joiner.js';
import { lower } from './lower.js';
import { remediate } from './remediate.js';
import { select } from './select.js';

/** NATS: users, accounts and their subjects in the configuration of a server. */
export const nats: Platform = {
  id: 'nats',
  name: 'NATS',
  globs: ['**/*.{conf,cfg}'],
  select,
  format: () => 'nats',
  lower,
  joiner,
  remediate,
};
