import type { FileDescriptor, Platform } from '../platform.js';
import { lower } from './lower.js';
import { remediate } from './remediate.js';

/** A server's configuration has a block of users, whatever the file is called. */
function select({ path, text }: FileDescriptor): boolean {
  if (!/\.(?:conf|cfg)$/iu.test(path)) return false;
  return (
    (/^\s*(?:authorization|accounts)\s*[:=]?\s*\{/mu.test(text) || /^\s*users\s*[:=]?\s*\[/mu.test(text)) &&
    /\b(?:users?|token|nkey|exports|imports)\b\s*[:=]?/u.test(text)
  );
}

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
