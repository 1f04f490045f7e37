import { BuiltMapping, BuiltScalar, BuiltSequence } from '../../../syntax/nodes.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { textOf } from '../../../syntax/syntaxTree.js';
import { entryAt, mappingAt, scalarAt } from '../terraform/build.js';
import { intrinsicOf } from './intrinsics.js';
import type { Parameter, SharedBy } from './template.js';

/** A name under which a template takes a value of another stack: a text, or a function that makes one. */
export interface TakenName {
  readonly by: SharedBy;
  readonly name: SyntaxNode;
}

/** A whole text that asks for a parameter; one of `ssm-secure` is a secret. */
const STORED = /^\{\{resolve:ssm:([^:}]*(?:\$\{[^}]*\}[^:}]*)*)(?::\d+)?\}\}$/u;

/**
 * The name under which a node takes a value that another stack gives; `undefined` where it takes none.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm.html
 */
export function takenBy(node: SyntaxNode): TakenName | undefined {
  const call = intrinsicOf(node);
  if (call?.name === 'ImportValue') {
    return { by: 'export', name: call.short ? untagged(call.argument) : call.argument };
  }
  const isSub = call?.name === 'Sub';
  const written = isSub ? call.argument : node;
  if (written.kind !== 'scalar' || (call !== undefined && !isSub)) return undefined;
  const name = STORED.exec(written.text)?.[1];
  if (name === undefined) return undefined;
  const scalar = scalarAt(written.written, name);
  return {
    by: 'parameter',
    name: isSub ? mappingAt(written.written, [entryAt(written.written, 'Fn::Sub', scalar)]) : scalar,
  };
}

/**
 * The name under which a parameter of a template takes its value from the parameter store, by its default.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export function storedDefault({ type, fallback }: Parameter): string | undefined {
  return type === 'AWS::SSM::Parameter::Value<String>' ? textOf(fallback) : undefined;
}

/** The node without its tag, which has been dealt with. */
function untagged(node: SyntaxNode): SyntaxNode {
  const place = { written: node.written, anchors: undefined, tag: undefined };
  if (node.kind === 'scalar') return new BuiltScalar(place, node.value, node.text, node.style);
  return node.kind === 'sequence'
    ? new BuiltSequence(place, node.items, node.flow)
    : new BuiltMapping(place, node.entries, node.flow);
}
