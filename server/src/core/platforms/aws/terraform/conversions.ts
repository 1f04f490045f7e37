import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { scalarAt } from './build.js';

/**
 * A value as a type takes it, where that is one of the three that texts turn into; as it is for any other type.
 *
 * @param type `string`, `number` or `bool`
 * https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion
 */
export function convertedTo(type: string | undefined, node: SyntaxNode): SyntaxNode {
  if (node.kind !== 'scalar' || node.value === null) return node;
  const { text, value, range } = node;
  switch (type) {
    case 'string':
      return typeof value === 'string' ? node : scalarAt(range, text);
    case 'number':
      return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(text)
        ? scalarAt(range, Number(text), 'plain')
        : node;
    case 'bool':
      return value === 'true' || value === 'false' ? scalarAt(range, text === 'true', 'plain') : node;
    default:
      return node;
  }
}
