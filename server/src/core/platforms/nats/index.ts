import type { FileDescriptor, Platform } from '../platform.js';
import { lower } from './lower.js';
import { remediate } from './remediate.js';

/** A block of users, whatever the file is called; or permissions alone, for a file that others include. */
function select({ path, text }: FileDescriptor): boolean {
  if (!/\.(?:conf|cfg)$/iu.test(path)) return false;
  const hasUsers =
    (/^\s*(?:authorization|accounts)\s*[:=]?\s*\{/imu.test(text) || /^\s*users\s*[:=]?\s*\[/imu.test(text)) &&
    /\b(?:users?|token|nkey|exports|imports)\b\s*[:=]?/iu.test(text);
  return hasUsers || PERMISSIONS.test(text);
}

const PERMISSIONS =
  /^[ \t]*[A-Za-z_]\w*\s*[:=]?\s*\{\s*(?:#[^\n]*\n\s*)*(?:publish|subscribe)\s*[:=]?\s*(?:\{|\[|["'>*\w])/imu;

/** NATS: users, accounts and their subjects in the configuration of a server. */
export const nats: Platform = {
  id: 'nats',
  name: 'NATS',
  globs: ['**/*.{conf,cfg}'],
  select,
  format: () => 'nats',
  lower,
  remediate,
};
