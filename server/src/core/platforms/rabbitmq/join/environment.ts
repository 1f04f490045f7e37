import { purposesOf } from '../../../knowledge/brokers/purposes.js';
import type { FileFacts, SessionFacts } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import type { JoinedFile } from '../../joinedFile.js';

/** The settings with the user that the environment names, where all services that mount them name the same one. */
export function named(facts: FileFacts, composed: readonly FileFacts[]): JoinedFile | undefined {
  const { broker, uri } = facts;
  if (broker?.kind !== 'rabbitmq-settings' || broker.localId === undefined) return undefined;
  const mounting = composed.filter((other) => usersIn(other, uri).length > 0);
  const users = new Set(mounting.flatMap((other) => usersIn(other, uri)));
  const [user, ...others] = users;
  if (user === undefined || others.length > 0 || user === 'guest') return undefined;
  const sessions = facts.sessions.map((session) =>
    session.localId === broker.localId ? of(session, user) : session,
  );
  return { files: [facts, ...mounting], result: { ...facts, sessions } };
}

/** The names that services set which mount these settings, or a folder around them. */
function usersIn({ broker }: FileFacts, settings: Uri): readonly string[] {
  if (broker?.kind !== 'rabbitmq-environment') return [];
  return broker.services
    .filter(({ mounts }) => mounts.some((mount) => settings === mount || settings.startsWith(`${mount}/`)))
    .map(({ user }) => user);
}

/** The session of a user with another name, whom nobody knows the password of. */
function of(session: SessionFacts, user: string): SessionFacts {
  return {
    ...session,
    localId: `user:${user}`,
    name: user,
    label: user,
    credential: `RabbitMQ user ${user}`,
    subject: { ...session.subject, user },
    purposes: purposesOf(user, session.origin),
    initiators: [],
  };
}
