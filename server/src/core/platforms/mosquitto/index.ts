import type { Platform } from '../platform.js';
import { joiner } from './joiner.js';
import { lower } from './lower.js';
import { remediate } from './remediate.js';
import { select } from './select.js';

/** Mosquitto: the settings of a broker of MQTT, and its list of topics. */
export const mosquitto: Platform = {
  id: 'mosquitto',
  name: 'Mosquitto',
  globs: ['**/*acl*', '**/*.{conf,cfg}'],
  select,
  format: () => 'text',
  lower,
  joiner,
  remediate,
};
