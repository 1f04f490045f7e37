import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

/** A block of users, whatever the file is called; or permissions alone, for a file that others include. */
export function select({ path, text }: FileDescriptor): Sureness {
  if (!/\.(?:conf|cfg)$/iu.test(path)) return SURE.not;
  if (hasUsers(text) || PERMISSIONS.test(text)) return SURE.looks;
  return NAMED.test(path) && SETTINGS.test(text) ? SURE.looks : SURE.not;
}

/** A server that is named so and sets what no other program's configuration has, whether it asks for a credential or not. */
const NAMED = /(?:^|\/)nats[\w.-]*\.conf$|(?:^|\/)nats\/[^/]+\.conf$/iu;
const SETTINGS =
  /^\uFEFF?(?:jetstream|leafnodes|server_name|max_payload|monitor_port|http_port|https?|port|listen|client_advertise)\s*(?:[:={]|\s[\w"'])/imu;

function hasUsers(text: string): boolean {
  return (
    (/^\s*(?:authorization|accounts)\s*[:=]?\s*\{/imu.test(text) || /^\s*users\s*[:=]?\s*\[/imu.test(text)) &&
    /\b(?:users?|token|nkey|exports|imports)\b\s*[:=]?/iu.test(text)
  );
}

const PERMISSIONS =
  /^[ \t]*[A-Za-z_]\w*\s*[:=]?\s*\{\s*(?:#[^\n]*\n\s*)*(?:publish|subscribe)\s*[:=]?\s*(?:\{|\[|["'>*\w])/imu;
