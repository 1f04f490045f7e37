import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { MappingNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { When } from './build.js';
import { entryAt, ifAt, mappingAt, scalarAt, sequenceAt, unknownAt, whenAt } from './build.js';
import type { Block } from './configuration.js';
import { each } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import type { Scope } from './scope.js';
import { presenceOf, startOf, turnsOf, withIterator } from './loops.js';
import { isFunction, isNothing, MOST_NESTED, sidesOf } from './nodeText.js';

/** A block within a block, as many times as a loop makes it. */
interface Inner {
  readonly body: MappingNode;
  readonly scope: Scope;
  /** The condition under which it is there. */
  readonly when?: When | undefined;
}

/**
 * The policy that a data source `aws_iam_policy_document` makes.
 *
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
 */
export function documentNode(evaluator: Evaluator, block: Block): SyntaxNode {
  const { body, key } = block;
  const scope = evaluator.scopeOf(block);
  const own = innerBlocks(evaluator, body, 'statement', scope).map((inner) =>
    statementNode(evaluator, inner),
  );
  const statements = [
    ...documentsOf(evaluator, block, 'source', scope),
    own,
    ...documentsOf(evaluator, block, 'override', scope),
  ].reduce(mergedStatements, []);
  const version = get(body, 'version');
  return mappingAt(body.range, [
    entryAt(
      key.range,
      'Version',
      version === undefined ? scalarAt(key.range, '2012-10-17') : evaluator.value(version, scope),
    ),
    entryAt(key.range, 'Statement', sequenceAt(body.range, statements)),
  ]);
}

/** The statements of each document that is taken in; of one that is not known, the text that names it. */
function documentsOf(
  evaluator: Evaluator,
  block: Block,
  which: 'source' | 'override',
  scope: Scope,
): readonly (readonly SyntaxNode[])[] {
  return [`${which}_json`, `${which}_policy_documents`].flatMap((name) => {
    const node = get(block.body, name);
    return node === undefined ? [] : statementLists(evaluator, block, evaluator.value(node, scope));
  });
}

function statementLists(
  evaluator: Evaluator,
  outer: Block,
  node: SyntaxNode,
  depth = 0,
): readonly (readonly SyntaxNode[])[] {
  if (depth > MOST_NESTED) return [[unknownAt(node.range, '…')]];
  if (node.kind === 'sequence') {
    return node.items.flatMap((item) => statementLists(evaluator, outer, item, depth + 1));
  }
  const sides = sidesOf(node);
  if (sides !== undefined) {
    return [sides.yes, sides.no].flatMap((side, at) =>
      statementLists(evaluator, outer, side, depth + 1).map((list) =>
        list.map((one) => whenAt(one, { condition: sides.condition, holds: at === 0 })),
      ),
    );
  }
  const statement = get(node, 'Statement');
  if (statement === undefined) {
    const isNothing =
      textOf(node) === '' || (node.kind === 'scalar' && node.value === null) || isLeftOut(node);
    return isNothing ? [] : [[node]];
  }
  const maker = evaluator.maker(node);
  const when = maker && presenceOf(evaluator, maker, outer);
  return [each(statement).map((one) => whenAt(one, when))];
}

/** The side of a condition that is as if it were not written. */
function isLeftOut(node: SyntaxNode): boolean {
  return textOf(get(node, 'Ref')) === 'AWS::NoValue';
}

/**
 * A statement with an id takes the place of an earlier one with the same.
 *
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/policy_model.go, `Merge`
 */
function mergedStatements(
  before: readonly SyntaxNode[],
  added: readonly SyntaxNode[],
): readonly SyntaxNode[] {
  const sidOf = (statement: SyntaxNode): string => textOf(get(statement, 'Sid')) ?? '';
  const replaced = new Map(added.map((statement) => [sidOf(statement), statement]));
  replaced.delete('');
  const kept = before.map((statement) => replaced.get(sidOf(statement)) ?? statement);
  const present = new Set(kept);
  return [...kept, ...added.filter((statement) => !present.has(statement))];
}

/** Blocks of a type, those that `dynamic` makes among them. */
function innerBlocks(evaluator: Evaluator, body: MappingNode, type: string, scope: Scope): readonly Inner[] {
  const plain = each(get(body, type)).flatMap((node) =>
    node.kind === 'mapping' ? [{ body: node, scope }] : [],
  );
  const dynamic = each(get(get(body, 'dynamic'), type)).flatMap((node) =>
    dynamicBlocks(evaluator, node, type, scope),
  );
  return [...plain, ...dynamic];
}

/** https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
function dynamicBlocks(evaluator: Evaluator, node: SyntaxNode, type: string, scope: Scope): readonly Inner[] {
  const content = each(get(node, 'content'))[0];
  const over = get(node, 'for_each');
  if (content?.kind !== 'mapping' || over === undefined || !evaluator.reading.visit()) return [];
  const iterator = textOf(get(node, 'iterator'))?.replace(/^\$\{(.*)\}$/u, '$1') ?? type;
  const turns = turnsOf(evaluator.value(over, scope));
  if (turns === undefined) {
    const when = { condition: textOf(over)?.replace(/^\$\{(.*)\}$/su, '$1') ?? '…', holds: true };
    return [{ body: content, scope: withIterator(scope, iterator, []), when }];
  }
  return turns.map((turn) => ({
    body: content,
    scope: withIterator(scope, iterator, [turn]),
    when: turn.when,
  }));
}

/** Lists of a statement, by the element that each becomes. */
const LISTS = {
  actions: 'Action',
  not_actions: 'NotAction',
  resources: 'Resource',
  not_resources: 'NotResource',
} as const;

/** `null` is as if the argument were not written. */
function isNull(node: SyntaxNode): boolean {
  return isNothing(node) || (node.kind === 'scalar' && node.value === null);
}

function statementNode(evaluator: Evaluator, inner: Inner): SyntaxNode {
  const { body, scope, when } = inner;
  const sid = entry(body, 'sid');
  const id = sid && evaluator.value(sid.value, scope);
  const effect = entry(body, 'effect');
  const written = effect && evaluator.value(effect.value, scope);
  const start = startOf(body.range);
  const lists = listEntries(evaluator, inner);
  // A loop that makes statements of variables says nothing of any of them.
  if (when !== undefined && lists.length > 0 && lists.every(({ value }) => isOpen(value))) {
    return unknownAt(body.range, when.condition);
  }
  const entries: SyntaxEntry[] = [
    // One that is worked out in each turn of a loop differs from turn to turn.
    ...(sid === undefined || id === undefined || evaluator.text(id).includes(UNKNOWN_PART)
      ? []
      : [entryAt(sid.key.range, 'Sid', id)]),
    effect === undefined || written === undefined || isNull(written)
      ? entryAt(start, 'Effect', scalarAt(start, 'Allow'))
      : entryAt(effect.key.range, 'Effect', written),
    ...lists,
    ...principalEntries(evaluator, inner),
  ];
  const conditions = innerBlocks(evaluator, body, 'condition', scope);
  const at = entry(body, 'condition')?.key.range ?? start;
  const condition = conditionsNode(evaluator, conditions, at);
  if (condition !== undefined) entries.push(entryAt(at, 'Condition', condition));
  return whenAt(mappingAt(body.range, entries), when);
}

/** The lists of a statement; of two that exclude each other, not the one of which nothing is known. */
function listEntries(evaluator: Evaluator, { body, scope }: Inner): readonly SyntaxEntry[] {
  const found = Object.entries(LISTS).flatMap(([name, element]) => {
    const attribute = entry(body, name);
    const node = attribute && evaluator.value(attribute.value, scope);
    // An empty list is as if it were not written.
    if (attribute === undefined || node === undefined || isEmpty(node)) return [];
    const value = element.endsWith('Action') ? node : withVariables(node);
    return [entryAt(attribute.key.range, element, value)];
  });
  return found.filter(({ key, value }) => {
    const other = key.text.startsWith('Not') ? key.text.slice(3) : `Not${key.text}`;
    const rival = found.find((one) => one.key.text === other);
    if (rival === undefined || !isOpen(value)) return true;
    return isOpen(rival.value) && !key.text.startsWith('Not');
  });
}

function isEmpty(node: SyntaxNode): boolean {
  return node.kind === 'sequence' ? node.items.length === 0 : node.kind === 'scalar' && node.value === null;
}

/** Whether nothing is known of a value but where it comes from. */
function isOpen(node: SyntaxNode): boolean {
  return isFunction(node) && get(node, 'Ref') !== undefined;
}

function principalEntries(evaluator: Evaluator, { body, scope }: Inner): readonly SyntaxEntry[] {
  const names = ['principals', 'not_principals'] as const;
  const found = names.map((name) => innerBlocks(evaluator, body, name, scope));
  return names.flatMap((name, index) => {
    const blocks = found[index] ?? [];
    const others = found[1 - index] ?? [];
    const isOther =
      name === 'not_principals' && others.length > 0 && blocks.every(({ when }) => when !== undefined);
    if (blocks.length === 0 || isOther) return [];
    const at = entry(body, name)?.key.range ?? startOf(body.range);
    const element = name === 'principals' ? 'Principal' : 'NotPrincipal';
    return [entryAt(at, element, principalsNode(evaluator, blocks, at))];
  });
}

/** `type = "*"` with nothing else stands for `"Principal": "*"`. */
function principalsNode(evaluator: Evaluator, blocks: readonly Inner[], at: SyntaxNode['range']): SyntaxNode {
  const byType = new Map<string, { readonly at: SyntaxNode['range']; readonly nodes: SyntaxNode[] }>();
  for (const { body, scope, when } of blocks) {
    const type = entry(body, 'type');
    const identifiers = get(body, 'identifiers');
    if (type === undefined || identifiers === undefined) continue;
    const name = evaluator.text(evaluator.value(type.value, scope));
    const list = byType.get(name) ?? { at: type.value.range, nodes: [] };
    byType.set(name, list);
    list.nodes.push(whenAt(withVariables(evaluator.value(identifiers, scope)), when));
  }
  const any = byType.get('*')?.nodes[0];
  if (any !== undefined && byType.size === 1) {
    const [only, ...others] = any.kind === 'sequence' ? any.items : [any];
    if (only !== undefined && others.length === 0) return only;
  }
  return mappingAt(
    at,
    [...byType].map(([name, { at: place, nodes }]) => {
      const [only, ...others] = nodes;
      return entryAt(
        place,
        name,
        only !== undefined && others.length === 0 ? only : sequenceAt(place, nodes),
      );
    }),
  );
}

/** All conditions of a statement; one that may be absent makes two ways for the whole of them to turn out. */
function conditionsNode(
  evaluator: Evaluator,
  blocks: readonly Inner[],
  at: SyntaxNode['range'],
  depth = 0,
): SyntaxNode | undefined {
  const open = blocks.find(({ when }) => when !== undefined);
  if (open?.when !== undefined && depth < 3) {
    const others = blocks.filter((block) => block !== open);
    const withIt = blocks.map((block) => (block === open ? { ...block, when: undefined } : block));
    const [present, absent] = [withIt, others].map((some) => conditionsNode(evaluator, some, at, depth + 1));
    const { condition, holds } = open.when;
    return holds ? ifAt(at, condition, present, absent) : ifAt(at, condition, absent, present);
  }
  // What may be absent and is not told apart any more narrows nothing for certain.
  const certain = blocks.filter(({ when }) => when === undefined);
  if (certain.length === 0) return blocks.length === 0 ? undefined : unknownAt(at, 'condition');
  return certainConditions(evaluator, certain, at);
}

/** One entry for each block, under its own operator; values of one key under one operator are put together. */
function certainConditions(
  evaluator: Evaluator,
  blocks: readonly Inner[],
  at: SyntaxNode['range'],
): SyntaxNode {
  const found = new Map<
    string,
    { readonly block: SyntaxNode; readonly test: SyntaxEntry; key: SyntaxEntry }
  >();
  for (const { body, scope } of blocks) {
    const test = get(body, 'test');
    const variable = get(body, 'variable');
    const values = get(body, 'values');
    if (test === undefined || variable === undefined || values === undefined) continue;
    const operator = evaluator.text(evaluator.value(test, scope));
    const key = evaluator.text(evaluator.value(variable, scope));
    const node = withVariables(evaluator.value(values, scope));
    const before = found.get(`${operator} ${key}`);
    if (before === undefined) {
      const entries = { test: entryAt(test.range, operator, node), key: entryAt(variable.range, key, node) };
      found.set(`${operator} ${key}`, { block: body, ...entries });
    } else {
      before.key = { ...before.key, value: sequenceAt(before.key.value.range, [before.key.value, node]) };
    }
  }
  return mappingAt(
    at,
    [...found.values()].map(({ block, test, key }) => ({ ...test, value: mappingAt(block.range, [key]) })),
  );
}

/** `&{aws:username}` stands for a variable of IAM, since `${…}` is Terraform's own. */
function withVariables(node: SyntaxNode, depth = 0): SyntaxNode {
  // What lies deeper is not read either.
  if (depth > 2 * MOST_NESTED) return unknownAt(node.range, '…');
  if (node.kind === 'sequence') {
    return sequenceAt(
      node.range,
      node.items.map((item) => withVariables(item, depth + 1)),
    );
  }
  if (node.kind === 'mapping') {
    if (!isFunction(node)) return node;
    return mappingAt(
      node.range,
      node.entries.map((one) => ({ ...one, value: withVariables(one.value, depth + 1) })),
    );
  }
  return node.text.includes('&{') ? scalarAt(node.range, node.text.replaceAll('&{', '${'), node.style) : node;
}
