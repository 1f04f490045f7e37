import { printExpression } from '../expressions/print.js';
import type { Data } from './data.js';
import { conditionOf, truthOfData } from './data.js';
import type { Directive } from './directives.js';

/** One condition after the other: `if`, `elseif` and `else` as they follow on each other. */
export class Branches {
  /** Whether one before is there for sure. */
  #isTaken = false;
  /** Whether one before may be there. */
  #isOpen = false;

  /**
   * Whether the next branch is there: `in` or `out`, else the key under which it stays.
   *
   * @param reduced works out a condition
   */
  next({ word, rest }: Directive, reduced: (text: string) => Data): string {
    if (word === 'if') {
      this.#isTaken = false;
      this.#isOpen = false;
    } else if (this.#isTaken) return 'out';
    if (word === 'else') {
      this.#isTaken = true;
      return this.#isOpen ? '${{ else }}' : 'in';
    }
    const data = reduced(rest);
    const truth = truthOfData(data);
    if (truth === false) return 'out';
    if (truth === true) {
      this.#isTaken = true;
      return this.#isOpen ? '${{ else }}' : 'in';
    }
    const key = this.#isOpen ? 'elseif' : 'if';
    this.#isOpen = true;
    return `\${{ ${key} ${printExpression(conditionOf(data))} }}`;
  }
}
