import { describe, expect, it } from 'vitest';
import { lowered } from './lowered.js';

function binding(rest: string, kind = 'RoleBinding'): readonly string[] {
  const { facts } = lowered(
    `apiVersion: authorization.openshift.io/v1\nkind: ${kind}\nmetadata: { name: b${kind === 'RoleBinding' ? ', namespace: shop' : ''} }\n${rest}`,
  );
  return (facts.attachments ?? []).flatMap(({ set, holders }) => [
    set.key,
    ...holders.map(({ key, kind: of }) => `${of} ${key.key}`),
  ]);
}

describe('bindings as OpenShift had them first', () => {
  it('mean a role of the cluster where its namespace is not written', () => {
    expect(binding('roleRef: { name: edit }\nsubjects: [{ kind: ServiceAccount, name: ci }]\n')).toEqual([
      'kubernetes:clusterrole/edit',
      'session kubernetes:shop/ci',
    ]);
    expect(binding('roleRef: { name: own, namespace: shop }\nsubjects: []\n')).toEqual([
      'kubernetes:role/shop/own',
    ]);
  });

  it('name users and groups in lists of their own, which then count alone', () => {
    expect(
      binding(
        "roleRef: { name: view }\nuserNames: ['system:serviceaccount:shop:ci']\ngroupNames: ['system:authenticated']\nsubjects: [{ kind: SystemUser, name: jane }]\n",
        'ClusterRoleBinding',
      ),
    ).toEqual([
      'kubernetes:clusterrole/view',
      'session kubernetes:shop/ci',
      'group kubernetes:group/system:authenticated',
    ]);
  });

  it('know users and groups of the system by kinds of their own', () => {
    expect(
      binding(
        "roleRef: { name: view }\nsubjects: [{ kind: SystemUser, name: jane }, { kind: SystemGroup, name: 'system:unauthenticated' }, { kind: Unheard, name: x }]\n",
      ),
    ).toEqual([
      'kubernetes:clusterrole/view',
      'person kubernetes:user/jane',
      'group kubernetes:group/system:unauthenticated',
    ]);
  });

  it('without a role are none', () => {
    expect(binding('roleRef: {}\n')).toEqual([]);
  });
});
