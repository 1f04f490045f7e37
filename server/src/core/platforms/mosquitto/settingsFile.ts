import type { Piece } from '../../text/lines.js';
import { linesOf, wordsOf } from '../../text/lines.js';

/** What decides over the clients of one listener. */
export interface Listener {
  /** The port, or the path of a socket, as a reader knows the listener; absent for the one that is there by default. */
  readonly name: string | undefined;
  readonly isLocal: boolean;
  readonly allowAnonymous: Piece | undefined;
  readonly aclFile: Piece | undefined;
  readonly passwordFile: Piece | undefined;
  /** A program that decides in the place of files. */
  readonly plugin: Piece | undefined;
  readonly requiresCertificate: boolean;
}

export interface SettingsFile {
  readonly listeners: readonly Listener[];
  /** Whether listeners are written; without, only the same machine gets in. */
  readonly isLocalOnly: boolean;
  /** A folder of further settings. */
  readonly includeDir: Piece | undefined;
}

interface Building {
  name: string | undefined;
  address: string | undefined;
  readonly values: Map<string, Piece>;
}

/** Settings that count for one listener where `per_listener_settings` is on, and for all of them otherwise. */
const SECURITY: ReadonlySet<string> = new Set([
  'allow_anonymous',
  'acl_file',
  'password_file',
  'plugin',
  'auth_plugin',
]);
const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|localhost|::1|\/.*)$/u;

/**
 * Reads the settings of a broker as far as they decide who gets in: `name value` in lines, a `listener` line beginning
 * the settings of the next one.
 * https://mosquitto.org/man/mosquitto-conf-5.html
 */
export function readSettings(text: string): SettingsFile {
  const first: Building = { name: undefined, address: undefined, values: new Map() };
  const shared = new Map<string, Piece>();
  const listeners: Building[] = [];
  let current = first;
  let isPerListener = false;
  let hasDefaultListener = false;
  for (const line of linesOf(text)) {
    const [key, value, other] = wordsOf(line, / /u);
    if (key === undefined || value === undefined || line.text.startsWith('#')) continue;
    if (key.text === 'listener') {
      current = {
        name: value.text === '0' ? other?.text : value.text,
        address: other?.text,
        values: new Map(),
      };
      listeners.push(current);
      continue;
    }
    if (key.text === 'per_listener_settings') isPerListener = isOn(value);
    if (current === first && (key.text === 'port' || key.text === 'bind_address')) {
      hasDefaultListener = true;
      if (key.text === 'port') first.name = value.text;
      else first.address = value.text;
    }
    current.values.set(key.text, value);
    if (SECURITY.has(key.text)) shared.set(key.text, value);
  }
  const isLocalOnly = listeners.length === 0 && !hasDefaultListener;
  const all = hasDefaultListener || listeners.length === 0 ? [first, ...listeners] : listeners;
  return {
    listeners: all.map((built) => listenerOf(built, isPerListener ? built.values : shared, isLocalOnly)),
    isLocalOnly,
    includeDir: first.values.get('include_dir'),
  };
}

function listenerOf(
  { name, address, values }: Building,
  security: ReadonlyMap<string, Piece>,
  isLocalOnly: boolean,
): Listener {
  return {
    name,
    isLocal: isLocalOnly || LOOPBACK.test(address ?? '') || values.get('bind_interface')?.text === 'lo',
    allowAnonymous: security.get('allow_anonymous'),
    aclFile: security.get('acl_file'),
    passwordFile: security.get('password_file'),
    plugin: security.get('plugin') ?? security.get('auth_plugin'),
    requiresCertificate: isOn(values.get('require_certificate')),
  };
}

/** Whether clients that give no name get in: not by default, unless only the same machine gets in at all. */
export function admitsNameless({ allowAnonymous }: Listener, { isLocalOnly }: SettingsFile): boolean {
  return allowAnonymous === undefined ? isLocalOnly : isOn(allowAnonymous);
}

/** The broker takes `true` and `1`, and refuses other words but `false` and `0`. */
function isOn(value: Piece | undefined): boolean {
  return value?.text === 'true' || value?.text === '1';
}
