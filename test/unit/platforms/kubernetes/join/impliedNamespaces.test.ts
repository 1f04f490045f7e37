import { describe, expect, it } from 'vitest';
import { clusterOf } from '../../../../support/kubernetes/manifests.js';

const INSTALL = `apiVersion: v1
kind: ServiceAccount
metadata: {name: ctl}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ctl}
spec: {template: {spec: {serviceAccountName: ctl, containers: [{name: c, image: x}]}}}
`;

/** A role on Secrets, bound in the whole cluster to account `ctl`. */
const bound = (namespace: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: ctl}
rules: [{apiGroups: [''], resources: [secrets], verbs: [get]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: ctl}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ctl}
subjects: [{kind: ServiceAccount, name: ctl${namespace}}]
`;

describe('accounts for which no namespace is written', () => {
  it('are those that the bindings of their folder name with one', () => {
    const { scopes, account } = clusterOf({
      'install/app.yaml': INSTALL,
      'install/rbac.yaml': bound(', namespace: ctl-system'),
    });
    expect(scopes.map(({ facts }) => facts.label)).toEqual(['ctl-system/ctl']);
    const { grants, facts } = account('ctl-system/ctl');
    expect(grants.map(({ action }) => action)).toEqual(['get secrets']);
    expect(facts.workloads?.map(({ name }) => name)).toEqual(['ctl-system/ctl']);
  });

  it('meet a subject of a ClusterRoleBinding that has none either', () => {
    const { account } = clusterOf({ 'app.yaml': INSTALL, 'rbac.yaml': bound('') });
    expect(account('default/ctl').grants.map(({ action }) => action)).toEqual(['get secrets']);
  });

  it('stay apart where the bindings of the folder do not agree, or such an account is declared', () => {
    const two = clusterOf({
      'app.yaml': INSTALL,
      'rbac.yaml': `${bound(', namespace: one')}---\n${bound(', namespace: two').replaceAll('name: ctl}\nrules', 'name: other}\nrules')}`,
    });
    expect(two.account('default/ctl').grants).toEqual([]);
    const declared = clusterOf({
      'app.yaml': INSTALL,
      'rbac.yaml': `${bound(', namespace: one')}---
apiVersion: v1
kind: ServiceAccount
metadata: {name: ctl, namespace: one}
`,
    });
    expect(declared.account('default/ctl').grants).toEqual([]);
    expect(declared.account('one/ctl').grants.map(({ action }) => action)).toEqual(['get secrets']);
  });
});
