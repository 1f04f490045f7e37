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
});
