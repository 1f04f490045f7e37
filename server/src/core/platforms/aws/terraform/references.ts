import type { HclExpression, HclStep } from '../../../syntax/hcl/expression.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { resourceKind } from '../template/resourceKinds.js';
import {
  attributeAt,
  entryAt,
  mappingAt,
  patternAt,
  refAt,
  scalarAt,
  seenFrom,
  sequenceAt,
  unknownAt,
} from './build.js';
import type { Block } from './configuration.js';
import { convertedTo } from './conversions.js';
import { dataNode } from './dataSources.js';
import type { Env, Evaluator } from './evaluator.js';
import { rangeOf, sourceOf } from './evaluator.js';
import { NO_SCOPE } from './scope.js';
import { flatItems, isFunction } from './nodeText.js';
import { terraformType } from './resourceTypes.js';
import { hostAt, writtenNode } from './written.js';

type Access = Extract<HclExpression, { kind: 'access' }>;

/** Where a reference stands, and how it is written. */
interface Reference {
  readonly range: TextRange;
  readonly shown: string;
}

/** What `name.attribute[…]` stands for. */
export function referenceNode(evaluator: Evaluator, access: Access, env: Env): SyntaxNode {
  const named = withoutWord(access, env);
  return wordNode(evaluator, named, env, { range: rangeOf(named, env), shown: sourceOf(named, env) });
}

/** `resource.aws_iam_role.app` is a way to write `aws_iam_role.app`. */
function withoutWord(access: Access, env: Env): Access {
  const { of, steps } = access;
  const [type] = steps;
  return of.kind === 'name' && of.name === 'resource' && type?.kind === 'attribute' && !env.scope.has(of.name)
    ? { ...access, of: { ...of, name: type.name }, steps: steps.slice(1) }
    : access;
}

function wordNode(evaluator: Evaluator, { of, steps }: Access, env: Env, reference: Reference): SyntaxNode {
  if (of.kind !== 'name') return along(evaluator, evaluator.expression(of, env), steps, env, reference);
  const [first] = steps;
  const attribute = first?.kind === 'attribute' ? first.name : undefined;
  const bound = boundNode(of.name, attribute, env, reference);
  if (bound !== undefined) {
    return along(evaluator, bound.node, bound.whole ? steps : steps.slice(1), env, reference);
  }
  if (attribute === undefined) return unknownAt(reference.range, reference.shown);
  const own = evaluator.surroundings.dialect?.word(evaluator, of.name, steps, reference);
  if (own !== undefined) return along(evaluator, own.node, steps.slice(own.taken), env, reference);
  switch (of.name) {
    case 'var':
      return along(evaluator, variableNode(evaluator, attribute, reference), steps.slice(1), env, reference);
    case 'module':
      return moduleNode(evaluator, attribute, steps.slice(1), env, reference);
    case 'path':
      return pathNode(evaluator, attribute, reference);
    case 'local': {
      const node = evaluator.local(attribute);
      if (node === undefined) break;
      return along(evaluator, seenFrom(node, reference.range), steps.slice(1), env, reference);
    }
    case 'data':
      return dataReference(evaluator, attribute, steps.slice(1), env, reference);
    case 'terraform':
    case 'each':
    case 'count':
    case 'self':
      break;
    default:
      return resourceNode(evaluator, `${of.name}.${attribute}`, steps.slice(1), env, reference);
  }
  return unknownAt(reference.range, reference.shown);
}

function dataReference(
  evaluator: Evaluator,
  type: string,
  [name, ...rest]: readonly HclStep[],
  env: Env,
  { range, shown }: Reference,
): SyntaxNode {
  const attribute = instanceOf(rest);
  if (name?.kind !== 'attribute' || attribute === undefined) return unknownAt(range, shown);
  const address = `data.${type}.${name.name}`;
  const blocks = chosen(evaluator, evaluator.found(address), rest, env);
  const nodes = (blocks.length === 0 ? [undefined] : blocks).map(
    (block) => dataNode(evaluator, { block, type, attribute, range }) ?? unknownAt(range, shown),
  );
  return inTurn(range, nodes, rest);
}

/** The instances that the index behind an address leaves: all, where it says none, or one that is not known. */
function chosen<T extends { readonly instance?: string | number }>(
  evaluator: Evaluator,
  instances: readonly T[],
  steps: readonly HclStep[],
  env: Env,
): readonly T[] {
  const [first] = steps;
  const splat = /^\d+$/u;
  if (first?.kind !== 'index') return instances;
  const key = evaluator.expression(first.key, env);
  if (key.kind !== 'scalar' || instances.every(({ instance }) => instance === undefined)) return instances;
  const isNumber = splat.test(key.text);
  return instances.filter(
    ({ instance }) => instance === key.text || (isNumber && instance === Number(key.text)),
  );
}

/** The one node, or each in turn. */
function inTurn(range: TextRange, nodes: readonly SyntaxNode[], steps: readonly HclStep[]): SyntaxNode {
  const [only, ...others] = nodes;
  const isList = steps.some(({ kind }) => kind === 'splat');
  return only !== undefined && others.length === 0 && !isList ? only : sequenceAt(range, nodes);
}

/** What `module.name.output` comes to. */
function moduleNode(
  evaluator: Evaluator,
  name: string,
  steps: readonly HclStep[],
  env: Env,
  reference: Reference,
): SyntaxNode {
  const { range, shown } = reference;
  const instances = evaluator.surroundings.called(name);
  const output = instanceOf(steps);
  if (instances === undefined) return unknownAt(range, shown);
  const some = chosen(evaluator, instances, steps, env);
  if (output === undefined) {
    const made = some.map((one) => ({
      key: String(one.instance ?? ''),
      node: mappingAt(
        range,
        one.outputs.map((each) =>
          entryAt(range, each, one.output(each) ?? unknownAt(range, `${shown}.${each}`)),
        ),
      ),
    }));
    const [only] = made;
    if (only !== undefined && made.length === 1 && only.key === '') return only.node;
    return mappingAt(
      range,
      made.map(({ key, node }) => entryAt(range, key, node)),
    );
  }
  const at = steps.findIndex((step) => step.kind === 'attribute');
  const nodes = some.map((one) => {
    const node = one.output(output);
    if (node === undefined) return unknownAt(range, shown);
    return along(evaluator, seenFrom(node, range), steps.slice(at + 1), env, reference);
  });
  return inTurn(range, nodes, steps.slice(0, at));
}

/** https://developer.hashicorp.com/terraform/language/expressions/references#filesystem-and-workspace-info */
function pathNode(evaluator: Evaluator, attribute: string, { range, shown }: Reference): SyntaxNode {
  if (attribute === 'module') return scalarAt(range, evaluator.surroundings.path);
  return attribute === 'root' ? scalarAt(range, '.') : unknownAt(range, shown);
}

/** What a name alone stands for: one that a loop sets, or nothing that is known. */
export function nameNode(name: string, env: Env, reference: Reference): SyntaxNode {
  return boundNode(name, undefined, env, reference)?.node ?? unknownAt(reference.range, reference.shown);
}

/** What a loop gives a name, or `name.value`; `whole` says that no step went into finding it. */
function boundNode(
  name: string,
  attribute: string | undefined,
  { scope }: Env,
  { range }: Reference,
): { readonly node: SyntaxNode; readonly whole: boolean } | undefined {
  for (const [key, whole] of [
    [`${name}.${attribute ?? ''}`, false],
    [name, true],
  ] as const) {
    const nodes = scope.get(key);
    const [only, ...others] = nodes ?? [];
    if (only === undefined) continue;
    return {
      node: others.length === 0 ? seenFrom(only, range) : seenFrom(sequenceAt(range, nodes ?? []), range),
      whole,
    };
  }
  return undefined;
}

/** The attribute behind the index that tells instances of `count` and `for_each` apart; they are one here. */
function instanceOf(steps: readonly HclStep[]): string | undefined {
  const first = steps.find((step) => step.kind === 'attribute');
  return first?.name;
}

/** Follows steps into lists and objects that are written out. */
function along(
  evaluator: Evaluator,
  node: SyntaxNode,
  steps: readonly HclStep[],
  env: Env,
  reference: Reference,
): SyntaxNode {
  let at: SyntaxNode | undefined = node;
  for (const step of steps) {
    if (step.kind === 'splat') continue;
    const key: SyntaxNode =
      step.kind === 'attribute' ? scalarAt(reference.range, step.name) : evaluator.expression(step.key, env);
    at = stepInto(at, key, reference);
    if (at === undefined) return unknownAt(reference.range, reference.shown);
  }
  return at;
}

function stepInto(node: SyntaxNode, key: SyntaxNode, reference: Reference): SyntaxNode | undefined {
  const isKnown = key.kind === 'scalar';
  if (node.kind === 'mapping') {
    if (isFunction(node)) return undefined;
    if (isKnown) return get(node, key.text);
    return sequenceAt(
      reference.range,
      node.entries.map(({ value }) => value),
    );
  }
  if (node.kind === 'scalar') return undefined;
  if (isKnown && /^\d+$/u.test(key.text)) return flatItems(node)?.[Number(key.text)];
  // Which one of them is asked for hangs on the turn of a loop: each is, in turn.
  if (!isKnown) return node;
  const found = node.items.flatMap((item) => stepInto(item, key, reference) ?? []);
  return found.length === node.items.length ? sequenceAt(reference.range, found) : undefined;
}

/** A variable: what is handed over, or its default, which whoever applies the configuration may replace. */
function variableNode(evaluator: Evaluator, name: string, { range, shown }: Reference): SyntaxNode {
  const given = evaluator.surroundings.argument(name);
  const block = evaluator.configuration.variable(name);
  if (given !== undefined) return seenFrom(convertedTo(typeOf(block), given), range);
  const fallback = evaluator.surroundings.setting(name) ?? get(block?.body, 'default');
  if (fallback === undefined) return unknownAt(range, shown);
  // A caller that is here and says nothing means the default.
  if (evaluator.surroundings.isCalled) {
    return seenFrom(convertedTo(typeOf(block), evaluator.value(fallback, NO_SCOPE)), range);
  }
  return fallbackNode(evaluator, `${evaluator.surroundings.prefix}var.${name}`, fallback, range);
}

/** The type that a variable says to have, where that is a word. */
function typeOf(block: Block | undefined): string | undefined {
  return textOf(get(block?.body, 'type'))?.replace(/^\$\{(.*)\}$/su, '$1');
}

function fallbackNode(evaluator: Evaluator, name: string, node: SyntaxNode, range: TextRange): SyntaxNode {
  if (!evaluator.reading.visit()) return unknownAt(range, name);
  if (node.kind === 'sequence') {
    const items = node.items.map((item, at) =>
      fallbackNode(evaluator, `${name}[${String(at)}]`, item, range),
    );
    // An empty list is where others are put in.
    return items.length === 0 ? unknownAt(range, name) : sequenceAt(range, items);
  }
  if (node.kind === 'mapping') {
    const entries = node.entries.map(({ key, value }) => ({
      key: seenFrom(key, range) as typeof key,
      value: fallbackNode(evaluator, `${name}.${key.text}`, value, range),
      merged: false,
    }));
    return entries.length === 0
      ? unknownAt(range, name)
      : seenFrom({ ...emptyMapping(node, range), entries }, range);
  }
  evaluator.parameter(name, node);
  return refAt(range, name);
}

function emptyMapping(node: SyntaxNode, range: TextRange): Extract<SyntaxNode, { kind: 'mapping' }> {
  return { kind: 'mapping', range, written: node.written, shared: true, flow: true, entries: [] };
}

function resourceNode(
  evaluator: Evaluator,
  address: string,
  steps: readonly HclStep[],
  env: Env,
  reference: Reference,
): SyntaxNode {
  const { range, shown } = reference;
  // All types of providers have the provider's name before them.
  if (!/^[^.]*_/u.test(address)) return unknownAt(range, shown);
  const attribute = instanceOf(steps);
  const blocks = chosen(evaluator, evaluator.found(address), steps, env);
  if (attribute === undefined) return wholeNode(evaluator, blocks, reference);
  const [first] = blocks;
  // What stands in another file of the module keeps its address, for the files to be put together by.
  if (first === undefined) return attributeAt(range, address, attribute);
  const nodes = blocks.map((block) => oneNode(evaluator, block, attribute, range));
  return inTurn(range, nodes, steps);
}

/** One attribute of one instance. */
function oneNode(evaluator: Evaluator, block: Block, attribute: string, range: TextRange): SyntaxNode {
  return (
    identityOf(block.address, block.type, attribute, range) ??
    specialNode(evaluator, block, attribute, range) ??
    writtenNode(evaluator, block, attribute, range) ??
    attributeAt(range, block.address, attribute)
  );
}

/** What others mostly ask of a resource that is handed on as a whole. */
const ATTRIBUTES = ['arn', 'id', 'name', 'key', 'value'] as const;

/** A resource as an object, or the objects of its instances by their keys. */
function wholeNode(evaluator: Evaluator, blocks: readonly Block[], { range, shown }: Reference): SyntaxNode {
  const [first] = blocks;
  if (first === undefined) return unknownAt(range, shown);
  const objects = blocks.map((block) => ({
    key: String(block.instance ?? ''),
    node: mappingAt(
      range,
      ATTRIBUTES.map((name) => entryAt(range, name, oneNode(evaluator, block, name, range))),
    ),
  }));
  const [only] = objects;
  if (first.instance === undefined && only !== undefined) return only.node;
  if (typeof first.instance === 'number') {
    return sequenceAt(
      range,
      objects.map(({ node }) => node),
    );
  }
  return mappingAt(
    range,
    objects.map(({ key, node }) => entryAt(range, key, node)),
  );
}

/** The ARN or the name of a resource of a type that is read. */
function identityOf(
  address: string,
  type: string,
  attribute: string,
  range: TextRange,
): SyntaxNode | undefined {
  const kind = terraformType(type);
  if (kind === undefined) return undefined;
  if (attribute === 'arn' || (attribute === 'id' && kind.id === 'arn')) {
    return attributeAt(range, address, 'Arn');
  }
  const isName = attribute === kind.name?.[0] || (attribute === 'id' && kind.id === undefined);
  return isName && resourceKind(kind.type)?.ref === 'name' ? refAt(range, address) : undefined;
}

/** Attributes that are not as they are written. */
function specialNode(
  evaluator: Evaluator,
  block: Block,
  attribute: string,
  range: TextRange,
): SyntaxNode | undefined {
  if (block.type === 'aws_iam_openid_connect_provider' && attribute === 'url') {
    return hostAt(range, writtenNode(evaluator, block, 'url', range));
  }
  if (block.type === 'aws_cloudwatch_log_group' && attribute === 'arn') {
    const name = writtenNode(evaluator, block, 'name', range) ?? unknownAt(range, `${block.address}.name`);
    return patternAt(range, LOG_GROUP, name);
  }
  return undefined;
}

/**
 * Without the `:*` that CloudFormation's attribute has at its end.
 *
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_log_group#attribute-reference
 */
const LOG_GROUP = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:{name}';
