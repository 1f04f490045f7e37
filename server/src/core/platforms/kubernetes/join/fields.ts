import type { PatchValue } from '../../../model/overlay.js';

/** A field of an object, by the keys and places on the way to it. */
interface Field {
  readonly path: readonly string[];
  readonly value: PatchValue;
}

/** The field at a path; `undefined` where there is none, or more than one. */
export function fieldAt(value: PatchValue, path: readonly string[]): PatchValue | undefined {
  const found = fieldsAt(value, path);
  return found.length === 1 ? found[0]?.value : undefined;
}

/**
 * The fields at a path of a kustomization: `*` means every item of a list, `[key=text]` those that have that, `[=text]`
 * a text itself.
 * https://github.com/kubernetes-sigs/kustomize/blob/master/kyaml/yaml/match.go
 */
export function fieldsAt(value: PatchValue, path: readonly string[]): readonly Field[] {
  let fields: readonly Field[] = [{ path: [], value }];
  for (const part of path) fields = fields.flatMap((field) => below(field, part));
  return fields;
}

function below({ path, value }: Field, part: string): readonly Field[] {
  if ('entries' in value) {
    const inner = value.entries.find(([key]) => key === part)?.[1];
    return inner === undefined ? [] : [{ path: [...path, part], value: inner }];
  }
  if (!('items' in value)) return [];
  const asked = /^\[([^=]*)=(.*)\]$/su.exec(part);
  return value.items.flatMap((item, index) => {
    const isMeant =
      part === '*' ||
      part === String(index) ||
      (asked !== null && textUnder(item, asked[1] ?? '') === asked[2]);
    return isMeant ? [{ path: [...path, String(index)], value: item }] : [];
  });
}

function textUnder(value: PatchValue, key: string): string | undefined {
  const field =
    key === '' ? value : 'entries' in value ? value.entries.find(([own]) => own === key)?.[1] : undefined;
  return field !== undefined && 'scalar' in field ? String(field.scalar) : undefined;
}
