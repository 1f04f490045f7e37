import { writtenPassword } from '../../knowledge/brokers/writtenPassword.js';
import { effortProblems } from '../../knowledge/brokers/limits.js';
import { isPlaceholder } from '../../knowledge/brokers/placeholders.js';
import { purposesOf } from '../../knowledge/brokers/purposes.js';
import { permissionGrant, RABBIT_PERMISSIONS, tagGrant } from '../../knowledge/brokers/rabbitmq.js';
import { emptySession } from '../../model/emptySession.js';
import type { CarriedIdentity, FactProblem, FileFacts, Grant, SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { originOfPiece } from '../../model/origin.js';
import { Effort } from '../../patterns/effort.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Piece } from '../../text/lines.js';
import { linesOf } from '../../text/lines.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import type { SettingsReading } from './strangers.js';
import { anybody, GUEST, namelessAs } from './strangers.js';

interface Reading extends SettingsReading {
  readonly effort: Effort;
}

/**
 * The user that a new broker makes, as far as its `rabbitmq.conf` says something of it. Where definitions are imported
 * there is none: https://www.rabbitmq.com/docs/definitions#import-on-boot
 */
export function lowerSettings(uri: Uri, tree: SyntaxTree): FileFacts {
  const settings = settingsIn(tree.text);
  const reading: Reading = { uri, settings, effort: new Effort() };
  const place = importsDefinitions(settings) ? undefined : placeOf(reading);
  const session = place === undefined ? undefined : sessionOf(reading, place);
  const sessions = session === undefined ? [] : [session];
  return {
    uri,
    platform: 'rabbitmq',
    title: baseName(uri),
    complete: tree.complete,
    ...brokerOf(reading, session),
    problems: [
      ...(sessions.length === 0 ? [] : turnedRound(reading)),
      ...effortProblems(reading.effort, sessions[0]?.origin),
    ],
    sessions,
    definitions: [],
    notes: [],
  };
}

/** What other files may say of the first user, and whom nameless clients are where that user stands in another file. */
function brokerOf(reading: Reading, session: SessionFacts | undefined): Pick<FileFacts, 'broker'> {
  const isUnnamed = session !== undefined && !reading.settings.has('default_user');
  const initiator = namelessAs(reading);
  const user = reading.settings.get('anonymous_login_user')?.text ?? GUEST;
  const isElsewhere = initiator !== undefined && user !== session?.name;
  if (!isUnnamed && !isElsewhere) return {};
  return {
    broker: {
      kind: 'rabbitmq-settings',
      ...(isUnnamed ? { localId: session.localId } : {}),
      ...(isElsewhere ? { nameless: { user, initiator } } : {}),
    },
  };
}

/** RabbitMQ 4.0.5 gives the user what stands under `read` to write with, and the other way round. */
function turnedRound({ uri, settings }: Reading): readonly FactProblem[] {
  const read = settings.get('default_permissions.read');
  const write = settings.get('default_permissions.write');
  const at = read ?? write;
  if (at === undefined || (read?.text ?? '.*') === (write?.text ?? '.*')) return [];
  return [
    {
      message:
        'RabbitMQ 4.0 takes `default_permissions.read` and `default_permissions.write` for each other. Import definitions where the two differ.',
      origin: originOfPiece(uri, at),
      severity: 'warning',
      kind: 'shape',
    },
  ];
}

/** `key = value` in lines; of several of one key the last counts. https://www.rabbitmq.com/docs/configure#config-file */
function settingsIn(text: string): ReadonlyMap<string, Piece> {
  return new Map(
    linesOf(text).flatMap((line): readonly [string, Piece][] => {
      const match = /^(\s*([\w.-]+)\s*=\s*)(\S(?:[^#]*[^#\s])?)\s*(?:#.*)?$/u.exec(line.text);
      const [, before = '', key, value] = match ?? [];
      if (key === undefined || value === undefined) return [];
      const bare = /^'([^']*)'$/u.exec(value)?.[1];
      const start = line.start + before.length + (bare === undefined ? 0 : 1);
      const shown = bare ?? value;
      return [[key, { text: shown, start, end: start + shown.length }]];
    }),
  );
}

function importsDefinitions(settings: Reading['settings']): boolean {
  return [
    'load_definitions',
    'management.load_definitions',
    'definitions.local.path',
    'definitions.import_backend',
  ].some((key) => settings.has(key));
}

/** The first of the settings that speak of the user: where what is so by default is told. */
function placeOf({ settings }: Reading): Piece | undefined {
  return (
    settings.get('default_user') ??
    settings.get('default_pass') ??
    [...settings].find(([key]) =>
      /^(?:default_permissions\.|default_user_tags\.|loopback_users)/u.test(key),
    )?.[1]
  );
}

function sessionOf(reading: Reading, place: Piece): SessionFacts {
  const { uri, settings } = reading;
  const origin = originOfPiece(uri, place);
  const name = settings.get('default_user')?.text ?? GUEST;
  const vhost = settings.get('default_vhost')?.text ?? '/';
  const initiators = anybody(reading, name);
  return {
    ...emptySession(origin, origin.range),
    localId: `user:${name}`,
    kind: 'broker-user',
    name,
    noun: 'RabbitMQ user',
    label: name,
    credential: `RabbitMQ user ${name}`,
    subject: { user: name, vhost },
    role: 'acted-as',
    purposes: purposesOf(name, origin),
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until the password is changed', origin },
    initiators,
    grants: [...tagGrants(reading, origin), ...permissionGrants(reading, vhost, origin)],
    carried: passwordOf(
      reading,
      name,
      initiators.some(({ id }) => id === 'anonymous'),
    ),
    unknowns: turnedRound(reading).map((problem) => ({
      what: 'which of the two it reads and writes by',
      why: 'versions of RabbitMQ take them differently',
      origin: problem.origin,
    })),
  };
}

/** The user has the tag `administrator` unless others are named. */
function tagGrants({ uri, settings }: Reading, origin: Origin): readonly Grant[] {
  const named = [...settings].flatMap(([key, value]) => {
    const tag = /^default_user_tags\.(.+)$/u.exec(key)?.[1];
    return tag === undefined || value.text !== 'true'
      ? []
      : [{ tag, at: originOfPiece(uri, value), written: true }];
  });
  const tags = named.length > 0 ? named : [{ tag: 'administrator', at: origin, written: false }];
  return tags.flatMap(({ tag, at, written }) => {
    const grant = tagGrant('RabbitMQ', tag, at);
    return grant === undefined ? [] : [written ? grant : byDefault(grant)];
  });
}

function permissionGrants(
  { uri, settings, effort }: Reading,
  vhost: string,
  origin: Origin,
): readonly Grant[] {
  return RABBIT_PERMISSIONS.flatMap((permission) => {
    const written = settings.get(`default_permissions.${permission.key}`);
    const grant = permissionGrant(
      { name: 'RabbitMQ', space: 'virtual host' },
      {
        permission,
        pattern: written?.text ?? '.*',
        vhost,
        origin: written === undefined ? origin : originOfPiece(uri, written),
        effort,
      },
    );
    if (grant === undefined) return [];
    return [written === undefined ? byDefault(grant) : grant];
  });
}

function byDefault(grant: Grant): Grant {
  return { ...grant, certainty: 'platform-default', declaredFor: 'default' };
}

function passwordOf(
  { uri, settings }: Reading,
  user: string,
  isNameless: boolean,
): readonly CarriedIdentity[] {
  const password = settings.get('default_pass');
  if (password === undefined || isPlaceholder(password.text)) return [];
  // Who needs no password to be the user is told of it already.
  if (isNameless) return [];
  const origin = originOfPiece(uri, password);
  return [
    writtenPassword({
      broker: 'RabbitMQ',
      user,
      alternative:
        'Set it in the environment of the broker, `RABBITMQ_DEFAULT_PASS`, or import `password_hash`.',
      origin,
    }),
  ];
}
