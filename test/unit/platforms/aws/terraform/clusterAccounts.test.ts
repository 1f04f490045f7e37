import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../../../server/src/core/analysis/analysisHost.js';

const ROOT = 'file:///repo';

const ROLE = `
resource "aws_iam_role" "dns" {
  name = "dns"
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC" }
      Condition = { StringEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub" = "system:serviceaccount:infra:dns" } }
    }]
  })
}
`;

/** The sessions that become the role, with the role's name. */
function joined(files: Readonly<Record<string, string>>): readonly string[] {
  const host = new AnalysisHost({ rules: [] });
  host.apply(Object.entries(files).map(([path, text]) => ({ uri: `${ROOT}/${path}`, root: ROOT, text })));
  for (let round = 0; round < 4 && host.wanted.length > 0; round += 1) {
    host.apply(
      host.wanted.map((uri) => ({ uri, root: ROOT, text: files[uri.slice(ROOT.length + 1)] ?? null })),
    );
  }
  const { model } = host.snapshot;
  return model.scopes.flatMap(({ facts, becomes }) =>
    becomes.map(({ session }) => `${facts.label} -> ${model.scope(session)?.facts.label ?? '?'}`),
  );
}

const WITH_SETS = (sets: string): string => `${ROLE}
resource "helm_release" "dns" {
  name      = "dns"
  chart     = "external-dns"
  namespace = "infra"
  ${sets}
}
`;

describe('accounts of a cluster that Terraform makes', () => {
  it('have the role of their annotation', () => {
    const main = `${ROLE}
resource "kubernetes_service_account_v1" "dns" {
  metadata {
    name        = "dns"
    namespace   = "infra"
    annotations = { "eks.amazonaws.com/role-arn" = aws_iam_role.dns.arn }
  }
}
`;
    expect(joined({ 'main.tf': main })).toEqual(['infra/dns -> dns']);
    const other = main.replace('namespace   = "infra"', 'namespace   = "shop"');
    expect(joined({ 'main.tf': other })).toEqual([]);
  });

  it('are one with the account that a manifest declares', () => {
    const annotated = `${ROLE}
resource "kubernetes_annotations" "dns" {
  api_version = "v1"
  kind        = "ServiceAccount"
  metadata {
    name      = "dns"
    namespace = "infra"
  }
  annotations = { "eks.amazonaws.com/role-arn" = aws_iam_role.dns.arn }
}
`;
    const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: dns }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: ServiceAccount, name: dns, namespace: infra }]
`;
    const host = new AnalysisHost({ rules: [] });
    host.apply([
      { uri: `${ROOT}/main.tf`, root: ROOT, text: annotated },
      { uri: `${ROOT}/binding.yaml`, root: ROOT, text: binding },
    ]);
    const [account] = host.snapshot.model.scopes.filter(({ facts }) => facts.kind === 'service-account');
    expect(account?.facts.label).toBe('infra/dns');
    expect(account?.grants.some(({ via }) => via.length === 0)).toBe(true);
    expect(account?.becomes).toHaveLength(1);
  });

  it('are those of a chart whose values name a role, by `set` in both its forms', () => {
    const blocks = `set {
    name  = "serviceAccount.name"
    value = "dns"
  }
  set {
    name  = "serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn"
    value = aws_iam_role.dns.arn
  }`;
    expect(joined({ 'main.tf': WITH_SETS(blocks) })).toEqual(['infra/dns -> dns']);
    const list = `set = [
    { name = "serviceAccount.name", value = "dns" },
    { name = "serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn", value = aws_iam_role.dns.arn },
  ]`;
    expect(joined({ 'main.tf': WITH_SETS(list) })).toEqual(['infra/dns -> dns']);
    const elsewhere = list.replace('value = "dns"', 'value = "other"');
    expect(joined({ 'main.tf': WITH_SETS(elsewhere) })).toEqual([]);
  });

  it('are those of its values, as an object, a text or a file', () => {
    const object = `values = [yamlencode({
    serviceAccount = {
      name        = "dns"
      annotations = { "eks.amazonaws.com/role-arn" = aws_iam_role.dns.arn }
    }
  })]`;
    expect(joined({ 'main.tf': WITH_SETS(object) })).toEqual(['infra/dns -> dns']);
    const text = `values = [<<-EOT
    serviceAccount:
      name: dns
      annotations:
        eks.amazonaws.com/role-arn: \${aws_iam_role.dns.arn}
  EOT
  ]`;
    expect(joined({ 'main.tf': WITH_SETS(text) })).toEqual(['infra/dns -> dns']);
    const file = 'values = [templatefile("${path.module}/values.yaml", { role = aws_iam_role.dns.arn })]';
    const values = `serviceAccount:
  name: dns
  annotations:
    eks.amazonaws.com/role-arn: \${role}
`;
    expect(joined({ 'main.tf': WITH_SETS(file), 'values.yaml': values })).toEqual(['infra/dns -> dns']);
  });

  it('are known by the release where the chart names them', () => {
    const sets = `set {
    name  = "serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn"
    value = aws_iam_role.dns.arn
  }`;
    expect(joined({ 'main.tf': WITH_SETS(sets) })).toEqual(['helm_release.dns:serviceAccount -> dns']);
  });
});

describe('an account whose role is filled in', () => {
  const account = (role: string): string => `apiVersion: v1
kind: ServiceAccount
metadata:
  name: dns
  namespace: infra
  annotations:
    eks.amazonaws.com/role-arn: ${role}
`;

  it('means the role of that name, whatever the account', () => {
    const files = { 'main.tf': ROLE, 'account.yaml': account('arn:aws:iam::${ACCOUNT}:role/dns') };
    expect(joined(files)).toEqual(['infra/dns -> dns']);
  });

  it('means none of two for certain, where a namespace that is filled in decides', () => {
    const stage = (name: string): string =>
      ROLE.replaceAll('"dns"', `"dns-${name}"`).replace('infra:dns', `${name}:dns`);
    const text = account('arn:aws:iam::1:role/dns-${STAGE}').replace(
      'namespace: infra',
      'namespace: ${STAGE}',
    );
    const files = { 'main.tf': stage('test') + stage('live'), 'account.yaml': text };
    expect(joined(files)).toEqual([]);
    expect(joined({ ...files, 'main.tf': stage('live') })).toEqual(['${STAGE}/dns -> dns-live']);
  });

  it('most likely means the only role that trusts it', () => {
    const files = { 'main.tf': ROLE, 'account.yaml': account('${DNS_ROLE_ARN}') };
    expect(joined(files)).toEqual(['infra/dns -> dns']);
    const other = ROLE.replace('infra:dns', 'infra:other');
    expect(joined({ ...files, 'main.tf': other })).toEqual([]);
  });
});

describe('bindings that Terraform makes in a cluster', () => {
  const account = (subject: string): readonly string[] => {
    const host = new AnalysisHost({ rules: [] });
    const text = `${ROLE}
resource "kubernetes_service_account_v1" "dns" {
  metadata {
    name      = "dns"
    namespace = "infra"
  }
}
resource "kubernetes_cluster_role_binding_v1" "dns" {
  metadata { name = "dns" }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "cluster-admin"
  }
  subject {
    ${subject}
  }
}
`;
    host.apply([{ uri: `${ROOT}/main.tf`, root: ROOT, text }]);
    const { scopes } = host.snapshot.model;
    const accounts = scopes.filter(({ facts }) => facts.kind === 'service-account');
    expect(accounts.map(({ facts }) => facts.label)).toEqual(['infra/dns']);
    return accounts.flatMap(({ unknowns }) =>
      unknowns.map(({ what }) => what).filter((what) => what.includes('binding')),
    );
  };

  it.each([
    ['by its name', 'kind = "ServiceAccount"\n    name = "dns"'],
    [
      'by what makes it',
      'kind = "ServiceAccount"\n    name = kubernetes_service_account_v1.dns.metadata[0].name',
    ],
    ['by a kind that is not known', 'kind = var.kind\n    name = "dns"'],
  ])('leave open what an account may do that they name %s', (_, subject) => {
    expect(account(subject)).toEqual(['what binding `dns` gives in the cluster']);
  });

  it.each([
    ['another account', 'kind = "ServiceAccount"\n    name = "web"'],
    ['people', 'kind = "Group"\n    name = "dns"'],
  ])('say nothing of an account where they name %s', (_, subject) => {
    expect(account(subject)).toEqual([]);
  });
});
