import { UNLIMITED, userGrants } from '../../../knowledge/brokers/natsUsers.js';
import type { DeferredUser, NatsInclude, NatsPermissions } from '../../../model/brokerParts.js';
import type { FileFacts, SessionFacts } from '../../../model/facts.js';
import { Effort } from '../../../patterns/effort.js';
import { ByNode } from '../../../pipelines/byNode.js';
import type { Uri } from '../../../text/uri.js';
import type { JoinedFile } from '../../joinedFile.js';

/** What is found in files that are included, and whether all of them were there to be looked into. */
interface Search {
  readonly found?: NatsPermissions;
  readonly complete: boolean;
  /** Whatever was looked into. */
  readonly files: readonly FileFacts[];
}

/** Of a file that is not there, or is no configuration. */
const NOT_READ: Search = { complete: false, files: [] };

/** The configurations of a workspace by what they include. */
export class Includes {
  readonly #files: ReadonlyMap<Uri, FileFacts>;
  /** What each file and those in it hold, by the variable that is asked for. */
  readonly #searches = new Map<string | undefined, ByNode<FileFacts, Search>>();

  constructor(files: readonly FileFacts[]) {
    this.#files = new Map(files.map((facts) => [facts.uri, facts]));
  }

  /** The file with the permissions of its users that stand in what it includes. */
  joined(facts: FileFacts): JoinedFile | undefined {
    const { broker } = facts;
    if (broker?.kind !== 'nats' || broker.deferred.length === 0) return undefined;
    const deferred = new Map(broker.deferred.map((user) => [user.localId, user]));
    const read = new Set<FileFacts>([facts]);
    const effort = new Effort();
    const sessions = facts.sessions.map((session) => {
      const user = deferred.get(session.localId);
      if (user === undefined) return session;
      const search = this.#searchIn(user.includes, this.#by(user.variable));
      for (const file of search.files) read.add(file);
      return joinedUser(session, user, search, effort);
    });
    const changed = sessions.some((session, at) => session !== facts.sessions[at]);
    return changed ? { files: [...read], result: { ...facts, sessions } } : undefined;
  }

  #by(variable: string | undefined): (facts: FileFacts) => Search | undefined {
    const known = this.#searches.get(variable);
    if (known !== undefined) return (facts) => known.of(facts);
    const searches = new ByNode<FileFacts, Search>(
      (facts) => this.#included(facts).flatMap(({ target }) => this.#fileAt(target) ?? []),
      (facts, of) => {
        const inner = this.#searchIn(this.#included(facts), of);
        const own = ownPermissions(facts, variable) ?? inner.found;
        return {
          ...(own === undefined ? {} : { found: own }),
          complete: inner.complete,
          files: [facts, ...inner.files],
        };
      },
    );
    this.#searches.set(variable, searches);
    return (facts) => searches.of(facts);
  }

  /** The last value counts. */
  #searchIn(includes: readonly NatsInclude[], of: (facts: FileFacts) => Search | undefined): Search {
    let found: NatsPermissions | undefined;
    let complete = true;
    const files = new Set<FileFacts>();
    for (const { target } of includes) {
      const facts = this.#fileAt(target);
      // A file that includes itself over others is refused.
      const inner = (facts && of(facts)) ?? NOT_READ;
      complete &&= inner.complete;
      found = inner.found ?? found;
      for (const file of inner.files) files.add(file);
    }
    return { ...(found === undefined ? {} : { found }), complete, files: [...files] };
  }

  #fileAt(target: Uri | undefined): FileFacts | undefined {
    const facts = target === undefined ? undefined : this.#files.get(target);
    return facts?.broker?.kind === 'nats' ? facts : undefined;
  }

  #included({ broker }: FileFacts): readonly NatsInclude[] {
    return broker?.kind === 'nats' ? broker.includes : [];
  }
}

function ownPermissions({ broker }: FileFacts, variable: string | undefined): NatsPermissions | undefined {
  if (broker?.kind !== 'nats') return undefined;
  return variable === undefined ? broker.defaults : own(broker.permissions, variable);
}

function joinedUser(
  session: SessionFacts,
  { account, origin, variable }: DeferredUser,
  { found, complete }: Search,
  effort: Effort,
): SessionFacts {
  // Without a value for those who have none, nothing limits them; a name without a value is refused.
  const permissions = found ?? (complete && variable === undefined ? UNLIMITED : undefined);
  if (permissions === undefined) return session;
  return {
    ...session,
    grants: userGrants({ account, permissions, origin, effort }),
    unknowns: session.unknowns.filter((unknown) => unknown.origin !== origin),
  };
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
