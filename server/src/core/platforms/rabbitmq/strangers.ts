import type { Initiator } from '../../model/facts.js';
import { originOfPiece } from '../../model/origin.js';
import type { Piece } from '../../text/lines.js';
import type { Uri } from '../../text/uri.js';

/** Name and password of the user that a new broker makes. https://www.rabbitmq.com/docs/access-control#default-state */
export const GUEST = 'guest';
const SOURCE = 'https://www.rabbitmq.com/docs/access-control#default-state';

/** Settings with the file that they stand in. */
export interface SettingsReading {
  readonly uri: Uri;
  readonly settings: ReadonlyMap<string, Piece>;
}

/**
 * `guest` gets in with the password that everybody knows, over the network only once that is allowed; and whoever gives
 * no name is the user that the settings say.
 */
export function anybody(reading: SettingsReading, name: string): readonly Initiator[] {
  const { uri, settings } = reading;
  const password = settings.get('default_pass')?.text ?? GUEST;
  if (settings.get('anonymous_login_user')?.text === name && anonymousPassword(reading) === password) {
    const nameless = namelessAs(reading);
    if (nameless !== undefined) return [nameless];
  }
  const lifted = anywhere(reading, GUEST);
  if (name !== GUEST || password !== GUEST || lifted === undefined) return [];
  return [
    {
      id: 'guest',
      event: 'connection',
      actor: 'anyone',
      who: 'anyone who reaches the broker, with the password that it comes with',
      conditions: [],
      withholds: [],
      certainty: 'declared',
      remark: 'Where `RABBITMQ_DEFAULT_USER` is set in the environment of the broker, there is no `guest`.',
      origin: originOfPiece(uri, lifted),
      source: SOURCE,
    },
  ];
}

/**
 * The setting by which the user gets in from other machines too. Once any `loopback_users` is written, only those count
 * that are `true`: `rabbit.loopback_users` in
 * https://github.com/rabbitmq/rabbitmq-server/blob/v4.0.5/deps/rabbit/priv/schema/rabbit.schema
 */
function anywhere({ settings }: SettingsReading, user: string): Piece | undefined {
  const all = settings.get('loopback_users');
  if (all?.text === 'none') return all;
  const own = settings.get(`loopback_users.${user}`);
  if (own?.text === 'true') return undefined;
  return own ?? [...settings].find(([key]) => key.startsWith('loopback_users.'))?.[1];
}

/**
 * Clients that give no name, as the user that `anonymous_login_user` names; RabbitMQ 4.0.5 lets them in with the password
 * that stands beside it. That `auth_mechanisms` does not list ANONYMOUS is not known to keep out those that skip SASL. Only a written name is told: without one it is `guest`, of whom
 * the same is said. https://www.rabbitmq.com/docs/access-control#anonymous-login
 */
export function namelessAs(reading: SettingsReading): Initiator | undefined {
  const { uri, settings } = reading;
  const user = settings.get('anonymous_login_user');
  if (user === undefined || user.text === 'none') return undefined;
  // `guest` is held back from other machines unless something says otherwise, and others are not.
  const isHeldBack =
    user.text === GUEST
      ? anywhere(reading, GUEST) === undefined
      : settings.get(`loopback_users.${user.text}`)?.text === 'true';
  if (isHeldBack) return undefined;
  return {
    id: 'anonymous',
    event: 'connection',
    actor: 'anyone',
    who: 'anyone who reaches the broker, without logging in',
    conditions: [],
    withholds: [],
    certainty: 'declared',
    origin: originOfPiece(uri, user),
    source: 'https://www.rabbitmq.com/docs/access-control#anonymous-login',
  };
}

function anonymousPassword({ settings }: SettingsReading): string {
  return settings.get('anonymous_login_pass')?.text ?? GUEST;
}
