import { purposesOf } from '../../knowledge/brokers/purposes.js';
import type { FileFacts, SessionFacts } from '../../model/facts.js';
import type { Uri } from '../../text/uri.js';
import type { JoinedFile, JoinedFiles } from '../joinedFile.js';
import { joinEach } from '../joinedFile.js';
import type { Joiner } from '../joiner.js';

/** Puts together settings of a broker and the file of Compose that mounts them and names the first user. */
export const joiner: Joiner<JoinedFiles> = {
  id: 'rabbitmq',
  concerns: ({ broker }) => broker?.kind === 'rabbitmq-settings' || broker?.kind === 'rabbitmq-environment',
  join: (inputs, previous) => {
    const files = inputs.map(({ facts }) => facts);
    const composed = files.filter(({ broker }) => broker?.kind === 'rabbitmq-environment');
    return joinEach(inputs, previous, (facts) => named(facts, composed));
  },
};

/** The settings with the user that the environment names, where all services that mount them name the same one. */
function named(facts: FileFacts, composed: readonly FileFacts[]): JoinedFile | undefined {
  const { broker, uri } = facts;
  if (broker?.kind !== 'rabbitmq-settings') return undefined;
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
