import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../../server/src/core/analysis/analysisHost.js';

const ROOT = 'file:///repo';
const VALUES = `serviceAccount:
  create: true
  name: dns
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/dns
`;

function role(subject: string): string {
  return `resource "aws_iam_role" "dns" {
  name = "dns"
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC" }
      Condition = { StringEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub" = "${subject}" } }
    }]
  })
}
`;
}

/** Whom the accounts of the files become, by the accounts' labels. */
function joined(files: Readonly<Record<string, string>>): readonly string[] {
  const host = new AnalysisHost({ rules: [] });
  host.apply(Object.entries(files).map(([path, text]) => ({ uri: `${ROOT}/${path}`, root: ROOT, text })));
  for (let round = 0; round < 4 && host.wanted.length > 0; round += 1) {
    host.apply(
      host.wanted.map((uri) => ({ uri, root: ROOT, text: files[uri.slice(ROOT.length + 1)] ?? null })),
    );
  }
  const { model } = host.snapshot;
  return model.scopes
    .filter(({ facts }) => facts.kind === 'service-account')
    .map(({ facts, becomes }) => `${facts.label}: ${String(becomes.length)}`);
}

describe('values of a chart that is not here', () => {
  it('give an account a role', () => {
    const files = { 'main.tf': role('system:serviceaccount:infra:dns'), 'helm/dns.yaml': VALUES };
    expect(joined(files)).toEqual(['serviceAccount: 1']);
    const other = { ...files, 'main.tf': role('system:serviceaccount:infra:other') };
    expect(joined(other)).toEqual(['serviceAccount: 0']);
  });

  it('say nothing by themselves where the chart is here', () => {
    const files = {
      'main.tf': role('system:serviceaccount:infra:dns'),
      'dns/Chart.yaml': 'name: dns\nversion: 1.0.0\n',
      'dns/values.yaml': VALUES,
    };
    expect(joined(files)).toEqual([]);
  });

  it('speak of the charts that a chart here rests on', () => {
    const indented = VALUES.replace(/^/gmu, '  ').trimEnd();
    const files = {
      'main.tf': role('system:serviceaccount:infra:dns'),
      'dns/Chart.yaml': `name: umbrella
version: 1.0.0
dependencies:
  - {name: external-dns, alias: dns, version: 1.2.3, repository: 'https://charts.example.com'}
  - {name: own, version: 1.0.0}
`,
      'dns/charts/own/Chart.yaml': 'name: own\nversion: 1.0.0\n',
      'dns/values.yaml': `dns:\n${indented}\nown:\n${indented}\n`,
    };
    expect(joined(files)).toEqual(['dns.serviceAccount: 1']);
  });
});

describe('values with which an object installs a chart of a registry', () => {
  const NESTED = VALUES.replace(/^/gmu, '        ').trimEnd();
  const APPLICATION = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: edge, namespace: argocd}
spec:
  destination: {namespace: infra}
  source:
    repoURL: https://charts.example.com
    chart: external-dns
    helm:
      `;
  const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: edge, namespace: infra}
spec:
  chart: {spec: {chart: external-dns}}
  values:
${VALUES.replace(/^/gmu, '    ').trimEnd()}
`;

  it.each([
    ['of Argo CD as a text', `${APPLICATION}values: |\n${NESTED}\n`],
    ['of Argo CD as an object', `${APPLICATION}valuesObject:\n${NESTED}\n`],
    ['of Flux', RELEASE],
  ])('give an account a role in the namespace that it is installed into: %s', (_, text) => {
    const admitting = { 'main.tf': role('system:serviceaccount:infra:dns'), 'apps/edge.yaml': text };
    expect(joined(admitting)).toEqual(['infra/dns: 1']);
    const refusing = { ...admitting, 'main.tf': role('system:serviceaccount:other:dns') };
    expect(joined(refusing)).toEqual(['infra/dns: 0']);
  });

  it('are told where they are written, also in a text', () => {
    const text = `${APPLICATION}values: |\n${NESTED}\n`;
    const host = new AnalysisHost({ rules: [] });
    host.apply([{ uri: `${ROOT}/a.yaml`, root: ROOT, text }]);
    const [session] = host.snapshot.model.scopes;
    const range = session?.facts.references[0]?.origin.range;
    expect(text.slice(range?.start, range?.end)).toBe('arn:aws:iam::111122223333:role/dns');
  });

  it('of a namespace that a generator fills in are known by their release', () => {
    const text = RELEASE.replace('spec:', "spec:\n  targetNamespace: '{{ .ns }}'");
    expect(joined({ 'apps/edge.yaml': text })).toEqual(['edge.serviceAccount: 0']);
  });
});
