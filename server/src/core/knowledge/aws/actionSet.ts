import type { AwsAction, AwsActionSet } from '../../model/awsCatalogue.js';

/** All actions of a service, or some by their index in it, in rising order. */
export type Members = 'all' | readonly number[];

/** What a set needs of the catalogue. */
export interface ActionSource {
  /** Prefixes of all services, sorted. */
  readonly services: readonly string[];
  /** Where a service stands among all. */
  readonly rankOf: (prefix: string) => number;
  readonly countOf: (prefix: string) => number;
  readonly actionsOf: (prefix: string) => readonly AwsAction[];
  readonly indexOf: (action: AwsAction) => number;
}

/** A set of actions, kept by service, so that whole services cost nothing. */
export class ActionSet implements AwsActionSet {
  readonly #source: ActionSource;
  readonly #members: ReadonlyMap<string, Members>;
  #services: readonly string[] | undefined;
  readonly size: number;

  constructor(source: ActionSource, members: ReadonlyMap<string, Members>) {
    this.#source = source;
    this.#members = members;
    let size = 0;
    for (const [prefix, some] of members) size += some === 'all' ? source.countOf(prefix) : some.length;
    this.size = size;
  }

  get services(): readonly string[] {
    return (this.#services ??= this.#sorted());
  }

  #sorted(): readonly string[] {
    const { services, rankOf } = this.#source;
    if (this.#members.size === services.length) return services;
    const prefixes = [...this.#members.keys()];
    return prefixes.length < 2 ? prefixes : prefixes.sort((a, b) => rankOf(a) - rankOf(b));
  }

  has(action: AwsAction): boolean {
    const some = this.#members.get(action.service);
    return some === 'all' || (some !== undefined && isAmong(this.#source.indexOf(action), some));
  }

  of(prefix: string): readonly AwsAction[] {
    const some = this.#members.get(prefix);
    if (some === undefined) return [];
    const actions = this.#source.actionsOf(prefix);
    return some === 'all' ? actions : some.flatMap((index) => actions[index] ?? []);
  }

  *[Symbol.iterator](): Iterator<AwsAction> {
    for (const prefix of this.services) yield* this.of(prefix);
  }

  filter(keep: (action: AwsAction) => boolean): AwsActionSet {
    const members = new Map<string, Members>();
    let changed = false;
    for (const prefix of this.services) {
      const actions = this.of(prefix);
      const kept = actions.filter(keep);
      changed ||= kept.length < actions.length;
      if (kept.length === 0) continue;
      members.set(prefix, whole(kept.map(this.#source.indexOf).sort(rising), this.#source.countOf(prefix)));
    }
    return changed ? new ActionSet(this.#source, members) : this;
  }

  union(other: AwsActionSet): AwsActionSet {
    if (other.size === 0 || other === this) return this;
    if (this.size === 0) return other;
    return this.#combine(other, (mine, theirs, count) => {
      if (mine === undefined || theirs === undefined) return mine ?? theirs;
      if (mine === 'all' || theirs === 'all') return 'all';
      return whole(merged(mine, theirs), count);
    });
  }

  minus(other: AwsActionSet): AwsActionSet {
    if (other.size === 0 || this.size === 0) return this;
    return this.#combine(other, (mine, theirs, count) => {
      if (mine === undefined || theirs === 'all') return undefined;
      if (theirs === undefined) return mine;
      return indexes(mine, count).filter((index) => !isAmong(index, theirs));
    });
  }

  intersect(other: AwsActionSet): AwsActionSet {
    if (this.size === 0) return this;
    if (other.size === 0) return other;
    return this.#combine(other, (mine, theirs) => {
      if (mine === undefined || theirs === undefined) return undefined;
      if (mine === 'all') return theirs;
      return theirs === 'all' ? mine : mine.filter((index) => isAmong(index, theirs));
    });
  }

  #combine(
    other: AwsActionSet,
    join: (mine: Members | undefined, theirs: Members | undefined, count: number) => Members | undefined,
  ): AwsActionSet {
    const theirs = other instanceof ActionSet ? other.#members : this.#membersOf(other);
    const members = new Map<string, Members>();
    const add = (prefix: string): void => {
      const joined = join(this.#members.get(prefix), theirs.get(prefix), this.#source.countOf(prefix));
      if (joined === 'all' || (joined !== undefined && joined.length > 0)) members.set(prefix, joined);
    };
    for (const prefix of this.#members.keys()) add(prefix);
    for (const prefix of theirs.keys()) if (!this.#members.has(prefix)) add(prefix);
    return new ActionSet(this.#source, members);
  }

  #membersOf(other: AwsActionSet): ReadonlyMap<string, Members> {
    const { indexOf } = this.#source;
    return new Map(
      other.services.map((prefix) => [prefix, other.of(prefix).map(indexOf).sort(rising)] as const),
    );
  }
}

/** All indexes of a service are the service. */
export function whole(some: readonly number[], count: number): Members {
  return some.length === count ? 'all' : some;
}

function indexes(members: Members, count: number): readonly number[] {
  return members === 'all' ? Array.from({ length: count }, (_, index) => index) : members;
}

function rising(a: number, b: number): number {
  return a - b;
}

/** Both are in rising order. */
function isAmong(index: number, some: readonly number[]): boolean {
  let from = 0;
  let to = some.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    const found = some[middle] ?? index;
    if (found === index) return true;
    if (found < index) from = middle + 1;
    else to = middle;
  }
  return false;
}

function merged(a: readonly number[], b: readonly number[]): readonly number[] {
  const all: number[] = [];
  let left = 0;
  let right = 0;
  while (left < a.length || right < b.length) {
    const mine = a[left] ?? Infinity;
    const theirs = b[right] ?? Infinity;
    all.push(Math.min(mine, theirs));
    if (mine <= theirs) left++;
    if (theirs <= mine) right++;
  }
  return all;
}
