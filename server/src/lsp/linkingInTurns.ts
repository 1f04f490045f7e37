import type { AnalysisHost } from '../core/analysis/analysisHost.js';
import type { Guard } from './guard.js';

/** How much is worked out before others get their turn, in values of the analysis: some milliseconds. */
const TURN = 600;
/** The same in milliseconds, where the machine is slower or busy. */
const LONGEST = 12;
/** So much is worked out for whoever asks about one document before the answer is what is known by then. */
const PATIENCE = 3_000;

/** What linking in turns may be told, and tells. */
export interface LinkingOptions {
  /** How many messages came in so far; the server takes one in each turn of the event loop. */
  readonly received?: (() => number) | undefined;
  /** Told when all is linked of which somebody was told before it was. */
  readonly late?: () => void;
}

/**
 * Has what changed linked in turns, however much that is: between two of them messages come in, are answered and taken
 * back, and the server can be ended.
 */
export class LinkingInTurns {
  readonly #host: AnalysisHost;
  readonly #guard: Guard;
  readonly #late: () => void;
  readonly #received: () => number;
  #isHeld = false;
  #isRunning = false;
  #isOver = false;
  #wasAskedEarly = false;
  #waiting: { readonly until: () => boolean; readonly resolve: () => void }[] = [];

  constructor(host: AnalysisHost, guard: Guard, { received, late }: LinkingOptions = {}) {
    this.#host = host;
    this.#guard = guard;
    this.#received = received ?? (() => 0);
    this.#late = late ?? (() => undefined);
  }

  /** Something has changed: it is linked from the next turn on. */
  begin(): void {
    if (this.#isRunning || this.#isOver || (this.#isHeld && this.#waiting.length === 0)) return;
    this.#isRunning = true;
    this.#guard.run('linking', () => this.#run());
  }

  /** While it is held, changes are linked only as far as somebody waits for them. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld;
    if (!isHeld && !this.#host.isLinked) this.begin();
  }

  /** Waits until all is linked. */
  async all(): Promise<void> {
    if (!this.#host.isLinked) await this.#until(() => false);
  }

  /** Waits until all is linked, or a bounded amount of work is done. */
  async some(): Promise<void> {
    if (this.#host.isLinked) return;
    const enough = this.#host.work + PATIENCE;
    await this.#until(() => this.#host.work >= enough);
  }

  /** Somebody is told of what is not all linked, and has to be told again. */
  askedEarly(): void {
    this.#wasAskedEarly = true;
  }

  /** Links nothing any more, and lets nobody wait for ever. */
  dispose(): void {
    this.#isOver = true;
    this.#release(() => true);
  }

  async #until(until: () => boolean): Promise<void> {
    if (this.#isOver) return;
    const done = new Promise<void>((resolve) => this.#waiting.push({ until, resolve }));
    this.begin();
    await done;
  }

  async #run(): Promise<void> {
    try {
      let seen = this.#received();
      for (;;) {
        // Each turn of the loop takes up one message: all that came in have theirs first.
        do {
          await new Promise((resolve) => setTimeout(resolve, 0));
          if (this.#isOver) return;
          seen += 1;
        } while (seen <= this.#received());
        seen = this.#received();
        const isDone = this.#host.linkSome(turnOf(this.#host));
        this.#release(({ until }) => this.#host.isLinked || until());
        if (isDone || (this.#isHeld && this.#waiting.length === 0)) break;
      }
    } finally {
      this.#isRunning = false;
      this.#release(() => true);
    }
    if (!this.#wasAskedEarly || !this.#host.isLinked) return;
    this.#wasAskedEarly = false;
    this.#late();
  }

  #release(may: (waiting: { readonly until: () => boolean }) => boolean): void {
    const ready = this.#waiting.filter(may);
    this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
    for (const { resolve } of ready) resolve();
  }
}

/** Says when one turn is over. */
function turnOf(host: AnalysisHost): () => boolean {
  const end = host.work + TURN;
  const begun = performance.now();
  return () => host.work >= end || performance.now() - begun >= LONGEST;
}
