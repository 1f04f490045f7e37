import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, textOf } from '../../../syntax/syntaxTree.js';
import type { Part } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import { intrinsicOf } from './intrinsics.js';
import type { Template } from './template.js';

/** How a condition of a template turns out. */
export interface Decided {
  readonly holds: boolean;
  /** Whether a default of a parameter decides it, which whoever deploys may change. */
  readonly inferred: boolean;
}

/** What tells how the values turn out that a condition compares. */
interface ConditionReader {
  readonly template: Template;
  readonly parts: (node: SyntaxNode | undefined, depth?: number) => readonly Part[];
}

/** Conditions in conditions; one that leads back to itself is not known. */
const MOST_DEPTH = 20;

/**
 * How a condition turns out, by the defaults of parameters; `undefined` where that is only known at deployment.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 */
export function decidedCondition(reader: ConditionReader, name: string, depth = 0): Decided | undefined {
  const node = entry(reader.template.conditions, name)?.value;
  return node === undefined || depth > MOST_DEPTH ? undefined : decided(reader, node, depth + 1);
}

function decided(reader: ConditionReader, node: SyntaxNode, depth: number): Decided | undefined {
  const call = conditionCall(node);
  if (call === undefined || depth > MOST_DEPTH) return undefined;
  const { name, argument } = call;
  if (name === 'Condition') return decidedCondition(reader, textOf(argument) ?? '', depth);
  const items = argument.kind === 'sequence' ? argument.items : [];
  if (name === 'Equals') return equal(reader, items, depth);
  const sides = items.map((item) => decided(reader, item, depth + 1));
  if (name === 'Not') {
    const [only] = sides;
    return only && { ...only, holds: !only.holds };
  }
  return name === 'And' || name === 'Or' ? joined(sides, name === 'Or') : undefined;
}

/** `Condition` names another one; elsewhere it is a key like any other. */
function conditionCall(
  node: SyntaxNode,
): { readonly name: string; readonly argument: SyntaxNode } | undefined {
  const intrinsic = intrinsicOf(node);
  if (intrinsic !== undefined) return intrinsic;
  const [only] = node.kind === 'mapping' && node.entries.length === 1 ? node.entries : [];
  return only?.key.text === 'Condition' ? { name: 'Condition', argument: only.value } : undefined;
}

/** One that is `decisive` decides alone; without one all have to be known. */
function joined(sides: readonly (Decided | undefined)[], decisive: boolean): Decided | undefined {
  const deciding = sides.filter((side) => side?.holds === decisive);
  if (deciding.length > 0) {
    return { holds: decisive, inferred: deciding.every((side) => side?.inferred === true) };
  }
  if (sides.length === 0 || sides.includes(undefined)) return undefined;
  return { holds: !decisive, inferred: sides.some((side) => side?.inferred === true) };
}

function equal(reader: ConditionReader, items: readonly SyntaxNode[], depth: number): Decided | undefined {
  const [a, b] = items.map((item) => valueOf(reader, item, depth));
  return a === undefined || b === undefined
    ? undefined
    : { holds: a.text === b.text, inferred: a.inferred || b.inferred };
}

function valueOf(
  reader: ConditionReader,
  node: SyntaxNode,
  depth: number,
): Pick<Part, 'text' | 'inferred'> | undefined {
  const intrinsic = intrinsicOf(node);
  const parameter =
    intrinsic?.name === 'Ref' ? reader.template.parameter(textOf(intrinsic.argument) ?? '') : undefined;
  // Only here an empty default says something.
  if (
    parameter !== undefined &&
    textOf(parameter.fallback) === '' &&
    !parameter.type.startsWith('AWS::SSM')
  ) {
    return { text: '', inferred: true };
  }
  const [only, ...others] = reader.parts(node, depth);
  return only === undefined || others.length > 0 || only.guards.length > 0 || !isKnown(only)
    ? undefined
    : only;
}
