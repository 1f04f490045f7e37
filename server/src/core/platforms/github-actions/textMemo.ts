import type { ScalarNode } from '../../syntax/syntaxTree.js';
import type { Condition } from './conditions.js';
import type { ExpressionSegment } from './expressions/segments.js';

/** Texts that are kept: more than the largest workflows hold. */
const MOST_TEXTS = 2000;

/**
 * What was read out of texts of a file, so that it is not read twice: by the node where it hangs on the place, by the text
 * where it does not. A node never changes, so that all of it holds for the next reading of the file as well.
 */
export class TextMemo {
  readonly #texts = new Map<string, unknown>();
  readonly #conditions = new WeakMap<ScalarNode, Condition>();
  readonly #segments = new WeakMap<ScalarNode, readonly ExpressionSegment[]>();

  once<T>(key: string, read: () => T): T {
    if (this.#texts.has(key)) return this.#texts.get(key) as T;
    const value = read();
    // The oldest goes first; what is still in the file is read again then.
    if (this.#texts.size >= MOST_TEXTS) this.#texts.delete(this.#texts.keys().next().value ?? '');
    this.#texts.set(key, value);
    return value;
  }

  conditionOf(node: ScalarNode, read: () => Condition): Condition {
    return remembered(this.#conditions, node, read);
  }

  segmentsOf(node: ScalarNode, read: () => readonly ExpressionSegment[]): readonly ExpressionSegment[] {
    return remembered(this.#segments, node, read);
  }
}

function remembered<T>(known: WeakMap<ScalarNode, T>, node: ScalarNode, read: () => T): T {
  const before = known.get(node);
  if (before !== undefined) return before;
  const value = read();
  known.set(node, value);
  return value;
}
