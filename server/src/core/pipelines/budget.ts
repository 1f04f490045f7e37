/**
 * How much of a file is read. Aliases let a few lines stand for any number of steps; a person writes no more than this.
 * One budget counts for one reading of one file.
 */
export class Budget {
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  /** Whether one more may be read. */
  spend(): boolean {
    this.#left -= 1;
    return this.#left >= 0;
  }

  /** Whether something was left out. */
  get isOverdrawn(): boolean {
    return this.#left < 0;
  }
}
