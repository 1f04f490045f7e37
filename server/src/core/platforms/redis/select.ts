import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

/** `user NAME` and at least one rule, as in `users.acl` and in `redis.conf`. */
const USER =
  /^[ \t\uFEFF]*user[ \t]+\S+[ \t]+(?:on|off|nopass|reset|all\w+|no\w+|[+~&>#%(-]\S*)(?:[ \t]|$)/imu;

/**
 * Directives of Redis's that no other program's file of this form has: one of them makes a file Redis's.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/config-file/
 */
const OWN_DIRECTIVE =
  /^[ \t\uFEFF]*(?:protected-mode|requirepass|masterauth|aclfile|appendfsync|appendonly|maxmemory-policy|rdbcompression|stop-writes-on-bgsave-error|tcp-keepalive)[ \t]+\S/imu;

/** A Sentinel watches servers and holds none of their data. https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/ */
export const SENTINEL = /^[ \t]*sentinel[ \t]+\S/imu;

/** An ACL file or a server's configuration. */
export function select({ path, text }: FileDescriptor): Sureness {
  const isNamedSo = /(?:\.acl|\.conf|(?:^|\/)[^/]*acl[^/]*)$/iu.test(path);
  return isNamedSo && (USER.test(text) || isSettings({ path, text })) ? SURE.looks : SURE.not;
}

/** Whether it is a server's configuration without users in it. */
function isSettings({ path, text }: Pick<FileDescriptor, 'path' | 'text'>): boolean {
  return /\.conf$/iu.test(path) && OWN_DIRECTIVE.test(text) && !SENTINEL.test(text);
}
