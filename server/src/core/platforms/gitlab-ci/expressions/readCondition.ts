import type { Expr } from './ast.js';
import { parseExpression } from './parseExpression.js';

/** The conditions of one file, each text read once. */
export class Conditions {
  readonly #known = new Map<string, Expr | undefined>();

  /** The expression in a text; `undefined` for one that GitLab refuses. */
  read(text: string): Expr | undefined {
    if (this.#known.has(text)) return this.#known.get(text);
    const expression = parseExpression(text);
    this.#known.set(text, expression);
    return expression;
  }
}
