import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

/** A list has no ending, or one of a text; `oracle.go` and `acl.c` are programs. */
const NAMES =
  /(?:^|\/)(?:[^/.]*acl[^/.]*|[^/]+\.acl)(?:\.(?:acl|cfg|conf|default|dist|example|file|list|sample|template|txt))*$/iu;

/** Settings that no other program's file of this form has; `listener` alone stands in many. */
const SETTINGS =
  /^(?:allow_anonymous|per_listener_settings|persistence_location|acl_file|password_file)[ \t]+\S/mu;

/** A bridge has a name, an address and topics, each in a line of its own. */
const BRIDGE = [/^connection[ \t]+\S/mu, /^address(?:es)?[ \t]+\S/mu, /^topic[ \t]+\S/mu] as const;

/** A list of topics or a broker's settings. */
export function select(file: FileDescriptor): Sureness {
  return isAcl(file) || isSettings(file) ? SURE.looks : SURE.not;
}

function isSettings({ path, text }: FileDescriptor): boolean {
  return /\.conf$/iu.test(path) && (SETTINGS.test(text) || BRIDGE.every((line) => line.test(text)));
}

/** An ACL file is named in the configuration and can be called anything; most are called by what they are. */
export function isAcl({ path, text }: Pick<FileDescriptor, 'path' | 'text'>): boolean {
  return NAMES.test(path) && /^\s*(?:topic|pattern)\s+(?:(?:read|write|readwrite|deny)\s+)?\S/mu.test(text);
}
