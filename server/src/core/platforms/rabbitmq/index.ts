import type { FileDescriptor, Platform } from '../platform.js';
import { lower } from './lower.js';
import { lowerSettings } from './lowerSettings.js';
import { remediate } from './remediate.js';

/** An export has these keys, whatever it is called: https://www.rabbitmq.com/docs/definitions */
function isDefinitions({ path, text }: FileDescriptor): boolean {
  if (!/\.json$/iu.test(path) || !/"(?:permissions|users)"\s*:\s*\[/u.test(text)) return false;
  return /"(?:rabbit_version|rabbitmq_version|vhosts)"\s*:/u.test(text) || /"configure"\s*:/u.test(text);
}

/** Settings of a broker that speak of its default user; the broker is known by the path, or by settings of its own. */
function isSettings({ path, text }: FileDescriptor): boolean {
  if (!/\.conf$/iu.test(path)) return false;
  if (/^[ \t]*(?:loopback_users(?:\.\w+)?|default_(?:permissions|user_tags)\.\w+)[ \t]*=/mu.test(text)) {
    return true;
  }
  return (
    /^[ \t]*default_(?:user|pass)[ \t]*=/mu.test(text) &&
    (/rabbit/iu.test(path) || /^[ \t]*(?:listeners\.tcp|management\.|default_vhost)/mu.test(text))
  );
}

function isConf(path: string): boolean {
  return /\.conf$/iu.test(path);
}

/** RabbitMQ: definitions of users, permissions and tags, as exported and imported; the default user of the settings. */
export const rabbitmq: Platform = {
  id: 'rabbitmq',
  name: 'RabbitMQ',
  globs: ['**/*.{json,yml,yaml}', '**/*.{conf,cfg}'],
  select: (file) => isDefinitions(file) || isSettings(file),
  format: ({ path }) => (isConf(path) ? 'text' : 'json'),
  lower: (uri, tree) => (isConf(uri) ? lowerSettings(uri, tree) : lower(uri, tree)),
  remediate: (intent, tree) => (tree.format === 'json' ? remediate(intent, tree) : undefined),
};
