import type { FileDescriptor, Platform } from '../platform.js';
import { lower } from './lower.js';
import { remediate } from './remediate.js';

/** An export has these keys, whatever it is called: https://www.rabbitmq.com/docs/definitions */
function select({ path, text }: FileDescriptor): boolean {
  if (!/\.json$/iu.test(path) || !/"(?:permissions|users)"\s*:\s*\[/u.test(text)) return false;
  return /"(?:rabbit_version|rabbitmq_version|vhosts)"\s*:/u.test(text) || /"configure"\s*:/u.test(text);
}

/** RabbitMQ: definitions of users, permissions and tags, as exported and imported. */
export const rabbitmq: Platform = {
  id: 'rabbitmq',
  name: 'RabbitMQ',
  globs: ['**/*.{json,yml,yaml}'],
  select,
  format: () => 'json',
  lower,
  remediate,
};
