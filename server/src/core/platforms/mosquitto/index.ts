import type { FileDescriptor, Platform } from '../platform.js';
import type { FileFacts } from '../../model/facts.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import { lowerAcl } from './lower.js';
import { lowerSettings } from './lowerSettings.js';
import { remediate } from './remediate.js';

const NAMES = /(?:^|\/)(?:[^/]*acl[^/]*|[^/]+\.acl)(?:\.(?:conf|txt|example|acl))?$/iu;

/** An ACL file is named in the configuration and can be called anything; most are called by what they are. */
function isAcl({ path, text }: Pick<FileDescriptor, 'path' | 'text'>): boolean {
  return (
    NAMES.test(path) &&
    /^\s*(?:topic|pattern)\s+(?:(?:read|write|readwrite|deny)\s+)?\S/mu.test(text) &&
    // Redis' files begin their lines with the same word and go on otherwise.
    !/^\s*user\s+\S+\s+(?:on|off|[+~&>#])/mu.test(text)
  );
}

/** Settings that no other program's file of this form has; `listener` alone stands in many. */
const SETTINGS =
  /^(?:allow_anonymous|per_listener_settings|persistence_location|acl_file|password_file)[ \t]+\S/mu;

function isSettings({ path, text }: Pick<FileDescriptor, 'path' | 'text'>): boolean {
  return /\.conf$/iu.test(path) && SETTINGS.test(text) && !isAcl({ path, text });
}

function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  return isAcl({ path: decoded(uri), text: tree.text }) ? lowerAcl(uri, tree) : lowerSettings(uri, tree);
}

/** Paths are matched as they are written; an address may spell a blank otherwise. */
function decoded(uri: Uri): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1) + baseName(uri);
}

/** Mosquitto: the settings of a broker of MQTT, and its list of topics. */
export const mosquitto: Platform = {
  id: 'mosquitto',
  name: 'Mosquitto',
  globs: ['**/*acl*', '**/*.{conf,cfg}'],
  select: (file) => isAcl(file) || isSettings(file),
  format: () => 'text',
  lower,
  remediate,
};
