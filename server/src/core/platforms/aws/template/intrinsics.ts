import type { SyntaxNode } from '../../../syntax/syntaxTree.js';

/** A function of CloudFormation, in its long or short form. */
export interface Intrinsic {
  /** Without `Fn::`: `Ref`, `Sub`, `GetAtt`, `If`. */
  readonly name: string;
  readonly argument: SyntaxNode;
  /** Whether the argument is the tagged node itself (`!Sub x`), whose tag then says nothing more. */
  readonly short: boolean;
}

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html, and
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html
 */
const NAMES: ReadonlySet<string> = new Set(
  'Ref Sub GetAtt If Join Select Split ImportValue FindInMap Base64 GetAZs Cidr Transform Length ToJsonString And Or Not Equals Condition GetStackOutput'.split(
    ' ',
  ),
);

/** The function that a node calls; `undefined` for any other node. `untagged` says that its tag has been dealt with. */
export function intrinsicOf(node: SyntaxNode, untagged = false): Intrinsic | undefined {
  if (!untagged && node.tag?.startsWith('!') === true) {
    const name = node.tag.slice(1).replace(/^Fn::/u, '');
    return NAMES.has(name) ? { name, argument: node, short: true } : undefined;
  }
  if (node.kind !== 'mapping' || node.entries.length !== 1) return undefined;
  const [entry] = node.entries;
  if (entry === undefined) return undefined;
  const key = entry.key.text;
  const name = key.startsWith('Fn::') ? key.slice(4) : key === 'Ref' ? key : '';
  return NAMES.has(name) ? { name, argument: entry.value, short: false } : undefined;
}
