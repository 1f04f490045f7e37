import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { scalarAt, seenFrom } from './build.js';
import type { Block } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import { isFunction, nodeText } from './nodeText.js';

/** An attribute as it is written in the block, seen from where it is asked for. */
export function writtenNode(
  evaluator: Evaluator,
  block: Block,
  attribute: string,
  range: TextRange,
): SyntaxNode | undefined {
  const node = get(block.body, attribute);
  if (node === undefined || !evaluator.reading.visit()) return undefined;
  // A name that leads back to itself has no value.
  return evaluator.guarded(`${block.address}.${attribute}`, () =>
    seenFrom(evaluator.value(node, evaluator.scopeOf(block)), range),
  );
}

/** An issuer without its scheme, as IAM calls its provider. */
export function hostAt(range: TextRange, url: SyntaxNode | undefined): SyntaxNode | undefined {
  if (url === undefined || (isFunction(url) && nodeText(url) === UNKNOWN_PART)) return url;
  return scalarAt(range, nodeText(url).replace(/^https:\/\//u, ''));
}
