import type { AwsAction, AwsActionSet } from '../../model/awsCatalogue.js';

/** All actions of a service, or some by their index in it. */
export type Members = 'all' | ReadonlySet<number>;

/** What a set needs of the catalogue. */
export interface ActionSource {
  /** Prefixes of all services, sorted. */
  readonly services: readonly string[];
  readonly countOf: (prefix: string) => number;
  readonly actionsOf: (prefix: string) => readonly AwsAction[];
  readonly indexOf: (action: AwsAction) => number;
}

/** A set of actions, kept by service, so that whole services cost nothing. */
export class ActionSet implements AwsActionSet {
  readonly #source: ActionSource;
  readonly #members: ReadonlyMap<string, Members>;
  readonly size: number;

  constructor(source: ActionSource, members: ReadonlyMap<string, Members>) {
    this.#source = source;
    this.#members = members;
    let size = 0;
    for (const [prefix, some] of members) size += some === 'all' ? source.countOf(prefix) : some.size;
    this.size = size;
  }

  get services(): readonly string[] {
    return this.#source.services.filter((prefix) => this.#members.has(prefix));
  }

  readonly has = (action: AwsAction): boolean => {
    const some = this.#members.get(action.service);
    return some === 'all' || (some?.has(this.#source.indexOf(action)) ?? false);
  };

  readonly of = (prefix: string): readonly AwsAction[] => {
    const some = this.#members.get(prefix);
    if (some === undefined) return [];
    const actions = this.#source.actionsOf(prefix);
    return some === 'all' ? actions : actions.filter((_, index) => some.has(index));
  };

  *[Symbol.iterator](): Iterator<AwsAction> {
    for (const prefix of this.services) yield* this.of(prefix);
  }

  readonly filter = (keep: (action: AwsAction) => boolean): AwsActionSet => {
    const members = new Map<string, Members>();
    for (const prefix of this.services) {
      const kept = new Set(this.of(prefix).filter(keep).map(this.#source.indexOf));
      if (kept.size > 0) members.set(prefix, whole(kept, this.#source.countOf(prefix)));
    }
    return new ActionSet(this.#source, members);
  };

  readonly union = (other: AwsActionSet): AwsActionSet =>
    this.#combine(other, (mine, theirs, count) => {
      if (mine === undefined || theirs === undefined) return mine ?? theirs;
      if (mine === 'all' || theirs === 'all') return 'all';
      return whole(new Set([...mine, ...theirs]), count);
    });

  readonly minus = (other: AwsActionSet): AwsActionSet =>
    this.#combine(other, (mine, theirs, count) => {
      if (mine === undefined || theirs === 'all') return undefined;
      if (theirs === undefined) return mine;
      return new Set(indexes(mine, count).filter((index) => !theirs.has(index)));
    });

  readonly intersect = (other: AwsActionSet): AwsActionSet =>
    this.#combine(other, (mine, theirs) => {
      if (mine === undefined || theirs === undefined) return undefined;
      if (mine === 'all') return theirs;
      return theirs === 'all' ? mine : new Set([...mine].filter((index) => theirs.has(index)));
    });

  #combine(
    other: AwsActionSet,
    join: (mine: Members | undefined, theirs: Members | undefined, count: number) => Members | undefined,
  ): ActionSet {
    const theirs = other instanceof ActionSet ? other.#members : this.#membersOf(other);
    const members = new Map<string, Members>();
    for (const prefix of new Set([...this.#members.keys(), ...theirs.keys()])) {
      const joined = join(this.#members.get(prefix), theirs.get(prefix), this.#source.countOf(prefix));
      if (joined === 'all' || (joined !== undefined && joined.size > 0)) members.set(prefix, joined);
    }
    return new ActionSet(this.#source, members);
  }

  #membersOf(other: AwsActionSet): ReadonlyMap<string, Members> {
    const { indexOf } = this.#source;
    return new Map(other.services.map((prefix) => [prefix, new Set(other.of(prefix).map(indexOf))]));
  }
}

/** All indexes of a service are the service. */
export function whole(some: ReadonlySet<number>, count: number): Members {
  return some.size === count ? 'all' : some;
}

function indexes(members: Members, count: number): readonly number[] {
  return members === 'all' ? Array.from({ length: count }, (_, index) => index) : [...members];
}
