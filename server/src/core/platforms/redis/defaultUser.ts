import { isPlaceholder } from '../../knowledge/brokers/placeholders.js';
import { writtenPassword } from '../../knowledge/brokers/writtenPassword.js';
import { emptySession } from '../../model/emptySession.js';
import type { CarriedIdentity, Grant, Initiator, SessionFacts, Unknown } from '../../model/facts.js';
import { originOfPiece } from '../../model/origin.js';
import type { Piece } from '../../text/lines.js';
import type { Uri } from '../../text/uri.js';
import { applyRules } from './aclRules.js';
import type { AclReading } from './grants.js';
import { grantsOf } from './grants.js';
import type { RedisSettings } from './settingsFile.js';

const SOURCE = 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/';

/**
 * What the user `default` may do where nothing says otherwise, as Redis 8.0.2 answers to `ACL LIST`: also beside other
 * users, and with an ACL file in which it does not stand.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/
 */
const BY_DEFAULT: readonly string[] = ['on', 'nopass', '~*', '&*', '+@all'];

/**
 * The session of the user that every new connection is, where no line names it: it reaches everything. `requirepass`
 * gives it a password, but Redis ignores that where users stand in an ACL file.
 */
export function defaultUser(
  reading: AclReading,
  settings: RedisSettings,
  ignoresPassword: boolean,
): SessionFacts | undefined {
  const password = ignoresPassword ? undefined : settings.value('requirepass');
  const asks = password !== undefined && password.text !== '';
  const initiator = asks ? undefined : whoConnects(reading.uri, settings);
  const place = placeOf(settings, asks, initiator);
  if (place === undefined) return undefined;
  const { uri } = reading;
  const origin = originOfPiece(uri, place);
  return {
    ...emptySession(origin, origin.range),
    localId: 'user:default',
    kind: 'broker-user',
    name: 'default',
    noun: 'Redis user',
    label: 'default',
    credential: 'Redis user default',
    subject: { user: 'default' },
    role: 'acted-as',
    purposes: [],
    lifetime: {
      seconds: null,
      basis: 'unbounded',
      boundBy: asks ? 'until its password is changed' : 'until the connection ends',
      origin,
    },
    initiators: initiator === undefined ? [] : [initiator],
    grants: rightsByDefault(reading, settings, place),
    carried: asks ? passwordOf(uri, password) : [],
    unknowns: included(uri, settings),
  };
}

function placeOf(
  settings: RedisSettings,
  asks: boolean,
  initiator: Initiator | undefined,
): Piece | undefined {
  if (asks) return settings.first;
  const said = initiator?.certainty === 'declared' ? settings.value('protected-mode') : undefined;
  return said ?? settings.value('aclfile') ?? settings.value('bind') ?? settings.first;
}

/** The rights that every installation gives: there is no text that a narrower one could stand in place of. */
function rightsByDefault(reading: AclReading, { disabled }: RedisSettings, place: Piece): readonly Grant[] {
  const rules = [...BY_DEFAULT, ...disabled.map((command) => `-${command}`)].map((text) => ({
    ...place,
    text,
  }));
  return applyRules({ ...place, text: 'default' }, place, rules)
    .rights.flatMap((rights) => grantsOf(reading, rights))
    .map((grant) => ({
      ...grant,
      certainty: 'platform-default',
      declaredFor: 'default',
      ...(grant.breadth === undefined
        ? {}
        : { breadth: grant.breadth.map((one) => ({ ...one, narrowable: false })) }),
    }));
}

const LOOPBACK = /^-?(?:127\.\d+\.\d+\.\d+|localhost|::1)$/u;

/**
 * Who is the user `default` without a password. In protected mode, which is on by default, only programs on the same
 * machine get in; Docker's official image is built with it off (the Dockerfiles of
 * https://github.com/docker-library/redis, "disable Redis protected mode").
 */
export function whoConnects(uri: Uri, settings: RedisSettings): Initiator {
  const { first = NOWHERE } = settings;
  const bound = settings.values('bind');
  const isClosed = settings.value('port')?.text === '0';
  const tls = settings.value('tls-port');
  const isTlsOff = tls === undefined || tls.text === '0';
  const isLocal =
    (bound.length > 0 && bound.every(({ text }) => LOOPBACK.test(text))) || (isClosed && isTlsOff);
  const mode = settings.value('protected-mode');
  const isProtected = mode?.text.toLowerCase() === 'yes';
  if (isLocal || isProtected) {
    return connection(uri, isProtected ? mode : (bound[0] ?? first), {
      actor: 'workload',
      who: 'any program on the same machine, without logging in',
      certainty: 'declared',
    });
  }
  const at = mode ?? bound[0] ?? first;
  // Clients on the TLS port have to show a certificate unless `tls-auth-clients` says otherwise.
  if (isClosed && (settings.value('tls-auth-clients')?.text ?? 'yes').toLowerCase() === 'yes') {
    return connection(uri, at, {
      actor: 'workload',
      who: 'whoever has a certificate that the server accepts',
      certainty: 'declared',
    });
  }
  const asked = 'A password on the command line, `--requirepass`, would keep them out.';
  return connection(uri, at, {
    actor: 'anyone',
    who: 'anyone who reaches the server, without logging in',
    remark:
      mode === undefined
        ? `Nothing here sets \`protected-mode\`: Redis then lets in the same machine alone, but Docker's official image is built with it off. ${asked}`
        : asked,
    certainty: mode === undefined ? 'inferred' : 'declared',
  });
}

const NOWHERE: Piece = { text: '', start: 0, end: 0 };

function connection(
  uri: Uri,
  at: Piece,
  who: Pick<Initiator, 'actor' | 'who' | 'remark' | 'certainty'>,
): Initiator {
  return {
    id: 'nopass',
    event: 'connection',
    conditions: [],
    withholds: [],
    origin: originOfPiece(uri, at),
    source: SOURCE,
    ...who,
  };
}

function passwordOf(uri: Uri, password: Piece): readonly CarriedIdentity[] {
  if (isPlaceholder(password.text)) return [];
  return [
    writtenPassword({
      broker: 'Redis',
      user: 'default',
      alternative:
        'Write `user default on #hash ~* &* +@all` with its SHA-256, or include a file that is kept elsewhere.',
      origin: originOfPiece(uri, password),
    }),
  ];
}

function included(uri: Uri, settings: RedisSettings): readonly Unknown[] {
  const file = settings.value('include');
  if (file === undefined) return [];
  return [
    {
      what: 'whether it has a password, and what it may do',
      why: 'an included file may say otherwise',
      origin: originOfPiece(uri, file),
    },
  ];
}
