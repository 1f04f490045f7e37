import { describe, expect, it } from 'vitest';
import { lower } from '../../../../server/src/core/platforms/kubernetes/lower.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';

function facts(text: string) {
  return lower('file:///repository/a.yaml', parse(text, 'yaml', { merge: true }));
}

/** Each link with what it gives: groups, and policies with where they count. */
function links(text: string): readonly string[] {
  return (facts(text).identityLinks ?? []).map(({ from, groups, policies }) => {
    const given = (policies ?? []).map(
      ({ name, namespaces }) => `${name} in ${namespaces?.join('+') ?? 'all'}`,
    );
    return [from.key, ...groups.map(({ name }) => name), ...given].join(' ');
  });
}

const POLICY = 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy';
const ROLE = 'arn:aws:iam::111122223333:role/team/deploy';

describe('who of AWS is let into a cluster', () => {
  it('is told by access entries of ACK, with their policies', () => {
    expect(
      links(
        `apiVersion: eks.services.k8s.aws/v1alpha1\nkind: AccessEntry\nmetadata: { name: a }\nspec:\n  principalARN: ${ROLE}\n  kubernetesGroups: [deployers]\n  accessPolicies:\n  - { policyARN: '${POLICY}', accessScope: { type: namespace, namespaces: [a, b] } }\n`,
      ),
    ).toEqual(['aws:role/deploy deployers AmazonEKSViewPolicy in a+b']);
  });

  it('is told by those of Crossplane, whose policies stand apart', () => {
    expect(
      links(
        `apiVersion: eks.aws.upbound.io/v1beta1\nkind: AccessEntry\nmetadata: { name: a }\nspec: { forProvider: { principalArn: '${ROLE}', kubernetesGroups: [deployers] } }\n---\napiVersion: eks.aws.upbound.io/v1beta1\nkind: AccessPolicyAssociation\nmetadata: { name: b }\nspec: { forProvider: { principalArn: '${ROLE}', policyArn: '${POLICY}', accessScope: [{ type: cluster }] } }\n`,
      ),
    ).toEqual(['aws:role/deploy deployers', 'aws:role/deploy AmazonEKSViewPolicy in all']);
  });

  it('is told by the file of eksctl', () => {
    expect(
      links(
        `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: a, region: eu-west-1 }\naccessConfig:\n  accessEntries:\n  - { principalARN: '${ROLE}', type: EC2_LINUX }\niamIdentityMappings:\n- { arn: 'arn:aws:iam::111122223333:user/ci', username: ci, groups: ['system:masters'] }\n- { account: '111122223333' }\n`,
      ),
    ).toEqual(['aws:role/deploy system:nodes', 'aws:user/ci system:masters']);
  });

  it('is nobody where the principal is not known', () => {
    expect(
      links(
        "apiVersion: eks.services.k8s.aws/v1alpha1\nkind: AccessEntry\nmetadata: { name: a }\nspec: { principalARN: '${ROLE_ARN}' }\n",
      ),
    ).toEqual([]);
  });

  it('may be whole accounts, of which a note tells', () => {
    const { notes } = facts(
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: aws-auth, namespace: kube-system }\ndata:\n  mapAccounts: |\n    - '111122223333'\n    - '444455556666'\n",
    );
    expect(notes.map(({ title }) => title)).toEqual(['AWS account 111122223333', 'AWS account 444455556666']);
    expect(notes[0]?.origin.range).not.toEqual(notes[1]?.origin.range);
  });
});
