import { topicGrants } from '../../knowledge/brokers/mosquitto.js';
import type { MosquittoListener } from '../../model/brokerParts.js';
import { emptySession } from '../../model/emptySession.js';
import type { FileFacts, Grant, Initiator, SessionFacts, Unknown } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { originOfPiece } from '../../model/origin.js';
import { Effort } from '../../patterns/effort.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import { textOf } from '../../syntax/syntaxTree.js';
import type { Piece } from '../../text/lines.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import { readBridges } from './bridgesFile.js';
import { bridgeSessions } from './lowerBridges.js';
import type { Listener, SettingsFile } from './settingsFile.js';
import { admitsNameless, readSettings } from './settingsFile.js';

const SOURCE = 'https://mosquitto.org/man/mosquitto-conf-5.html';

interface Reading {
  readonly uri: Uri;
  readonly settings: SettingsFile;
  readonly effort: Effort;
}

/**
 * Whom the settings of a broker let in without a list of topics that limits them, and as whom the broker itself logs in
 * elsewhere. With such a list, the sessions of those who are let in are those of the list.
 */
export function lowerSettings(uri: Uri, tree: SyntaxTree): FileFacts {
  const text = textOf(tree.documents[0]) ?? '';
  const settings = readSettings(text);
  const reading: Reading = { uri, settings, effort: new Effort() };
  const sessions = distinct([
    ...settings.listeners.flatMap((listener) => [
      ...(namelessClient(reading, listener) ?? []),
      ...(anyUser(reading, listener) ?? []),
    ]),
    ...bridgeSessions(uri, readBridges(text), reading.effort),
  ]);
  return {
    uri,
    platform: 'mosquitto',
    title: baseName(uri),
    complete: tree.complete,
    problems: [],
    sessions,
    definitions: [],
    broker: {
      kind: 'mosquitto-settings',
      listeners: settings.listeners.map((listener) => listenerPart(reading, listener)),
    },
    notes: settings.listeners.flatMap(({ aclFile }) =>
      aclFile === undefined
        ? []
        : [
            {
              origin: originOfPiece(uri, aclFile),
              title: 'List of topics',
              text: 'What each user may do stands in this file; a topic that it does not name is open to nobody.',
              source: SOURCE,
            },
          ],
    ),
  };
}

/** Where settings are shared, listeners differ in nothing that counts here. */
function distinct(sessions: readonly SessionFacts[]): readonly SessionFacts[] {
  return [...new Map(sessions.map((session) => [session.localId, session])).values()];
}

function listenerPart({ uri, settings }: Reading, listener: Listener): MosquittoListener {
  const { allowAnonymous, aclFile, isLocal } = listener;
  return {
    admitsNameless: {
      value: admitsNameless(listener, settings),
      declared: allowAnonymous !== undefined,
      origin: originOfPiece(uri, allowAnonymous ?? aclFile ?? NOWHERE),
    },
    isLocal,
    ...(aclFile === undefined ? {} : { aclFile: aclFile.text.split(/[/\\]/u).at(-1) ?? aclFile.text }),
  };
}

const NOWHERE: Piece = { text: '', start: 0, end: 0 };

/** A client that gives no name and reaches every topic. What is so by default for the same machine alone is not told. */
function namelessClient(reading: Reading, listener: Listener): readonly SessionFacts[] | undefined {
  const { allowAnonymous, aclFile, isLocal, requiresCertificate, plugin } = listener;
  if (!admitsNameless(listener, reading.settings) || aclFile !== undefined || allowAnonymous === undefined) {
    return undefined;
  }
  const origin = originOfPiece(reading.uri, allowAnonymous);
  const initiator: Initiator = {
    id: 'anonymous',
    event: 'connection without a name',
    actor: isLocal || requiresCertificate ? 'workload' : 'anyone',
    who: isLocal
      ? 'any program on the same machine'
      : requiresCertificate
        ? 'whoever has a certificate that the broker accepts'
        : 'anyone who reaches the broker, without a name',
    conditions: [],
    withholds: [],
    certainty: 'declared',
    origin,
    source: SOURCE,
  };
  return [
    sessionOf(reading, { listener, at: allowAnonymous, user: 'anonymous', noun: 'client without a name' }, [
      initiator,
    ]),
  ].map((session) =>
    plugin === undefined ? session : underPlugin(session, originOfPiece(reading.uri, plugin)),
  );
}

/** Whoever has a name and a password reaches every topic too. */
function anyUser(reading: Reading, listener: Listener): readonly SessionFacts[] | undefined {
  const { passwordFile, aclFile, plugin } = listener;
  if (passwordFile === undefined || aclFile !== undefined || plugin !== undefined) return undefined;
  return [sessionOf(reading, { listener, at: passwordFile, user: 'any user', noun: 'Mosquitto user' }, [])];
}

/** A program may refuse what no file does. */
function underPlugin(session: SessionFacts, origin: Origin): SessionFacts {
  const what = 'what it may publish and subscribe to';
  return {
    ...session,
    grants: [],
    unknowns: [{ what, why: 'a plugin of the broker may decide over it', origin }],
  };
}

interface Admitted {
  readonly listener: Listener;
  readonly at: Piece;
  readonly user: string;
  readonly noun: string;
}

function sessionOf(
  { uri, settings, effort }: Reading,
  { listener, at, user, noun }: Admitted,
  initiators: readonly Initiator[],
): SessionFacts {
  const origin = originOfPiece(uri, at);
  const several = new Set(settings.listeners.map(({ allowAnonymous }) => allowAnonymous)).size > 1;
  const label = several && listener.name !== undefined ? `${user} of listener ${listener.name}` : user;
  return {
    ...emptySession(origin, origin.range),
    localId: `listener:${label}`,
    kind: 'broker-user',
    name: label,
    noun,
    label,
    credential: `${noun} ${label}`,
    subject: { user, ...(listener.name === undefined ? {} : { listener: listener.name }) },
    role: 'acted-as',
    purposes: [],
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until the connection ends', origin },
    initiators,
    grants: (['consume', 'publish'] as const).flatMap((flow): readonly Grant[] =>
      topicGrants({
        flow,
        filter: '#',
        own: false,
        written: '#',
        except: [],
        origin,
        effort,
        declared: false,
      }),
    ),
    unknowns: included(uri, settings),
  };
}

function included(uri: Uri, { includeDir }: SettingsFile): readonly Unknown[] {
  if (includeDir === undefined) return [];
  const origin = originOfPiece(uri, includeDir);
  return [
    { what: 'what further settings add', why: 'they stand in a folder that is read when it starts', origin },
  ];
}
