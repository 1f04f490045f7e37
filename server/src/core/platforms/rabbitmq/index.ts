import type { Platform } from '../platform.js';
import { lower } from './lower.js';
import { remediate } from './remediate.js';
import { joiner } from './joiner.js';
import { isComposePath, isConf, select } from './select.js';

/** RabbitMQ: definitions of users, permissions and tags, as exported and imported; the default user of the settings. */
export const rabbitmq: Platform = {
  id: 'rabbitmq',
  name: 'RabbitMQ',
  globs: ['**/*.{json,yml,yaml}', '**/*.{conf,cfg}'],
  select,
  format: ({ path }) => (isConf(path) ? 'text' : isComposePath(path) ? 'yaml' : 'json'),
  lower,
  joiner,
  remediate: (intent, tree) => (tree.format === 'json' ? remediate(intent, tree) : undefined),
};
