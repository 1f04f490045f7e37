import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { Relation } from '../engine/relation.js';
import type { SessionFacts } from '../model/facts.js';
import { elementsOf } from '../model/scopeElements.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Uri } from '../text/uri.js';
import type { Scopes } from './scopes.js';
import type { Sessions } from './sessions.js';

const SPOKEN = 'spoken of in';
const GRANTED = 'granted by';

/** Which sessions a file speaks of beyond its own, and which share a text. */
export class Places {
  readonly #filed: Relation<Uri, string, string>;
  readonly #sharers: Query<Uri, ReadonlyMap<string, readonly string[]>>;

  constructor(
    engine: Engine,
    readonly sessions: Sessions,
    readonly scopes: Scopes,
  ) {
    const others = engine.query('other files that speak of a session', (id: string) =>
      otherFiles(scopes.get(id)),
    );
    this.#filed = engine.relation('sessions that files speak of', {
      of: (uri) => sessions.idsOf(uri).flatMap((id) => others.get(id).map((key) => [key, id] as const)),
      *parts(uri) {
        for (const id of sessions.idsOf(uri)) yield others.get(id);
      },
    });
    this.#sharers = engine.query('sessions that share a text', (uri) => this.#sharersIn(uri));
  }

  add(uri: Uri): void {
    this.#filed.add(uri);
  }

  delete(uri: Uri): void {
    this.#filed.delete(uri);
  }

  spokenOfIn(uri: Uri): readonly TrustScope[] {
    return this.#filed.get(`${SPOKEN} ${uri}`).flatMap((id) => this.scopes.get(id) ?? []);
  }

  grantedBy(uri: Uri): readonly TrustScope[] {
    return this.#filed.get(`${GRANTED} ${uri}`).flatMap((id) => this.scopes.get(id) ?? []);
  }

  sharersOf(id: string): readonly string[] {
    const session = this.sessions.session(id);
    return session === undefined ? [id] : (this.#sharers.get(session.file.uri).get(id) ?? [id]);
  }

  /** Groups are lists of ids: they stay as they are while text moves. */
  #sharersIn(uri: Uri): ReadonlyMap<string, readonly string[]> {
    const groups = new Map<string, string[]>();
    const found = new Map<string, readonly string[]>();
    for (const { id, facts } of this.sessions.sessionsOf(uri)) {
      const place = grantPlace(facts);
      if (place === undefined || facts.role === 'included') continue;
      const group = groups.get(place) ?? [];
      groups.set(place, group);
      group.push(id);
      found.set(id, group);
    }
    return found;
  }
}

/** Where a session's grants are written, or would be. */
function grantPlace({ grantBlock, assumed }: SessionFacts): string | undefined {
  if (grantBlock?.level === 'session') return undefined;
  const range = grantBlock?.value.range ?? assumed?.origin.range;
  return range && `${String(range.start)} ${String(range.end)}`;
}

function otherFiles(scope: TrustScope | undefined): readonly string[] {
  if (scope === undefined) return [];
  const { uri } = scope.file;
  const spoken = new Set(
    [...elementsOf(scope), ...(scope.facts.madeBy ?? [])].map(({ origin }) => origin.uri),
  );
  const own = scope.grants.filter(({ via }) => via.length === 0);
  const granted = new Set(own.map(({ origin }) => origin.uri));
  spoken.delete(uri);
  granted.delete(uri);
  return [...[...spoken].map((one) => `${SPOKEN} ${one}`), ...[...granted].map((one) => `${GRANTED} ${one}`)];
}
