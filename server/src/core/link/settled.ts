import type { LinkedSession } from './workspaceIndex.js';

/** More rounds than any chain of calls is long that a platform allows. */
const MAX_ROUNDS = 32;

/**
 * What is true of each session where that hangs on others. Without a circle each is worked out once. With one, all are
 * worked out in rounds that each rest on the whole round before, from nothing on until nothing changes: so the result
 * does not hang on which file was looked at first.
 */
export class Settled<T> {
  #known = new Map<string, T>();
  readonly #open = new Set<string>();
  #circular = false;
  #inRounds = false;

  constructor(
    readonly sessions: readonly LinkedSession[],
    readonly compute: (session: LinkedSession) => T,
    readonly nothing: T,
  ) {}

  of(session: LinkedSession): T {
    const known = this.#known.get(session.id);
    if (known !== undefined) return known;
    if (this.#inRounds) return this.nothing;
    if (this.#open.has(session.id)) {
      this.#circular = true;
      return this.nothing;
    }
    this.#open.add(session.id);
    const value = this.compute(session);
    this.#open.delete(session.id);
    if (!this.#circular) {
      this.#known.set(session.id, value);
      return value;
    }
    if (this.#open.size > 0) return value;
    this.#settle();
    return this.#known.get(session.id) ?? this.nothing;
  }

  #settle(): void {
    this.#inRounds = true;
    this.#known = new Map();
    let before = '';
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const next = new Map(this.sessions.map((session) => [session.id, this.compute(session)]));
      this.#known = next;
      const after = JSON.stringify([...next.values()]);
      if (after === before) return;
      before = after;
    }
  }
}
