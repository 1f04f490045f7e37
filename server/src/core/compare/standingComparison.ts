import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Uri } from '../text/uri.js';
import type { Change } from './changes.js';
import { changesOfPair, inOrder, newNames } from './changes.js';
import { nameOf } from './compareStates.js';
import type { Pair } from './matching.js';
import { likenessOf, pairs } from './matching.js';
import type { NormalSession } from './normalSession.js';
import { normalSession } from './normalSession.js';

/** A session of now, beside the same one of the base; one of the two is absent where it is new or gone. */
export interface ComparedSession {
  readonly before?: TrustScope;
  readonly after?: TrustScope;
  /** What changed of it, the gravest first. */
  readonly changes: readonly Change[];
}

/** What two states are made of. */
interface Stating {
  /** The folder that paths are below. */
  readonly root: Uri;
  /** Which files count. */
  readonly wanted: (uri: Uri) => boolean;
}

interface ComparedPair extends Pair {
  readonly changes: readonly Change[];
}

interface Kept {
  readonly scope: TrustScope;
  /** What other sessions were called when it was made: it tells of them. */
  readonly names: ReadonlyMap<string, string | undefined>;
  readonly normal: NormalSession;
}

/**
 * Holds a workspace against one base again and again, while it is edited. What did not change since costs a look: normal
 * forms are made anew only of sessions that are other objects, and only pairs with such a one are compared.
 */
export class StandingComparison {
  readonly #before: ReadonlyMap<NormalSession, TrustScope>;
  readonly #stating: Stating;
  #kept = new Map<string, Kept>();
  #compared = new Map<NormalSession, ComparedPair>();
  #names: ReadonlyMap<string, string> = new Map();
  readonly #likeness = new WeakMap<NormalSession, WeakMap<NormalSession, number>>();
  readonly #counts = { made: 0, compared: 0, likened: 0 };

  constructor(base: TrustModel, stating: Stating) {
    this.#stating = stating;
    this.#before = new Map(
      base.scopes
        .filter((scope) => stating.wanted(scope.file.uri))
        .map((scope) => [normalSession(scope, stating.root, (id) => nameOf(base, id)), scope]),
    );
  }

  /** How many normal forms were made of sessions of now, pairs compared and likenesses reckoned, for budgets in tests. */
  get counts(): { readonly made: number; readonly compared: number; readonly likened: number } {
    return this.#counts;
  }

  /** What changed since the base, by the id that the session has now; of those that are gone by the id that they had. */
  compare(now: TrustModel): ReadonlyMap<string, ComparedSession> {
    const after = this.#normalForms(now);
    const all = pairs([...this.#before.keys()], [...after.keys()], (a, b) => this.#likenessOf(a, b));
    const names = newNames(all);
    if (JSON.stringify([...names]) !== JSON.stringify([...this.#names])) this.#compared.clear();
    this.#names = names;
    const compared = new Map<NormalSession, ComparedPair>();
    const found = new Map<string, ComparedSession>();
    for (const pair of all) {
      const key = pair.after ?? pair.before;
      if (key === undefined) continue;
      const known = this.#compared.get(key);
      const changes =
        known !== undefined && known.before === pair.before && known.after === pair.after
          ? known.changes
          : this.#changesOf(pair);
      compared.set(key, { ...pair, changes });
      const [was, is] = [pair.before && this.#before.get(pair.before), pair.after && after.get(pair.after)];
      const id = (is ?? was)?.id;
      if (id === undefined || changes.length === 0) continue;
      found.set(id, { ...(was && { before: was }), ...(is && { after: is }), changes });
    }
    this.#compared = compared;
    return found;
  }

  /** The same session of the base, also where nothing of it changed; `undefined` for one that is new. */
  before({ id }: TrustScope): TrustScope | undefined {
    const normal = this.#kept.get(id)?.normal;
    const before = normal && this.#compared.get(normal)?.before;
    return before && this.#before.get(before);
  }

  #changesOf(pair: Pair): readonly Change[] {
    this.#counts.compared += 1;
    return inOrder(changesOfPair(pair, this.#names));
  }

  #normalForms(now: TrustModel): ReadonlyMap<NormalSession, TrustScope> {
    const kept = new Map<string, Kept>();
    for (const scope of now.scopes) {
      if (!this.#stating.wanted(scope.file.uri)) continue;
      const known = this.#kept.get(scope.id);
      const isSame =
        known?.scope === scope && [...known.names].every(([id, name]) => nameOf(now, id) === name);
      kept.set(scope.id, isSame ? known : this.#make(scope, now));
    }
    this.#kept = kept;
    return new Map([...kept.values()].map(({ normal, scope }) => [normal, scope]));
  }

  #make(scope: TrustScope, now: TrustModel): Kept {
    this.#counts.made += 1;
    const names = new Map<string, string | undefined>();
    const normal = normalSession(scope, this.#stating.root, (id) => {
      const name = nameOf(now, id);
      names.set(id, name);
      return name;
    });
    return { scope, names, normal };
  }

  #likenessOf(before: NormalSession, after: NormalSession): number {
    const known = this.#likeness.get(before) ?? new WeakMap<NormalSession, number>();
    this.#likeness.set(before, known);
    const likeness = known.get(after) ?? this.#reckon(before, after);
    known.set(after, likeness);
    return likeness;
  }

  #reckon(before: NormalSession, after: NormalSession): number {
    this.#counts.likened += 1;
    return likenessOf(before, after);
  }
}
