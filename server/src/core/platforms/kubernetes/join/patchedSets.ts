import type { RoleRule } from '../../../knowledge/kubernetes/defaultRoles.js';
import { sensitivityOf } from '../../../knowledge/names/words.js';
import type { Breadth } from '../../../model/breadth.js';
import type { Grant, Unknown } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { PatchDocument, PatchOperation, PatchValue } from '../../../model/overlay.js';
import type { PermissionSet, SetLine } from '../../../model/permissionSet.js';
import { builtinGrants } from './builtinGrants.js';
import { roleNameOf } from './names.js';
import { patchedWith } from './patched.js';
import type { PlacedPatch } from './patches.js';
import { isLabel, itemsAt, roleObject, textAt, valueAt } from './patches.js';

/** A rule that a patch leaves as it is, or one that it makes, with the text that does. */
interface Line {
  readonly parts: SetLine['parts'];
  readonly kept?: SetLine;
  readonly origin: Origin;
}

/** A Role or ClusterRole after patches. */
export function patchedSet(fact: PermissionSet, patches: readonly PlacedPatch[]): PermissionSet | undefined {
  if (roleNameOf(fact.key) === undefined) return fact;
  let lines: readonly Line[] = (fact.lines ?? []).map((line) => ({
    parts: line.parts,
    kept: line,
    origin: fact.origin,
  }));
  const unknowns: Unknown[] = [];
  const labels: Record<string, string> = {};
  const object = roleObject(fact.noun, fact.subject, fact.name);
  const left = patchedWith(fact, object, patches, (before, document) => {
    lines = patchedLines(lines, document, unknowns);
    if ('merge' in document) {
      for (const [key, value] of entriesAt(document.merge, 'metadata', 'labels')) labels[key] = value;
      const aggregation = valueAt(document.merge, 'aggregationRule');
      if (aggregation !== undefined) unknowns.push(notFollowed(aggregation.origin));
    } else {
      for (const { op, path, value } of document.operations) {
        const text = isLabel(path) && op !== 'remove' ? textAt(value) : undefined;
        if (text !== undefined) labels[path[2] ?? ''] = text;
      }
    }
    return before;
  });
  if (left === undefined) return undefined;
  return {
    ...fact,
    grants: fact.aggregates === undefined ? grantsOf(fact, lines) : fact.grants,
    ...(Object.keys(labels).length === 0 ? {} : { labels: { ...fact.labels, ...labels } }),
    ...(unknowns.length === 0 ? {} : { unknowns: [...fact.unknowns, ...unknowns] }),
  };
}

function entriesAt(value: PatchValue, ...path: readonly string[]): readonly (readonly [string, string])[] {
  const found = valueAt(value, ...path);
  if (found === undefined || !('entries' in found)) return [];
  return found.entries.flatMap(([key, each]) =>
    'scalar' in each && each.scalar !== null ? [[key, String(each.scalar)] as const] : [],
  );
}

function notFollowed(origin: Origin): Unknown {
  return { what: 'what a patch makes of its rules', why: 'that change is not followed', origin };
}

function patchedLines(lines: readonly Line[], document: PatchDocument, unknowns: Unknown[]): readonly Line[] {
  if ('merge' in document) {
    // A list of rules is replaced as a whole.
    return valueAt(document.merge, 'rules') === undefined
      ? lines
      : itemsAt(document.merge, 'rules').map(lineOf);
  }
  return document.operations
    .filter(({ path, op }) => path[0] === 'rules' && op !== 'test')
    .reduce((before, operation) => {
      const after = afterOperation(before, operation);
      if (after === undefined) unknowns.push(notFollowed(operation.origin));
      return after ?? before;
    }, lines);
}

const PARTS = ['apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs'] as const;

function lineOf(value: PatchValue): Line {
  const parts = PARTS.flatMap((part) => {
    const texts = textsOf(valueAt(value, part));
    return texts.length === 0 ? [] : [[part, texts] as const];
  });
  return { parts: Object.fromEntries(parts), origin: placeIn(value) };
}

function textsOf(value: PatchValue | undefined): readonly string[] {
  return itemsAt(value).flatMap((item) =>
    'scalar' in item ? [item.scalar === null ? '' : String(item.scalar)] : [],
  );
}

/** Where to point for a rule: its first verb, which every rule has. */
function placeIn(value: PatchValue): Origin {
  return itemsAt(value, 'verbs')[0]?.origin ?? value.origin;
}

/** The rules after one operation of a patch; `undefined` for one that is not followed. */
function afterOperation(
  lines: readonly Line[],
  { op, path, value, origin }: PatchOperation,
): readonly Line[] | undefined {
  const [, place, part, item] = path;
  if (op !== 'add' && op !== 'replace' && op !== 'remove') return undefined;
  if (place === undefined) return value === undefined ? [] : itemsAt(value).map(lineOf);
  const index = place === '-' ? lines.length : Number(place);
  if (!Number.isInteger(index) || index > lines.length) return undefined;
  if (part === undefined) {
    if (op === 'remove') return lines.toSpliced(index, 1);
    return value === undefined ? undefined : lines.toSpliced(index, op === 'replace' ? 1 : 0, lineOf(value));
  }
  const old = lines[index];
  const texts = old && afterListOperation(old.parts[part] ?? [], { op, item, value });
  if (old === undefined || texts === undefined) return undefined;
  return lines.toSpliced(index, 1, { parts: { ...old.parts, [part]: texts }, origin });
}

function afterListOperation(
  texts: readonly string[],
  {
    op,
    item,
    value,
  }: { readonly op: string; readonly item: string | undefined; readonly value: PatchValue | undefined },
): readonly string[] | undefined {
  if (item === undefined) return op === 'remove' ? [] : textsOf(value);
  const index = item === '-' ? texts.length : Number(item);
  if (!Number.isInteger(index) || index > texts.length) return undefined;
  if (op === 'remove') return texts.toSpliced(index, 1);
  const text =
    value !== undefined && 'scalar' in value && value.scalar !== null ? String(value.scalar) : undefined;
  return text === undefined ? undefined : texts.toSpliced(index, op === 'replace' ? 1 : 0, text);
}

function grantsOf(fact: PermissionSet, lines: readonly Line[]): readonly Grant[] {
  const namespace = fact.subject['role'] === undefined ? null : (fact.subject['namespace'] ?? '');
  return lines.flatMap(({ parts, kept, origin }) => {
    if (kept === undefined) return madeGrants(parts, origin, namespace);
    const { start, end } = kept.extent;
    return fact.grants.filter(({ origin: at }) => at.range.start >= start && at.range.end <= end);
  });
}

/** The grants of a rule that stands in a patch. What an API server refuses gives none. */
function madeGrants(parts: SetLine['parts'], origin: Origin, namespace: string | null): readonly Grant[] {
  const rule: RoleRule = {
    apiGroups: parts['apiGroups'] ?? [],
    resources: parts['resources'] ?? [],
    verbs: parts['verbs'] ?? [],
    ...(parts['resourceNames'] === undefined ? {} : { resourceNames: parts['resourceNames'] }),
    ...(namespace !== null || parts['nonResourceURLs'] === undefined
      ? {}
      : { nonResourceURLs: parts['nonResourceURLs'] }),
  };
  const sensitivity = [...new Set((rule.resourceNames ?? []).flatMap((name) => sensitivityOf(name)))];
  return builtinGrants([rule], origin).map((grant): Grant => {
    const breadth = breadthOf(grant, origin);
    return {
      ...grant,
      certainty: 'declared',
      declaredFor: 'session',
      breadth,
      ...(sensitivity.length === 0 ? {} : { sensitivity }),
      attributes: {
        ...grant.attributes,
        namespace: grant.attributes?.['nonResourceURLs'] === undefined ? namespace : null,
      },
    };
  });
}

function breadthOf({ attributes }: Pick<Grant, 'attributes'>, origin: Origin): readonly Breadth[] {
  const whole = (dimension: Breadth['dimension'], covers: string): Breadth => ({
    dimension,
    form: 'all',
    text: '*',
    covers,
    whole: true,
    narrowable: true,
    options: [],
    origin,
  });
  const resource = attributes?.['resource'] === '*';
  return [
    ...(attributes?.['verb'] === '*' ? [whole('action', 'every verb')] : []),
    ...(resource ? [whole('resource', 'every kind of object')] : []),
  ];
}
