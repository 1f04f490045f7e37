import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

/** `user NAME` and at least one rule, as in `users.acl` and in `redis.conf`. */
const USER =
  /^[ \t\uFEFF]*user[ \t]+\S+[ \t]+(?:on|off|nopass|reset|all\w+|no\w+|[+~&>#%(-]\S*)(?:[ \t]|$)/imu;

/** An ACL file or a server's configuration with users in it. */
export function select({ path, text }: FileDescriptor): Sureness {
  const isNamedSo = /(?:\.acl|\.conf|(?:^|\/)[^/]*acl[^/]*)$/iu.test(path);
  return isNamedSo && USER.test(text) ? SURE.looks : SURE.not;
}
