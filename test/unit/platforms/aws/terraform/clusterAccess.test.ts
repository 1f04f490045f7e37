import { describe, expect, it } from 'vitest';
import { openedHost } from '../../../../support/aws/opened.js';
import { uriOf } from '../../../../support/repository.js';

type Files = Readonly<Record<string, string>>;

/** What each principal of AWS may do in the cluster, and what roles become there. */
function accessOf(files: Files): Readonly<Record<string, readonly string[]>> {
  const { scopes } = openedHost(files).snapshot.model;
  return Object.fromEntries(
    scopes
      .filter(({ facts }) => facts.localId.startsWith('access:'))
      .map(({ facts, grants }) => [
        facts.name,
        grants.map(({ action, resource }) => `${action} ${resource}`),
      ]),
  );
}

const ROLE = `resource "aws_iam_role" "deploy" {
  name               = "deploy"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "codebuild.amazonaws.com" } }] })
}
`;
const BINDING = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: deployers }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: deployer }
subjects: [{ kind: Group, name: deployers, apiGroup: rbac.authorization.k8s.io }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: deployer }
rules: [{ apiGroups: [apps], resources: [deployments], verbs: [patch] }]
`;

describe('roles that Terraform lets into a cluster of EKS', () => {
  // https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
  it.each([
    [
      'lines that are encoded',
      `mapRoles = yamlencode([{ rolearn = aws_iam_role.deploy.arn, username = "deploy", groups = ["deployers"] }])`,
    ],
    [
      'lines that are written as text',
      `mapRoles = <<-EOT
      - rolearn: \${aws_iam_role.deploy.arn}
        username: deploy
        groups:
          - deployers
      EOT`,
    ],
  ])('hold what bindings give to the groups of aws-auth: %s', (_, lines) => {
    const access = accessOf({
      'infra/main.tf': `${ROLE}resource "kubernetes_config_map_v1_data" "aws_auth" {\n  metadata {\n    name      = "aws-auth"\n    namespace = "kube-system"\n  }\n  data = {\n    ${lines}\n  }\n}\n`,
      'k8s/rbac.yaml': BINDING,
    });
    expect(Object.values(access)).toEqual([[expect.stringContaining('patch')]]);
  });

  // https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
  it('hold what bindings give to the groups of access entries, and what access policies give', () => {
    const access = accessOf({
      'infra/main.tf': `${ROLE}resource "aws_eks_access_entry" "deploy" {\n  cluster_name      = "shop"\n  principal_arn     = aws_iam_role.deploy.arn\n  kubernetes_groups = ["deployers"]\n}\nresource "aws_eks_access_policy_association" "view" {\n  cluster_name  = "shop"\n  principal_arn = aws_iam_role.deploy.arn\n  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSSecretReaderPolicy"\n  access_scope {\n    type       = "namespace"\n    namespaces = ["shop"]\n  }\n}\n`,
      'k8s/rbac.yaml': BINDING,
    });
    const [rights = []] = Object.values(access);
    expect(rights.some((right) => right.includes('patch'))).toBe(true);
    expect(rights.some((right) => right.includes('secrets'))).toBe(true);
  });

  it('hold everything in system:masters, through the submodule that writes the lines', () => {
    const access = accessOf({
      'infra/main.tf': `${ROLE}module "auth" {\n  source  = "terraform-aws-modules/eks/aws//modules/aws-auth"\n  version = "~> 20.0"\n  aws_auth_roles = [{ rolearn = aws_iam_role.deploy.arn, username = "deploy", groups = ["system:masters"] }]\n}\n`,
      'k8s/rbac.yaml': BINDING,
    });
    expect(
      Object.values(access)
        .flat()
        .some((right) => right.startsWith('*')),
    ).toBe(true);
  });

  it('are said to be not known where what makes the lines is not', () => {
    const host = openedHost({
      'infra/main.tf': `variable "roles" {}\nresource "kubernetes_config_map" "aws_auth" {\n  metadata {\n    name = "aws-auth"\n  }\n  data = {\n    mapRoles = yamlencode(var.roles)\n  }\n}\n`,
    });
    const notes = host.snapshot.file(uriOf('infra/main.tf'))?.facts.notes ?? [];
    expect(notes.map(({ title }) => title)).toEqual(['mapRoles of aws-auth']);
  });
});
