import type { Path } from '../../../syntax/pathAt.js';
import type { TextRange } from '../../../text/textRange.js';
import { touches } from '../../../text/textRange.js';

/** A name of the template's own, and where it stands. */
export interface NameAt {
  readonly name: string;
  readonly range: TextRange;
}

/** Functions and keys whose value is a name of the template's own; of `GetAtt` the part before the attribute. */
const BY_NAME: ReadonlySet<string> = new Set(['Ref', 'GetAtt', 'Condition', 'DependsOn', 'If']);

/** The name that a place of a template stands in: in `!Ref`, `!GetAtt`, `${…}` of `!Sub`, `DependsOn`, in either form. */
export function logicalIdAt({ steps, isKey }: Path, text: string, offset: number): NameAt | undefined {
  const at = steps.at(-1);
  if (at?.node.kind !== 'scalar' || isKey) return undefined;
  const by = [at, ...steps.slice(0, -1).reverse()].map(({ node, entry }) =>
    calledBy(node.tag, entry?.key.text),
  );
  const name = by.find((called) => called !== undefined);
  const { range } = at.node;
  if (name === 'Sub') return filledIn(text, range, offset);
  if (name === undefined || by.indexOf(name) > 1) return undefined;
  const written = text.slice(range.start, range.end);
  const word = /[A-Za-z0-9]+/u.exec(written);
  return word === null ? undefined : { name: word[0], range: within(range, word.index, word[0]) };
}

function calledBy(tag: string | undefined, key: string | undefined): string | undefined {
  const name = tag?.startsWith('!') === true ? tag.slice(1) : key?.replace(/^Fn::/u, '');
  return name === 'Sub' || (name !== undefined && BY_NAME.has(name)) ? name : undefined;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
function filledIn(text: string, range: TextRange, offset: number): NameAt | undefined {
  for (const match of text.slice(range.start, range.end).matchAll(/\$\{([A-Za-z0-9]+)(?:\.[\w.]+)?\}/gu)) {
    const [whole, name = ''] = match;
    if (touches(within(range, match.index, whole), offset)) {
      return { name, range: within(range, match.index + 2, name) };
    }
  }
  return undefined;
}

function within({ start }: TextRange, at: number, word: string): TextRange {
  return { start: start + at, end: start + at + word.length };
}
