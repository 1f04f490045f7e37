/**
 * The console of a window carries the workbench's own log beside what the suite prints. The suite's lines are
 * marked, shown as they come; the rest is shown only when it may explain a failure.
 */

/** Begins every line of the suite, also in the desktop build, where lines of VS Code stand between them too. */
export const suiteMark = '| ';

/** The workbench offers to be installed as an app, with a worker that only the full code-server has. */
const knownNoise = '[Service Worker] registration';

/** Enough to see what went wrong, few enough to read. */
const keptLines = 40;

export class SuiteLog {
  readonly #kept: string[] = [];
  readonly #verbose = process.env['TRUSTSCOPE_VERBOSE'] !== undefined;

  /** Takes one console call of the window. */
  readonly take = (type: string, text: string): void => {
    if (text.startsWith(suiteMark) || this.#verbose) {
      console.log(text);
    } else if ((type === 'error' || type === 'warn') && !text.startsWith(knownNoise)) {
      const [first = '', ...stack] = text.split('\n');
      this.#kept.push([`${type}: ${first}`, ...stack.slice(0, 3)].join('\n'));
      if (this.#kept.length > keptLines) this.#kept.shift();
    }
  };

  /** Shows what the window itself complained about. */
  explain(): void {
    if (this.#kept.length === 0) return;
    console.log('The window also said:');
    for (const line of this.#kept) console.log(line);
  }
}
