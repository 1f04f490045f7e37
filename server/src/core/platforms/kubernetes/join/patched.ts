import { annotatedIdentity } from '../../../knowledge/kubernetes/annotatedIdentity.js';
import { CLOUD_ANNOTATIONS } from '../../../knowledge/kubernetes/cloudIdentity.js';
import { RBAC_GROUP } from '../../../knowledge/kubernetes/subjects.js';
import type { SessionFacts } from '../../../model/facts.js';
import type { PatchDocument, PatchOperation, PatchValue } from '../../../model/overlay.js';
import type { Attachment, Workload } from '../../../model/permissionSet.js';
import { accountKey, roleKey } from './names.js';
import type { PatchableObject, PlacedPatch } from './patches.js';
import { accountObject, plain, removes, textAt, valueAt } from './patches.js';
import { patchesFor } from './patchTable.js';
import { patchedEscapes } from './patchedEscapes.js';
import { patchedHolders } from './patchedHolders.js';

/** What patches make of something: `undefined` where they take it away. */
export function patchedWith<T>(
  fact: T,
  object: PatchableObject,
  patches: readonly PlacedPatch[],
  apply: (fact: T, document: PatchDocument) => T,
): T | undefined {
  let result = fact;
  for (const patch of patchesFor(patches, object)) {
    if (removes(patch.document)) return undefined;
    result = apply(result, patch.document);
  }
  return result;
}

/** A binding after patches: other subjects, another role. */
export function patchedAttachment(fact: Attachment, patches: readonly PlacedPatch[]): Attachment | undefined {
  const { noun, namespace, name } = fact;
  const object = { group: RBAC_GROUP, kind: noun, name: plain(namespace, name), namespace };
  return patchedWith(fact, object, patches, (before, document) => {
    const holders = patchedHolders(before, document);
    return withRole(holders === before.holders ? before : { ...before, holders }, document);
  });
}

function withRole(fact: Attachment, document: PatchDocument): Attachment {
  const merged = 'merge' in document ? valueAt(document.merge, 'roleRef') : wholeAt(document, ['roleRef']);
  const nameValue = valueAt(merged, 'name') ?? wholeAt(document, ['roleRef', 'name']);
  const name = nameValue !== undefined && 'scalar' in nameValue ? String(nameValue.scalar) : undefined;
  const written = textAt(merged, 'kind') ?? textAt(wholeAt(document, ['roleRef', 'kind']));
  const old = /^kubernetes:(role|clusterrole)\/(?:.*\/)?([^/]*)$/u.exec(fact.set.key);
  if (old === null || (name === undefined && written === undefined)) return fact;
  const kind = written === undefined ? old[1] : written.toLowerCase();
  if (kind !== 'role' && kind !== 'clusterrole') return fact;
  return {
    ...fact,
    set: roleKey(kind, { namespace: fact.namespace ?? '', name: name ?? old[2] ?? '' }),
    ...(nameValue === undefined ? {} : { setOrigin: nameValue.origin }),
  };
}

/** The value that single operations put at a path, if they do. */
function wholeAt(document: PatchDocument, path: readonly string[]): PatchValue | undefined {
  return operationsOf(document)
    .filter((operation) => isPut(operation) && isSame(operation.path, path))
    .at(-1)?.value;
}

function operationsOf(document: PatchDocument): readonly PatchOperation[] {
  return 'operations' in document ? document.operations : [];
}

function isPut({ op }: PatchOperation): boolean {
  return op === 'add' || op === 'replace';
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((part, index) => part === b[index]);
}

/** A workload after patches: another account, a token or none. */
export function patchedWorkload(fact: Workload, patches: readonly PlacedPatch[]): Workload | undefined {
  const { noun, namespace, name } = fact;
  const object = { kind: noun, name: plain(namespace, name), namespace: namespace ?? '' };
  return patchedWith(fact, object, patches, (before, document) => {
    const account = podValue(document, 'serviceAccountName') ?? podValue(document, 'serviceAccount');
    const mounts = podValue(document, 'automountServiceAccountToken');
    const escapes = patchedEscapes(before.escapes, document);
    const held = escapes === before.escapes ? before : { ...before, escapes };
    const named = account === undefined ? held : runningAs(held, account);
    if (mounts === undefined) return named;
    const value = 'scalar' in mounts && typeof mounts.scalar === 'boolean' ? mounts.scalar : null;
    return { ...named, mounts: value, mountsOrigin: mounts.origin };
  });
}

function runningAs(fact: Workload, account: PatchValue): Workload {
  const written = 'scalar' in account && account.scalar !== null ? String(account.scalar) : '';
  return {
    ...fact,
    runsAs: accountKey({ namespace: fact.namespace ?? '', name: written === '' ? 'default' : written }),
    named: written !== '',
    runsAsOrigin: account.origin,
  };
}

/** Keys on the way to the spec of a pod. */
const WAY: ReadonlySet<string> = new Set(['spec', 'template', 'jobTemplate', 'workflowSpec']);

/** What a patch puts under a key of the spec of a pod, wherever the kind of object keeps that. */
function podValue(document: PatchDocument, key: string): PatchValue | undefined {
  if ('merge' in document) return below(document.merge, key);
  let found: PatchValue | undefined;
  for (const { op, path, value, origin } of document.operations) {
    const last = path.at(-1) ?? '';
    if (!path.slice(0, -1).every((part) => WAY.has(part))) continue;
    if (last === key && op === 'remove') found = { scalar: null, origin };
    else if (last === key && (op === 'add' || op === 'replace')) found = value;
    else if (WAY.has(last) && value !== undefined) found = below(value, key) ?? found;
  }
  return found;
}

function below(value: PatchValue, key: string): PatchValue | undefined {
  if (!('entries' in value)) return undefined;
  const own = value.entries.find(([name]) => name === key)?.[1];
  if (own !== undefined) return own;
  for (const [name, inner] of value.entries) {
    const found = WAY.has(name) ? below(inner, key) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An account after patches: a token or none, another identity of a cloud. */
export function patchedAccount(
  fact: SessionFacts,
  patches: readonly PlacedPatch[],
): SessionFacts | undefined {
  const { kind, subject } = fact;
  const name = subject['serviceAccount'];
  if (kind !== 'service-account' || name === undefined) return fact;
  const object = accountObject(subject['namespace'] ?? '', name);
  const namespace = subject['namespace'] ?? '';
  return patchedWith(fact, object, patches, (before, document) => {
    const mounts =
      'merge' in document
        ? valueAt(document.merge, 'automountServiceAccountToken')
        : wholeAt(document, ['automountServiceAccountToken']);
    const mounted =
      mounts !== undefined && 'scalar' in mounts && typeof mounts.scalar === 'boolean'
        ? { ...before, mounts: { value: mounts.scalar, declared: true, origin: mounts.origin } }
        : before;
    return CLOUD_ANNOTATIONS.reduce((each, known) => {
      const value = annotationAt(document, known.annotation);
      if (value === undefined || !('scalar' in value)) return each;
      const others = {
        ...each,
        carried: each.carried.filter(({ system }) => system?.name !== known.cloud),
        references: each.references.filter(({ target }) => !target.key.startsWith(KEYS[known.cloud] ?? '\n')),
      };
      const written = value.scalar === null ? '' : String(value.scalar).trim();
      if (written === '') return others;
      const found = annotatedIdentity({ known, written, namespace, name, origin: value.origin });
      return {
        ...others,
        carried: [...others.carried, ...(found.carried === undefined ? [] : [found.carried])],
        references: [...others.references, ...(found.reference === undefined ? [] : [found.reference])],
        unknowns: [...others.unknowns, ...(found.unknown === undefined ? [] : [found.unknown])],
      };
    }, mounted);
  });
}

/** How the keys of each cloud's identities begin. */
const KEYS: Readonly<Record<string, string>> = {
  AWS: 'aws:',
  'Google Cloud': 'google:',
  Azure: 'azure:',
};

function annotationAt(document: PatchDocument, annotation: string): PatchValue | undefined {
  if ('merge' in document) return valueAt(document.merge, 'metadata', 'annotations', annotation);
  const removed = document.operations.find(
    ({ op, path }) => op === 'remove' && isSame(path, ['metadata', 'annotations', annotation]),
  );
  if (removed !== undefined) return { scalar: null, origin: removed.origin };
  return (
    wholeAt(document, ['metadata', 'annotations', annotation]) ??
    valueAt(wholeAt(document, ['metadata', 'annotations']), annotation)
  );
}

const UNITED = new WeakMap<SessionFacts, { readonly other: SessionFacts; readonly value: SessionFacts }>();

/** One account as two overlays make it: it has the identities of both. The very same object where there is no more. */
export function unitedAccount(one: SessionFacts, other: SessionFacts): SessionFacts {
  const known = UNITED.get(one);
  if (known?.other === other) return known.value;
  const carried = other.carried.filter(({ key }) => !one.carried.some((own) => own.key === key));
  if (carried.length === 0) return one;
  const references = other.references.filter(({ id }) => !one.references.some((own) => own.id === id));
  const value = {
    ...one,
    carried: [...one.carried, ...carried],
    references: [...one.references, ...references],
  };
  UNITED.set(one, { other, value });
  return value;
}
