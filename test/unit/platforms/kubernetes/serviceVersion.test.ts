import { describe, expect, it } from 'vitest';
import { changesBetween, told } from '../../../support/changes.js';
import { lowered } from './lowered.js';

/** A bundle as its generators write it, with rules in the namespace and in the cluster. */
function bundle({ verbs = ['get'], clusterVerbs = ['list'] } = {}): string {
  return `apiVersion: operators.coreos.com/v1alpha1
kind: ClusterServiceVersion
metadata:
  name: gate.v1.2.0
  namespace: placeholder
spec:
  install:
    strategy: deployment
    spec:
      clusterPermissions:
        - serviceAccountName: gate-manager
          rules:
            - apiGroups: ['']
              resources: [nodes]
              verbs: [${clusterVerbs.join(', ')}]
      permissions:
        - serviceAccountName: gate-manager
          rules:
            - apiGroups: ['']
              resources: [configmaps]
              verbs: [${verbs.join(', ')}]
      deployments:
        - name: gate-controller
          spec:
            template:
              spec:
                serviceAccountName: gate-manager
                containers:
                  - name: manager
                    image: example.com/gate:1.2.0
`;
}

describe('a ClusterServiceVersion', () => {
  it('makes one account with a role in its namespace and one in the cluster, and runs as it', () => {
    const { facts, at } = lowered(bundle(), 'bundle/manifests/gate.clusterserviceversion.yaml');
    expect(facts.problems).toEqual([]);
    expect(facts.sessions.map(({ label, kind }) => [label, kind])).toEqual([
      ['gate-manager', 'service-account'],
    ]);
    const sets = facts.sets ?? [];
    expect(sets.map(({ noun, name, grants }) => [noun, name, grants.map(({ action }) => action)])).toEqual([
      ['Role', 'gate.v1.2.0-gate-manager', ['get configmaps']],
      ['ClusterRole', 'gate.v1.2.0-gate-manager', ['list nodes']],
    ]);
    expect(facts.attachments?.map(({ noun, set }) => [noun, set])).toEqual([
      ['RoleBinding', sets[0]?.key],
      ['ClusterRoleBinding', sets[1]?.key],
    ]);
    expect(facts.workloads?.map(({ noun, name, runsAs }) => [noun, name, runsAs.key])).toEqual([
      ['Deployment', 'gate-controller', 'kubernetes:/gate-manager'],
    ]);
    expect(sets.flatMap(({ grants }) => grants.map(({ origin }) => at(origin)))).toEqual([
      'configmaps',
      'nodes',
    ]);
  });

  it('is no session where it installs nothing', () => {
    const { facts } = lowered(`apiVersion: operators.coreos.com/v1alpha1
kind: ClusterServiceVersion
metadata:
  name: gate.v1.2.0
spec:
  install:
    spec:
      clusterPermissions:
        - rules: []
        - 7
      permissions: x
`);
    expect([facts.sessions, facts.sets]).toEqual([[], undefined]);
  });

  it('that grants more makes the account wider, at the rule', () => {
    const path = 'bundle/manifests/gate.clusterserviceversion.yaml';
    const now = bundle({ verbs: ['get', 'delete'], clusterVerbs: ['list', 'patch'] });
    const changes = changesBetween({ [path]: bundle() }, { [path]: now });
    expect(changes.map(told)).toEqual([
      'wider reach service account default/gate-manager: patch nodes',
      'wider reach service account default/gate-manager: delete configmaps',
    ]);
  });
});
