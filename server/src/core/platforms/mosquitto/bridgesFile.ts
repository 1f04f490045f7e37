import type { Piece } from '../../text/lines.js';
import { linesOf, wordsOf } from '../../text/lines.js';

/** A topic that a bridge shares with the other broker, as it is called there. */
export interface BridgedTopic {
  readonly direction: 'in' | 'out' | 'both';
  readonly filter: string;
  readonly at: Piece;
}

/** A connection to another broker, as which this one logs in there. */
export interface Bridge {
  readonly name: Piece;
  readonly end: number;
  readonly address: Piece | undefined;
  readonly user: Piece | undefined;
  /** What it logs in with: on the other broker, on this one, or as the key of the connection itself. */
  readonly secrets: readonly { readonly of: string; readonly at: Piece }[];
  readonly topics: readonly BridgedTopic[];
}

type Building = { -readonly [K in keyof Bridge]: Bridge[K] } & {
  readonly secrets: { of: string; at: Piece }[];
  readonly topics: BridgedTopic[];
};

/** Settings that hold a secret, and what it is that of. `password` is the old name of `remote_password`. */
const SECRETS: Readonly<Record<string, string>> = {
  remote_password: 'password on the other broker',
  password: 'password on the other broker',
  local_password: 'password on this broker',
  bridge_psk: 'pre-shared key of the connection',
};

/**
 * The bridges of a configuration: `connection NAME`, and its settings until the next one or a listener.
 * https://mosquitto.org/man/mosquitto-conf-5.html (Configuring Bridges)
 */
export function readBridges(text: string): readonly Bridge[] {
  const bridges: Building[] = [];
  let current: Building | undefined;
  for (const line of linesOf(text)) {
    const [key, value, ...rest] = wordsOf(line, / /u);
    if (key === undefined || value === undefined || line.text.startsWith('#')) continue;
    if (key.text === 'listener') current = undefined;
    if (key.text === 'connection') {
      current = {
        name: value,
        end: line.end,
        address: undefined,
        user: undefined,
        secrets: [],
        topics: [],
      };
      bridges.push(current);
    } else if (current !== undefined) readSetting(current, key, line, [value, ...rest]);
  }
  return bridges;
}

function readSetting(
  bridge: Building,
  { text: key }: Piece,
  line: Piece,
  words: readonly [Piece, ...Piece[]],
): void {
  const [value] = words;
  const secret = Object.hasOwn(SECRETS, key) ? SECRETS[key] : undefined;
  bridge.end = line.end;
  if (key === 'address' || key === 'addresses') bridge.address = value;
  else if (key === 'remote_username' || key === 'username') bridge.user = value;
  else if (key === 'topic') bridge.topics.push(...(topicOf(words) ?? []));
  else if (secret !== undefined) bridge.secrets.push({ of: secret, at: restOf(line, value) });
}

/** A value may hold blanks: it goes on to the end of the line. */
function restOf(line: Piece, { start }: Piece): Piece {
  const text = line.text.slice(start - line.start).trimEnd();
  return { text, start, end: start + text.length };
}

/** `topic pattern [[[out | in | both] qos] local-prefix remote-prefix]`; `""` stands for nothing. */
function topicOf([pattern, direction, , , remote]: readonly Piece[]): readonly BridgedTopic[] | undefined {
  if (pattern === undefined) return undefined;
  const word = direction?.text ?? 'out';
  if (word !== 'in' && word !== 'out' && word !== 'both') return undefined;
  const filter = written(remote) + written(pattern);
  return filter === '' ? undefined : [{ direction: word, filter, at: pattern }];
}

function written(piece: Piece | undefined): string {
  return piece === undefined || piece.text === '""' ? '' : piece.text;
}
