import type { Origin } from '../../model/origin.js';
import type { Holder } from '../../model/permissionSet.js';
import { accountOfUser, ANONYMOUS, knownGroup } from './tokens.js';

/** The API group of roles, bindings, users and groups. */
export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** A user; one whose name is that of a service account is that account. */
export function userHolder(name: string, origin: Origin): Holder {
  const account = accountOfUser(name);
  if (account !== undefined) {
    const key = `kubernetes:${account.namespace}/${account.name}`;
    return { key: { space: 'identity', key }, name, kind: 'session', origin };
  }
  const key = { space: 'identity' as const, key: `kubernetes:user/${name}` };
  if (name !== ANONYMOUS) return { key, name, kind: 'person', origin };
  return { key, name, kind: 'group', groupOf: { namespace: null, authenticated: 'nobody' }, origin };
}

export function groupHolder(name: string, origin: Origin): Holder {
  const groupOf = knownGroup(name);
  return {
    key: { space: 'identity', key: `kubernetes:group/${name}` },
    name,
    kind: 'group',
    ...(groupOf === undefined ? {} : { groupOf }),
    origin,
  };
}

/**
 * A service account. Without a namespace of its own, a subject is of that of its binding; in a ClusterRoleBinding, whose
 * `within` is null, an overlay must fill it in.
 * https://github.com/kubernetes/kubernetes/blob/master/plugin/pkg/auth/authorizer/rbac/rbac.go
 */
export function accountHolder(written: string, name: string, within: string | null, origin: Origin): Holder {
  const namespace = written === '' ? (within ?? '') : written;
  return {
    key: { space: 'identity', key: `kubernetes:${namespace}/${name}` },
    name: namespace === '' ? name : `${namespace}/${name}`,
    kind: 'session',
    ...(written === '' && within !== null ? { inherits: true as const } : {}),
    origin,
  };
}
