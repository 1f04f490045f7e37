import type { FileDescriptor, Platform } from '../platform.js';
import { lower } from './lower.js';
import { remediate } from './remediate.js';

const NAMES = /(?:^|\/)(?:[^/]*acl[^/]*|[^/]+\.acl)(?:\.(?:conf|txt|example|acl))?$/iu;

/** An ACL file is named in the configuration and can be called anything; most are called by what they are. */
function select({ path, text }: FileDescriptor): boolean {
  return (
    NAMES.test(path) &&
    /^\s*(?:topic|pattern)\s+(?:(?:read|write|readwrite|deny)\s+)?\S/mu.test(text) &&
    // Redis' files begin their lines with the same word and go on otherwise.
    !/^\s*user\s+\S+\s+(?:on|off|[+~&>#])/mu.test(text)
  );
}

/** Mosquitto: the access control list of a broker of MQTT. */
export const mosquitto: Platform = {
  id: 'mosquitto',
  name: 'Mosquitto',
  globs: ['**/*acl*'],
  select,
  format: () => 'text',
  lower,
  remediate,
};
