import { accountHolder, groupHolder, userHolder } from '../../../knowledge/kubernetes/subjects.js';
import type { PatchDocument, PatchOperation, PatchValue } from '../../../model/overlay.js';
import type { Attachment, Holder } from '../../../model/permissionSet.js';
import { accountNameOf } from './names.js';
import { itemsAt, textAt, valueAt } from './patches.js';

/** The subjects of a binding after one patch; the same list where it does not touch them. */
export function patchedHolders(fact: Attachment, document: PatchDocument): readonly Holder[] {
  const { holders, within } = fact;
  if ('merge' in document) {
    // A list of subjects is replaced as a whole.
    return valueAt(document.merge, 'subjects') === undefined
      ? holders
      : itemsAt(document.merge, 'subjects').flatMap((item) => holderOf(item, within) ?? []);
  }
  return document.operations.reduce((list, operation) => afterOperation(list, operation, within), holders);
}

function holderOf(value: PatchValue, within: string | null): Holder | undefined {
  const nameValue = valueAt(value, 'name');
  const name = textAt(value, 'name');
  if (nameValue === undefined || name === undefined || name === '') return undefined;
  return holderNamed(textAt(value, 'kind'), name, textAt(value, 'namespace') ?? '', {
    within,
    at: nameValue,
  });
}

function holderNamed(
  kind: string | undefined,
  name: string,
  namespace: string,
  { within, at }: { readonly within: string | null; readonly at: PatchValue },
): Holder | undefined {
  if (kind === 'ServiceAccount') return accountHolder(namespace, name, within, at.origin);
  if (kind === 'User') return userHolder(name, at.origin);
  return kind === 'Group' ? groupHolder(name, at.origin) : undefined;
}

function afterOperation(
  list: readonly Holder[],
  { op, path, value, origin }: PatchOperation,
  within: string | null,
): readonly Holder[] {
  const [first, place, field] = path;
  if (first !== 'subjects') return list;
  if (place === undefined) {
    if (op === 'remove') return [];
    return value === undefined ? list : itemsAt(value).flatMap((item) => holderOf(item, within) ?? []);
  }
  const index = place === '-' ? list.length : Number(place);
  const old = list[index];
  if (!Number.isInteger(index)) return list;
  if (field === undefined) {
    if (op === 'remove') return list.toSpliced(index, 1);
    const made = value === undefined ? undefined : holderOf(value, within);
    return made === undefined ? list : list.toSpliced(index, op === 'replace' ? 1 : 0, made);
  }
  if (old === undefined || (op !== 'add' && op !== 'replace')) return list;
  const changed = withField(old, field, value ?? { scalar: null, origin }, within);
  return changed === undefined ? list : list.toSpliced(index, 1, changed);
}

/** A subject of which one field is another. */
function withField(old: Holder, field: string, value: PatchValue, within: string | null): Holder | undefined {
  const text = textAt(value);
  const account = old.kind === 'session' ? accountNameOf(old.key) : undefined;
  if (text === undefined) return undefined;
  const kind = account === undefined ? (old.kind === 'person' ? 'User' : 'Group') : 'ServiceAccount';
  const name = account?.name ?? old.name;
  const namespace = old.inherits === true ? '' : (account?.namespace ?? '');
  if (field === 'name') return holderNamed(kind, text, namespace, { within, at: value });
  if (field === 'namespace') return holderNamed(kind, name, text, { within, at: value });
  return field === 'kind' ? holderNamed(text, name, namespace, { within, at: value }) : undefined;
}
