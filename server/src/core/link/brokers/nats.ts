import { UNLIMITED, userGrants } from '../../knowledge/brokers/natsUsers.js';
import type { DeferredUser, NatsInclude, NatsPart, NatsPermissions } from '../../model/brokerParts.js';
import type { FileFacts, SessionFacts } from '../../model/facts.js';
import { Effort } from '../../patterns/effort.js';
import type { Uri } from '../../text/uri.js';
import type { JoinedFile } from './joinedFile.js';

/** The server gives up sooner. */
const MAX_DEPTH = 10;

/** What is found in files that are included, and whether all of them were there to be looked into. */
interface Search {
  readonly found?: NatsPermissions;
  readonly complete: boolean;
}

/** The file with the permissions of its users that stand in what it includes. */
export function withIncluded(facts: FileFacts, files: ReadonlyMap<Uri, FileFacts>): JoinedFile | undefined {
  const { broker } = facts;
  if (broker?.kind !== 'nats' || broker.deferred.length === 0) return undefined;
  const read = new Set<FileFacts>([facts]);
  const effort = new Effort();
  const sessions = facts.sessions.map((session) => {
    const user = broker.deferred.find(({ localId }) => localId === session.localId);
    return user === undefined ? session : joinedUser(session, user, { files, read, effort });
  });
  const changed = sessions.some((session, at) => session !== facts.sessions[at]);
  return changed ? { files: [...read], result: { ...facts, sessions } } : undefined;
}

interface Context {
  readonly files: ReadonlyMap<Uri, FileFacts>;
  readonly read: Set<FileFacts>;
  readonly effort: Effort;
}

function joinedUser(session: SessionFacts, user: DeferredUser, context: Context): SessionFacts {
  const { account, origin, variable, includes } = user;
  const of = (part: NatsPart): NatsPermissions | undefined =>
    variable === undefined ? part.defaults : own(part.permissions, variable);
  const { found, complete } = search(includes, of, context, MAX_DEPTH);
  // Without a value for those who have none, nothing limits them; a name without a value is refused.
  const permissions = found ?? (complete && variable === undefined ? UNLIMITED : undefined);
  if (permissions === undefined) return session;
  return {
    ...session,
    grants: userGrants({ account, permissions, origin, effort: context.effort }),
    unknowns: session.unknowns.filter((unknown) => unknown.origin !== origin),
  };
}

/** The last value counts. */
function search(
  includes: readonly NatsInclude[],
  of: (part: NatsPart) => NatsPermissions | undefined,
  context: Context,
  depth: number,
): Search {
  let found: NatsPermissions | undefined;
  let complete = depth > 0;
  for (const { target } of depth > 0 ? includes : []) {
    const facts = target === undefined ? undefined : context.files.get(target);
    if (facts?.broker?.kind !== 'nats') {
      complete = false;
      continue;
    }
    context.read.add(facts);
    const inner = search(facts.broker.includes, of, context, depth - 1);
    complete &&= inner.complete;
    found = of(facts.broker) ?? inner.found ?? found;
  }
  return found === undefined ? { complete } : { found, complete };
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
