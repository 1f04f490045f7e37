import type { TextRange } from '../../text/textRange.js';
import { BuiltMapping, BuiltScalar, BuiltSequence } from '../nodes.js';
import type { ScalarNode, SyntaxNode } from '../syntaxTree.js';
import type { HclExpression, HclItem, HclTemplate } from './expression.js';

/**
 * An expression as Terraform's JSON syntax writes it: objects are mappings, lists sequences, and what has to be worked
 * out is a scalar with `${…}`. What `jsonencode` is given stands for itself: JSON is data here.
 *
 * https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 *
 * @param source the text that the expression's ranges are of
 * @param at where its nodes stand in the file, when that is not where their ranges say
 */
export function nodeOf(expression: HclExpression, source: string, at?: TextRange): SyntaxNode {
  const place = placeAt(at ?? expression.range);
  switch (expression.kind) {
    case 'object':
      return new BuiltMapping(
        place,
        expression.items.map((item) => ({
          key: keyOf(item, source, at),
          value: nodeOf(item.value, source, at),
          merged: false,
        })),
        true,
      );
    case 'tuple':
      return new BuiltSequence(
        place,
        expression.items.map((item) => nodeOf(item, source, at)),
        true,
      );
    case 'template': {
      const text = templateText(expression, source);
      return new BuiltScalar(place, text, text, expression.form === 'heredoc' ? 'literal' : 'double');
    }
    case 'literal': {
      const { value, range } = expression;
      return new BuiltScalar(
        place,
        value,
        value === null ? '' : source.slice(range.start, range.end),
        'plain',
      );
    }
    case 'call': {
      const [only, ...others] = expression.args;
      const isData = only?.kind === 'object' || only?.kind === 'tuple';
      if (expression.name === 'jsonencode' && isData && others.length === 0) return nodeOf(only, source, at);
      break;
    }
    default:
  }
  const text = `\${${source.slice(expression.range.start, expression.range.end)}}`;
  return new BuiltScalar(place, text, text, 'plain');
}

function keyOf({ key, computed }: HclItem, source: string, at: TextRange | undefined): ScalarNode {
  if (key.kind === 'name' && !computed) {
    return new BuiltScalar(placeAt(at ?? key.range), key.name, key.name, 'plain');
  }
  const node = nodeOf(key, source, at);
  return node.kind === 'scalar' ? node : new BuiltScalar(placeAt(at ?? key.range), '', '', 'plain');
}

/** A template with its quotation marks and escapes taken off: what is filled in stays `${…}`. */
function templateText({ parts }: HclTemplate, source: string): string {
  return parts
    .map((part) =>
      part.kind === 'text'
        ? part.text.replace(/[$%](?=\{)/gu, '$&$&')
        : source.slice(part.range.start, part.range.end),
    )
    .join('');
}

/** A place in the file, for nodes that no alias leads to. */
export function placeAt(written: TextRange): {
  readonly written: TextRange;
  readonly anchors: undefined;
  readonly tag: undefined;
} {
  return { written, anchors: undefined, tag: undefined };
}
