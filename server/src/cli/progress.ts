import type { Terminal } from './terminal.js';

/** A scan that is over sooner needs no bar. */
const PATIENCE_MS = 1_000;
const REDRAW_MS = 100;
const BAR = 24;

/** A bar on standard error, when that is a terminal and the work takes long enough to wonder. */
export class Progress {
  readonly #started = performance.now();
  #drawn = 0;
  #visible = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly wanted: boolean,
  ) {}

  /** Seconds since the start. */
  get seconds(): number {
    return (performance.now() - this.#started) / 1_000;
  }

  /** Says how far the work has come; cheap enough to call for every file. */
  report(what: string, done: number, of: number): void {
    const { errColumns } = this.terminal;
    if (!this.wanted || errColumns === undefined) return;
    const now = performance.now();
    if (now - this.#started < PATIENCE_MS || now - this.#drawn < REDRAW_MS) return;
    this.#drawn = now;
    this.#visible = true;
    const filled = of === 0 ? BAR : Math.round((BAR * Math.min(done, of)) / of);
    const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled);
    this.terminal.err(
      `\r\u001b[K${`${bar} ${what} ${String(done)} of ${String(of)}`.slice(0, errColumns - 1)}`,
    );
  }

  /** Takes the bar away, before anything else is printed. */
  clear(): void {
    if (this.#visible) this.terminal.err('\r\u001b[K');
    this.#visible = false;
  }
}
