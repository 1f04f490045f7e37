import { BuiltMapping, BuiltScalar, BuiltSequence } from '../../../../syntax/nodes.js';
import type { ScalarNode, SyntaxEntry, SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { entries, textOf } from '../../../../syntax/syntaxTree.js';
import { entryAt, mappingAt, sequenceAt } from '../../terraform/build.js';
import { intrinsicOf } from '../intrinsics.js';

/** What names of one stack stand for in the template that several stacks are put together to. */
export interface StackNames {
  /** A parameter or resource: its name there, or what is handed over for it. */
  readonly named: (name: string) => string | SyntaxNode;
  /** An attribute of a resource; a node for an output of a stack that is here. */
  readonly attribute: (id: string, attribute: string) => string | SyntaxNode;
  /** Conditions, and mappings. */
  readonly own: (section: 'Conditions' | 'Mappings', name: string) => string;
  /** Notes a node, so that it is known of which file it is. Says whether it may be read. */
  readonly visit: (node: SyntaxNode) => boolean;
}

const MOST_DEPTH = 60;

/** A node of one stack in the words of all of them together. What names nothing of the stack is the very node. */
export function rewritten(names: StackNames, node: SyntaxNode, depth = 0): SyntaxNode {
  if (depth > MOST_DEPTH || !names.visit(node)) return node;
  const call = intrinsicOf(node);
  switch (call?.name) {
    case 'Ref':
      return call.argument.kind === 'scalar' ? reference(names, node, call.argument) : node;
    case 'GetAtt':
      return attribute(names, node, call.argument);
    case 'Sub':
      return substituted(names, node, call.argument, depth);
    case 'If':
      return withFirst(names, node, call.argument, 'Conditions', depth);
    case 'FindInMap':
      return withFirst(names, node, call.argument, 'Mappings', depth);
    case 'Condition':
      return call.argument.kind === 'scalar'
        ? called(node, call.argument, names.own('Conditions', call.argument.text))
        : node;
    default:
      return inside(names, node, depth);
  }
}

/** A node with what is in it in the words of all stacks. */
function inside(names: StackNames, node: SyntaxNode, depth: number): SyntaxNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'sequence') {
    const items = node.items.map((item) => rewritten(names, item, depth + 1));
    const isSame = items.every((item, index) => item === node.items[index]);
    return isSame ? node : new BuiltSequence(placeOf(node), items, node.flow);
  }
  const all = node.entries.map((one): SyntaxEntry => {
    // Beside the type of a resource and the value of an output, `Condition` is a name; in a policy it is an object.
    const isName = one.key.text === 'Condition' && one.value.kind === 'scalar';
    const value = isName
      ? called(one.value, one.value, names.own('Conditions', one.value.text))
      : rewritten(names, one.value, depth + 1);
    return value === one.value ? one : { ...one, value };
  });
  const isSame = all.every((one, index) => one === node.entries[index]);
  return isSame ? node : new BuiltMapping(placeOf(node), all, node.flow);
}

function reference(names: StackNames, node: SyntaxNode, argument: ScalarNode): SyntaxNode {
  const found = names.named(argument.text);
  return typeof found === 'string' ? called(node, argument, found) : found;
}

/** A call with another name in the place of its argument, in the form in which it is written. */
function called(node: SyntaxNode, argument: ScalarNode, name: string): SyntaxNode {
  if (name === argument.text) return node;
  const scalar = new BuiltScalar(placeOf(argument), name, name, argument.style);
  return node === argument || node.kind !== 'mapping' ? scalar : withArgument(node, scalar);
}

/** A call in its long form with another argument. */
function withArgument(node: SyntaxNode, argument: SyntaxNode): SyntaxNode {
  return node.kind === 'mapping'
    ? new BuiltMapping(
        placeOf(node),
        node.entries.map((one) => ({ ...one, value: argument })),
        node.flow,
      )
    : argument;
}

function attribute(names: StackNames, node: SyntaxNode, argument: SyntaxNode): SyntaxNode {
  const parts = argument.kind === 'sequence' ? argument.items.map((item) => textOf(item) ?? '…') : [];
  const whole = argument.kind === 'scalar' ? argument.text : parts.join('.');
  const dot = whole.indexOf('.');
  if (dot < 0 || argument.kind === 'mapping') return node;
  const found = names.attribute(whole.slice(0, dot), whole.slice(dot + 1));
  if (typeof found !== 'string') return found;
  const first = argument.kind === 'sequence' ? argument.items[0] : argument;
  if (first?.kind !== 'scalar' || found === whole) return node;
  const scalar = new BuiltScalar({ ...placeOf(first), tag: argument.tag }, found, found, first.style);
  return withArgument(node, scalar);
}

/** `Fn::If` and `Fn::FindInMap` begin with a name. */
function withFirst(
  names: StackNames,
  node: SyntaxNode,
  argument: SyntaxNode,
  section: 'Conditions' | 'Mappings',
  depth: number,
): SyntaxNode {
  if (argument.kind !== 'sequence') return inside(names, node, depth);
  const items = argument.items.map((item, index) =>
    index === 0 && item.kind === 'scalar' && intrinsicOf(item) === undefined
      ? called(item, item, names.own(section, item.text))
      : rewritten(names, item, depth + 1),
  );
  const isSame = items.every((item, index) => item === argument.items[index]);
  return isSame ? node : withArgument(node, new BuiltSequence(placeOf(argument), items, argument.flow));
}

/** What is handed over as a text is put in; for anything else the text gets a variable. */
function substituted(names: StackNames, node: SyntaxNode, argument: SyntaxNode, depth: number): SyntaxNode {
  const isList = argument.kind === 'sequence';
  const template = isList ? argument.items[0] : argument;
  if (template?.kind !== 'scalar') return inside(names, node, depth);
  const given = isList ? argument.items[1] : undefined;
  const own = entries(given).map((one) => ({ ...one, value: rewritten(names, one.value, depth + 1) }));
  const isOwn = new Set(own.map(({ key }) => key.text));
  const variables = new Map<string, SyntaxNode>();
  const text = template.text.replace(/\$\{([^!}][^}]*)\}/gu, (whole, inner: string) => {
    const name = inner.trim();
    if (isOwn.has(name)) return whole;
    const dot = name.indexOf('.');
    const found = dot < 0 ? names.named(name) : names.attribute(name.slice(0, dot), name.slice(dot + 1));
    if (typeof found === 'string') return `\${${found}}`;
    if (found.kind === 'scalar' && intrinsicOf(found) === undefined) return found.text;
    variables.set(name, found);
    return whole;
  });
  if (text === template.text && variables.size === 0 && !isList) return node;
  const written = new BuiltScalar({ ...placeOf(template), tag: undefined }, text, text, template.style);
  const added = [...variables].map(([name, value]) => entryAt(template.written, name, value));
  const all = [...own, ...added];
  const pieces = all.length === 0 ? [written] : [written, mappingAt(template.written, all)];
  return mappingAt(node.written, [entryAt(node.written, 'Fn::Sub', sequenceAt(node.written, pieces))]);
}

function placeOf(node: SyntaxNode): ConstructorParameters<typeof BuiltScalar>[0] {
  return { written: node.written, anchors: undefined, tag: node.tag };
}
