import type { FileDescriptor, Platform } from '../platform.js';
import { lower } from './lower.js';
import { remediate } from './remediate.js';

/** `user NAME` and at least one rule, as in `users.acl` and in `redis.conf`. */
const USER =
  /^[ \t\uFEFF]*user[ \t]+\S+[ \t]+(?:on|off|nopass|reset|all\w+|no\w+|[+~&>#%(-]\S*)(?:[ \t]|$)/imu;

function select({ path, text }: FileDescriptor): boolean {
  return /(?:\.acl|\.conf|(?:^|\/)[^/]*acl[^/]*)$/iu.test(path) && USER.test(text);
}

/** Redis: users and their rules, in an ACL file or in the server's configuration. */
export const redis: Platform = {
  id: 'redis',
  name: 'Redis',
  globs: ['**/*.{conf,cfg}', '**/*acl*'],
  select,
  format: () => 'text',
  lower,
  remediate,
};
