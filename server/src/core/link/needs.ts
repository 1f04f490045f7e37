import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { NeedFacts, NeedItem, Reference } from '../model/facts.js';
import { minimumOf } from '../model/needs.js';
import { accessRank } from '../model/vocabulary.js';
import type { LinkedSession, Workspace } from './workspace.js';
import { ofSession } from './workspace.js';
import { quoted } from '../text/quoted.js';
import type { Uri } from '../text/uri.js';

const NONE: NeedFacts = { items: [], gaps: [] };

/**
 * What sessions need with the parts of the repository that they include, and those that only hand their identity on with
 * what the called sessions need of it. A part that is reached in several ways counts once; parts that include each other
 * need what all of them need.
 */
export class LinkedNeeds {
  readonly #known: Query<string, NeedFacts | null>;
  readonly #called: Query<Uri, readonly NeedFacts[]>;

  constructor(
    engine: Engine,
    readonly workspace: Workspace,
  ) {
    this.#known = engine.query(
      'needs',
      (id) => ofSession(workspace.session(id), null, (session) => this.#compute(session)),
      { nothing: NONE },
    );
    this.#called = engine.query('needs of a called file', (uri) => this.#ofCalled(uri), { nothing: [] });
  }

  /** Null where the platform has no such measure. */
  of(session: LinkedSession): NeedFacts | null {
    return this.#known.get(session.id);
  }

  #compute(session: LinkedSession): NeedFacts | null {
    const { needs, references } = session.facts;
    if (needs === null) return null;
    const parts = references
      .filter(({ kind, bound }) => (kind === 'includes' && bound !== true) || kind === 'calls')
      .flatMap((reference) => this.#partNeeds(session, reference));
    return parts.length === 0 ? needs : together([needs, ...parts]);
  }

  #partNeeds(session: LinkedSession, reference: Reference): readonly NeedFacts[] {
    const uris = this.workspace.definitions(reference.target).map(({ origin }) => origin.uri);
    const isCall = reference.kind === 'calls';
    // Many may call one file; only who calls its own file leaves out itself.
    if (isCall && uris.length > 0 && !uris.includes(session.file.uri)) {
      const called = uris.flatMap((uri) => this.#called.get(uri));
      if (called.length > 0) return called;
    }
    const targets = uris
      .flatMap((uri) => this.workspace.sessionsOf(uri))
      .filter((target) => target.id !== session.id);
    if (targets.length === 0) {
      // A local action that is no composite one runs its own code with the token at hand.
      const why = `what ${reference.name} does is not read here`;
      return [{ items: [], gaps: [{ why, rights: 'all', origin: reference.origin }] }];
    }
    return targets.map((target) => (isCall ? this.#handedOn(target) : (this.of(target) ?? NONE)));
  }

  /** What all sessions of a called file need together; nothing of a file without sessions. */
  #ofCalled(uri: Uri): readonly NeedFacts[] {
    const targets = this.workspace.sessionsOf(uri);
    return targets.length === 0 ? [] : [together(targets.map((target) => this.#handedOn(target)))];
  }

  #handedOn(target: LinkedSession): NeedFacts {
    const needs = this.of(target) ?? NONE;
    return { ...needs, items: [...needs.items, ...askedBy(target, needs)] };
  }
}

function together(parts: readonly NeedFacts[]): NeedFacts {
  return {
    items: distinct(
      parts.flatMap(({ items }) => items),
      ({ right, access, why, optional, resource }) =>
        `${right} ${access} ${why} ${String(optional)} ${resource ?? ''}`,
    ),
    gaps: distinct(
      parts.flatMap(({ gaps }) => gaps),
      ({ why, rights }) => `${why} ${rights === 'all' ? rights : rights.join(' ')}`,
    ),
  };
}

/** Of items that say the same at the same place the first. */
function distinct<T extends Pick<NeedItem, 'origin'>>(items: readonly T[], words: (item: T) => string): T[] {
  const found = new Map<string, T>();
  // The very same item often comes in many ways.
  for (const item of new Set(items)) {
    const { uri, range } = item.origin;
    const key = `${uri} ${String(range.start)} ${String(range.end)} ${words(item)}`;
    if (!found.has(key)) found.set(key, item);
  }
  return [...found.values()];
}

/** What the text of a called session asks for beyond what its parts cannot do without: with less the call is refused. */
function askedBy({ facts, file }: LinkedSession, needs: NeedFacts): readonly NeedItem[] {
  const least = minimumOf({ ...needs, items: needs.items.filter(({ optional }) => !optional) });
  const name = `the called ${facts.noun} ${quoted(facts.label)}`;
  const own = facts.grantBlock === undefined ? [] : facts.grants;
  const whole = file.callContract?.asks?.grants ?? [];
  return [
    ...own.map((grant) => ({ grant, why: `${name} asks for it` })),
    ...whole.map((grant) => ({ grant, why: `the file of ${name} asks for it` })),
  ].flatMap(({ grant: { right, access, identity, origin }, why }) =>
    identity === undefined && accessRank(access) > accessRank(least[right])
      ? [{ right, access, why, optional: false, origin }]
      : [],
  );
}
