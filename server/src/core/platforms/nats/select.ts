import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

/** A block of users, whatever the file is called; or permissions alone, for a file that others include. */
export function select({ path, text }: FileDescriptor): Sureness {
  if (!/\.(?:conf|cfg)$/iu.test(path)) return SURE.not;
  return hasUsers(text) || PERMISSIONS.test(text) ? SURE.looks : SURE.not;
}

function hasUsers(text: string): boolean {
  return (
    (/^\s*(?:authorization|accounts)\s*[:=]?\s*\{/imu.test(text) || /^\s*users\s*[:=]?\s*\[/imu.test(text)) &&
    /\b(?:users?|token|nkey|exports|imports)\b\s*[:=]?/iu.test(text)
  );
}

const PERMISSIONS =
  /^[ \t]*[A-Za-z_]\w*\s*[:=]?\s*\{\s*(?:#[^\n]*\n\s*)*(?:publish|subscribe)\s*[:=]?\s*(?:\{|\[|["'>*\w])/imu;
