import type { DefinitionKey, FileFacts } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import type { ObjectName } from './nameAt.js';
import { nameAt, namesOnTheWay, orDefault } from './nameAt.js';
import type { PatchableObject } from './patches.js';
import { accountObject, roleObject } from './patches.js';
import type { Placement } from './placement.js';
import { placementsIn } from './placement.js';

/** The kinds of object that others refer to by name. */
export type NamedKind = 'account' | 'role' | 'clusterrole';

const PREFIX = 'kubernetes:';
const ROLE = `${PREFIX}role/`;
const CLUSTER_ROLE = `${PREFIX}clusterrole/`;

/** Reads the key of a service account: `kubernetes:<namespace>/<name>`. */
export function accountNameOf({ space, key }: DefinitionKey): ObjectName | undefined {
  return space === 'identity' && key.startsWith(PREFIX) ? splitName(key.slice(PREFIX.length)) : undefined;
}

/** Reads the key of a Role or ClusterRole. */
export function roleNameOf({
  space,
  key,
}: DefinitionKey): (ObjectName & { readonly kind: 'role' | 'clusterrole' }) | undefined {
  if (space !== 'permission-set') return undefined;
  if (key.startsWith(CLUSTER_ROLE)) {
    return { kind: 'clusterrole', namespace: '', name: key.slice(CLUSTER_ROLE.length) };
  }
  const role = key.startsWith(ROLE) ? splitName(key.slice(ROLE.length)) : undefined;
  return role === undefined ? undefined : { kind: 'role', ...role };
}

function splitName(text: string): ObjectName | undefined {
  const slash = text.indexOf('/');
  return slash < 0 ? undefined : { namespace: text.slice(0, slash), name: text.slice(slash + 1) };
}

export function accountKey({ namespace, name }: ObjectName): DefinitionKey {
  return { space: 'identity', key: `${PREFIX}${namespace}/${name}` };
}

export function roleKey(kind: 'role' | 'clusterrole', { namespace, name }: ObjectName): DefinitionKey {
  const key = kind === 'clusterrole' ? `${CLUSTER_ROLE}${name}` : `${ROLE}${namespace}/${name}`;
  return { space: 'permission-set', key };
}

/** One object of a kustomization under the name that it is written with. */
interface Renamed {
  readonly written: ObjectName;
  readonly given: ObjectName;
  /** What is put before and behind its name. */
  readonly affixes: string;
}

/** A text that names an object. */
export interface NameReference {
  readonly kind: NamedKind;
  /** The namespace is empty where none is written. */
  readonly name: ObjectName;
  /** The namespace that what names it gets; empty for an object of the whole cluster. */
  readonly from: string;
}

/**
 * What the names in the files come to once kustomizations have changed them. Kustomize changes a reference along with
 * the object that it means, when it takes both in.
 * https://github.com/kubernetes-sigs/kustomize/blob/master/api/filters/nameref/nameref.go
 */
export class Renaming {
  /** By build, kind and name as written. */
  readonly #renamed = new Map<string, Renamed[]>();

  constructor(files: readonly FileFacts[], placements: ReadonlyMap<Uri, readonly Placement[]>) {
    for (const file of files) {
      for (const placement of placementsIn(placements, file.uri)) {
        for (const [kind, written] of namesDefinedIn(file)) this.#add(placement, kind, written);
      }
    }
  }

  #add(placement: Placement, kind: NamedKind, written: ObjectName): void {
    const object = objectOf(kind, written);
    const given = nameAt(placement, object);
    const renamed = { written, given, affixes: affixesOf(placement) };
    const names = [written.name, ...namesOnTheWay(placement, object)];
    for (const build of placement.builds) {
      for (const name of new Set(names)) {
        const key = `${build}\n${kind}\n${name}`;
        const list = this.#renamed.get(key);
        if (list === undefined) this.#renamed.set(key, [renamed]);
        else list.push(renamed);
      }
    }
  }

  /**
   * The object that a reference means where a kustomization takes it in; `undefined` when none does. Of several the one
   * that is changed alike is meant. A namespace that is written tells which, by what the object is written with or else
   * by what it gets; where none is, the one in the namespace of what names it is meant.
   */
  changed(placement: Placement, { kind, name, from }: NameReference): ObjectName | undefined {
    for (const build of placement.builds) {
      const all = this.#renamed.get(`${build}\n${kind}\n${name.name}`) ?? [];
      const fitting =
        name.namespace === ''
          ? all
          : firstOf(
              all.filter(({ written }) => orDefault(written.namespace) === name.namespace),
              all.filter(({ given }) => given.namespace === name.namespace),
            );
      const alike = firstOf(
        fitting.filter(({ affixes }) => affixes === affixesOf(placement)),
        fitting,
      );
      const found = alike.find(({ given }) => given.namespace === from) ?? alike[0];
      if (found !== undefined) return found.given;
    }
    return undefined;
  }
}

function affixesOf({ prefix, suffix }: Placement): string {
  return `${prefix}\n${suffix}`;
}

function firstOf<T>(list: readonly T[], otherwise: readonly T[]): readonly T[] {
  return list.length > 0 ? list : otherwise;
}

/** An account, a Role or a ClusterRole as patches look for it. */
function objectOf(kind: NamedKind, { namespace, name }: ObjectName): PatchableObject {
  if (kind === 'account') return accountObject(namespace, name);
  if (kind === 'role') return roleObject('Role', { namespace, role: name }, name);
  return roleObject('ClusterRole', { clusterRole: name }, name);
}

/** The name that an account or a role gets where it is placed. */
export function placedName(placement: Placement, kind: NamedKind, written: ObjectName): ObjectName {
  return nameAt(placement, objectOf(kind, written));
}

function namesDefinedIn(file: FileFacts): readonly (readonly [NamedKind, ObjectName])[] {
  return [
    ...file.sessions.flatMap(({ kind, subject }) => {
      const name = kind === 'service-account' ? subject['serviceAccount'] : undefined;
      if (name === undefined) return [];
      return [['account', { namespace: subject['namespace'] ?? '', name }] as const];
    }),
    ...(file.sets ?? []).flatMap(({ key }) => {
      const role = roleNameOf(key);
      return role === undefined ? [] : [[role.kind, role] as const];
    }),
  ];
}
