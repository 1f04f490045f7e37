import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { BuiltMapping, BuiltScalar, BuiltSequence, throughAlias } from '../../../syntax/nodes.js';
import type { ScalarNode, ScalarValue, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { within } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';
import { clipped } from '../../../text/phrases.js';

/*
 * Nodes of a template of CloudFormation that stand where Terraform's text does: what Terraform fills in becomes the
 * function of CloudFormation that says the same, so that both are read alike.
 */

interface Place {
  readonly written: TextRange;
  readonly anchors: undefined;
  readonly tag: undefined;
}

function placeAt(written: TextRange): Place {
  return { written, anchors: undefined, tag: undefined };
}

export function scalarAt(
  range: TextRange,
  value: ScalarValue,
  style: ScalarNode['style'] = 'double',
): ScalarNode {
  return new BuiltScalar(placeAt(range), value, value === null ? '' : String(value), style);
}

export function sequenceAt(range: TextRange, items: readonly SyntaxNode[]): SyntaxNode {
  return new BuiltSequence(placeAt(range), items, true);
}

export function mappingAt(range: TextRange, entries: readonly SyntaxEntry[]): SyntaxNode {
  return new BuiltMapping(placeAt(range), entries, false);
}

/** An entry of a mapping; `key` stands where Terraform has the attribute that it is made of. */
export function entryAt(range: TextRange, key: string, value: SyntaxNode): SyntaxEntry {
  return { key: scalarAt(range, key, 'plain'), value, merged: false };
}

function call(range: TextRange, name: string, argument: SyntaxNode): SyntaxNode {
  return mappingAt(range, [entryAt(range, name, argument)]);
}

/** `Ref`: the name of a resource, the default of a variable, or, for anything else, a text that is not known. */
export function refAt(range: TextRange, name: string): SyntaxNode {
  return call(range, 'Ref', scalarAt(range, name));
}

/** A text of which the file only says how it is worked out. */
export function unknownAt(range: TextRange, shown: string): SyntaxNode {
  const words = shown.replace(/\s+/gu, ' ').trim();
  return refAt(range, clipped(words, 80));
}

export function attributeAt(range: TextRange, address: string, attribute: string): SyntaxNode {
  const parts = [address, attribute].map((text) => scalarAt(range, text));
  return call(range, 'Fn::GetAtt', sequenceAt(range, parts));
}

/** Texts that are put together of others; a policy has 10,240 characters at most. */
export const LONGEST_TEXT = 100_000;

/** Texts one behind the other. */
export function joinAt(range: TextRange, pieces: readonly SyntaxNode[], glue = ''): SyntaxNode {
  const texts = pieces.flatMap((piece) => (piece.kind === 'scalar' ? [piece.text] : []));
  // A text that stands in itself twice over is twice as long at each step.
  if (texts.reduce((sum, text) => sum + text.length, 0) > LONGEST_TEXT) return unknownAt(range, '…');
  if (glue === '' && texts.length === pieces.length) return scalarAt(range, texts.join(''));
  return call(range, 'Fn::Join', sequenceAt(range, [scalarAt(range, glue), sequenceAt(range, pieces)]));
}

/** A pattern with `{name}` for one text, and with CloudFormation's own names for account and region, which are open. */
export function patternAt(range: TextRange, pattern: string, name: SyntaxNode): SyntaxNode {
  const variables = mappingAt(range, [entryAt(range, 'name', name)]);
  const written = pattern
    .replaceAll('${AWS::Partition}', 'aws')
    .replace(/\$\{AWS::\w+\}/gu, UNKNOWN_PART)
    .replaceAll('{name}', '${name}');
  const text = scalarAt(range, written);
  return call(range, 'Fn::Sub', sequenceAt(range, [text, variables]));
}

/** What is there only on one side of a condition. */
export interface When {
  readonly condition: string;
  readonly holds: boolean;
}

/** `Fn::If`; a side that is absent is as if it were not written. */
export function ifAt(
  range: TextRange,
  condition: string,
  yes: SyntaxNode | undefined,
  no: SyntaxNode | undefined,
): SyntaxNode {
  const words = condition.replace(/\s+/gu, ' ').trim();
  const sides = [yes, no].map((side) => side ?? refAt(range, 'AWS::NoValue'));
  return call(range, 'Fn::If', sequenceAt(range, [scalarAt(range, words), ...sides]));
}

/** A node that may be left out. */
export function whenAt(node: SyntaxNode, when: When | undefined): SyntaxNode {
  if (when === undefined) return node;
  return ifAt(node.range, when.condition, when.holds ? node : undefined, when.holds ? undefined : node);
}

/** The same as seen from where it is referred to. */
export function seenFrom(node: SyntaxNode, range: TextRange): SyntaxNode {
  // A range of its own: what stands where it is written has one for both.
  return seen(node, within(range, 0, range.end - range.start));
}

/** What nodes that are seen from elsewhere are made of, so that a chain of names does not wrap one into the other. */
const bases = new WeakMap<SyntaxNode, SyntaxNode>();

function seen(node: SyntaxNode, range: TextRange): SyntaxNode {
  const base = bases.get(node) ?? node;
  const made = base.kind === 'scalar' ? throughAlias(base, range) : seenWhole(base, range);
  bases.set(made, base);
  return made;
}

/** Its parts are made when somebody asks for them. */
function seenWhole(base: Exclude<SyntaxNode, ScalarNode>, range: TextRange): SyntaxNode {
  const { written, flow, tag } = base;
  const common = { range, written, shared: true, flow, ...(tag === undefined ? {} : { tag }) };
  if (base.kind === 'sequence') {
    let items: readonly SyntaxNode[] | undefined;
    return {
      ...common,
      kind: 'sequence',
      get items() {
        return (items ??= base.items.map((item) => seen(item, range)));
      },
    };
  }
  let entries: readonly SyntaxEntry[] | undefined;
  return {
    ...common,
    kind: 'mapping',
    get entries() {
      return (entries ??= base.entries.map((entry) => seenEntry(entry, range)));
    },
  };
}

function seenEntry(entry: SyntaxEntry, range: TextRange): SyntaxEntry {
  let value: SyntaxNode | undefined;
  return {
    key: throughAlias(entry.key, range) as ScalarNode,
    get value() {
      return (value ??= seen(entry.value, range));
    },
    merged: entry.merged,
  };
}

/** An object whose values are worked out when somebody asks for them. */
export function objectAt(range: TextRange, values: Readonly<Record<string, () => SyntaxNode>>): SyntaxNode {
  const entries = Object.entries(values).map(([name, make]): SyntaxEntry => {
    let value: SyntaxNode | undefined;
    return {
      key: scalarAt(range, name, 'plain'),
      get value() {
        return (value ??= make());
      },
      merged: false,
    };
  });
  return { kind: 'mapping', range, written: range, shared: true, flow: false, entries };
}
