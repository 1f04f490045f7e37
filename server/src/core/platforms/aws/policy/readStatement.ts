import type { PolicyCondition, PrincipalKind } from '../../../model/policyDocument.js';
import type { MappingNode, ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { Guard } from '../text/guards.js';
import { assignments, guardWords, together } from '../text/guards.js';
import type { SourceText } from '../text/sourceText.js';
import { intrinsicOf } from '../template/intrinsics.js';
import type { PolicyReader } from './policyReader.js';
import { withProvider } from './provider.js';
import type { SourcePrincipal, SourceStatement } from './sourceStatement.js';

/** Elements whose parts do not simply add up: an entry less under `NotAction` allows more. */
const NOT_ADDITIVE = ['Effect', 'Condition', 'NotAction', 'NotResource', 'NotPrincipal'];

/**
 * Reads one statement. Where a template decides about parts of it, it becomes several, each with the conditions under
 * which it is there: entries of `Action`, `Resource` and `Principal` add up, so a statement with two of them is the same
 * as two statements; of everything else each way to turn out is a statement of its own.
 */
export function readStatement(
  reader: PolicyReader,
  node: MappingNode,
  outer: readonly Guard[],
): readonly SourceStatement[] {
  const conditions = [
    ...new Set(NOT_ADDITIVE.flatMap((name) => reader.texts.conditionsIn(get(node, name)))),
  ].filter((condition) => !outer.some((guard) => guard.condition === condition));
  return assignments(conditions).flatMap((assigned) => {
    const guards = together(outer, assigned) ?? outer;
    return readUnder(reader, node, guards, conditions.length > 3);
  });
}

function readUnder(
  reader: PolicyReader,
  node: MappingNode,
  guards: readonly Guard[],
  cut: boolean,
): readonly SourceStatement[] {
  const { texts } = reader;
  const list = (name: string): readonly SourceText[] | undefined => {
    const child = get(node, name);
    return child === undefined ? undefined : texts.texts(child, guards);
  };
  const effect = readEffect(reader, get(node, 'Effect'), guards);
  if (effect === undefined) return [];
  const sid = list('Sid')?.[0]?.shown;
  const notActions = list('NotAction');
  const notResources = list('NotResource');
  const notPrincipals = readPrincipals(reader, get(node, 'NotPrincipal'), guards);
  const { conditions, incomplete } = readConditions(reader, get(node, 'Condition'), guards);
  const base = {
    ...(sid === undefined ? {} : { sid }),
    effect,
    ...(notActions === undefined ? {} : { notActions }),
    ...(notResources === undefined ? {} : { notResources }),
    ...(notPrincipals === undefined ? {} : { notPrincipals }),
    conditions,
    ...(incomplete || cut ? { incomplete: true as const } : {}),
    origin: reader.reading.originOf(node),
    node,
  };
  return eachGroup(list('Action'), (actions, actionGuards) =>
    eachGroup(list('Resource'), (resources, resourceGuards) =>
      eachGroup(readPrincipals(reader, get(node, 'Principal'), guards), (principals, principalGuards) => {
        const own = together(actionGuards, resourceGuards);
        const all = own && together(own, principalGuards);
        const whole = all && together(guards, all);
        if (whole === undefined) return [];
        const told = withProvider(principals, conditions);
        return [
          {
            ...base,
            conditions: told.conditions,
            ...(actions === undefined ? {} : { actions }),
            ...(resources === undefined ? {} : { resources }),
            ...(told.principals === undefined ? {} : { principals: told.principals }),
            ...(whole.length === 0 ? {} : { possible: true as const }),
            guards: whole,
          },
        ];
      }),
    ),
  );
}

/** Calls `make` for the entries that are there in any case, and for each group that a condition decides about. */
function eachGroup<T extends SourceText>(
  items: readonly T[] | undefined,
  make: (items: readonly T[] | undefined, guards: readonly Guard[]) => readonly SourceStatement[],
): readonly SourceStatement[] {
  if (items === undefined) return make(undefined, []);
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = guardWords(item.guards);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  if (groups.size === 0) return make([], []);
  return [...groups.values()].flatMap((group) => make(group, group[0]?.guards ?? []));
}

function readEffect(
  reader: PolicyReader,
  node: SyntaxNode | undefined,
  guards: readonly Guard[],
): 'Allow' | 'Deny' | undefined {
  const text = reader.texts.texts(node, guards)[0]?.text;
  return text === 'Allow' || text === 'Deny' ? text : undefined;
}

const PRINCIPAL_KINDS: ReadonlySet<string> = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);

/** `"*"`, or lists of principals by kind. */
function readPrincipals(
  reader: PolicyReader,
  node: SyntaxNode | undefined,
  guards: readonly Guard[],
): readonly SourcePrincipal[] | undefined {
  if (node === undefined) return undefined;
  return reader.texts.branches(node, guards).flatMap((branch) => {
    const inner = together(guards, branch.guards) ?? guards;
    const under = <T extends SourceText>(text: T): T => ({
      ...text,
      guards: together(branch.guards, text.guards) ?? text.guards,
    });
    if (branch.node.kind !== 'mapping' || intrinsicOf(branch.node) !== undefined) {
      return reader.texts
        .texts(branch.node, inner)
        .map((text) => under({ ...text, kind: text.text === '*' ? 'any' : 'unknown' }));
    }
    return branch.node.entries.flatMap(({ key, value }) => {
      const kind = (PRINCIPAL_KINDS.has(key.text) ? key.text : 'unknown') as PrincipalKind;
      return reader.texts.texts(value, inner).map((text) => under({ ...text, kind }));
    });
  });
}

/** In JSON that stands in a string, a key may be computed. */
function keyText({ texts }: PolicyReader, key: ScalarNode): string {
  return key.tag === '!Sub' ? (texts.texts(key)[0]?.text ?? key.text) : key.text;
}

/** Operators with their keys; `incomplete` when something in there could not be read. */
function readConditions(
  reader: PolicyReader,
  node: SyntaxNode | undefined,
  guards: readonly Guard[],
): { readonly conditions: readonly PolicyCondition[]; readonly incomplete: boolean } {
  const conditions: PolicyCondition[] = [];
  let incomplete = false;
  const { texts, reading } = reader;
  for (const block of node === undefined ? [] : texts.branches(node, guards)) {
    if (block.node.kind !== 'mapping' || intrinsicOf(block.node) !== undefined) {
      incomplete = true;
      continue;
    }
    for (const { key: operator, value } of block.node.entries) {
      for (const { node: keys } of texts.branches(value, guards)) {
        if (keys.kind !== 'mapping' || intrinsicOf(keys) !== undefined) {
          incomplete = true;
          continue;
        }
        for (const entry of keys.entries) {
          conditions.push({
            operator: operator.text,
            key: keyText(reader, entry.key),
            values: texts.texts(entry.value, guards),
            operatorOrigin: reading.originOf(operator),
            origin: reading.originOf(entry.key),
          });
        }
      }
    }
  }
  return { conditions, incomplete };
}
