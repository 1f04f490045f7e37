import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../../../server/src/core/analysis/analysisHost.js';
import type { Workload } from '../../../../../server/src/core/model/permissionSet.js';

const ROOT = 'file:///repo';

const ROLE = (name: string): string => `
resource "aws_iam_role" "${name}" {
  name = "${name}"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::111122223333:root" } }]
  })
}
resource "aws_iam_role_policy" "${name}" {
  role   = aws_iam_role.${name}.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "iam:*", Resource = "*" }] })
}
`;

function opened(files: Readonly<Record<string, string>>): AnalysisHost {
  const host = new AnalysisHost();
  host.apply(Object.entries(files).map(([path, text]) => ({ uri: `${ROOT}/${path}`, root: ROOT, text })));
  return host;
}

/** What runs as a role of `iam/main.tf`, by noun, name and the text that names the role. */
function runs(role: string, files: Readonly<Record<string, string>>): readonly string[] {
  const { model } = opened(files).snapshot;
  const workloads = model.scope(`iam/main.tf#role:aws_iam_role.${role}`)?.facts.workloads ?? [];
  return workloads.map(({ noun, name, runsAsOrigin }: Workload) => {
    const path = runsAsOrigin.uri.slice(ROOT.length + 1);
    const { start, end } = runsAsOrigin.range;
    const text = (files[path] ?? '').slice(start, end).replace(/^"|"$/gu, '');
    return `${noun} ${name}: ${text}`;
  });
}

describe('roles that runs of Terraform take on', () => {
  it('are named by providers, each with its alias, and by the backend', () => {
    const files = {
      'iam/main.tf': ROLE('deploy') + ROLE('state'),
      'app/providers.tf': `
locals { account = "111122223333" }
terraform {
  backend "s3" {
    bucket      = "states"
    assume_role = { role_arn = "arn:aws:iam::111122223333:role/state" }
  }
}
provider "aws" {
  region = "eu-west-1"
  assume_role { role_arn = "arn:aws:iam::\${local.account}:role/deploy" }
}
provider "aws" {
  alias = "us"
  assume_role_with_web_identity { role_arn = "arn:aws:iam::111122223333:role/deploy" }
}
provider "aws" {
  alias = "plain"
}
provider "other" {
  assume_role { role_arn = "arn:aws:iam::111122223333:role/deploy" }
}
`,
    };
    expect(runs('deploy', files)).toEqual([
      'Terraform provider.aws: arn:aws:iam::${local.account}:role/deploy',
      'Terraform provider.aws.us: arn:aws:iam::111122223333:role/deploy',
    ]);
    expect(runs('state', files)).toEqual(['Terraform backend.s3: arn:aws:iam::111122223333:role/state']);
  });

  it('are known over what a caller hands to a module, and by the older argument of a backend', () => {
    const files = {
      'iam/main.tf': ROLE('deploy') + ROLE('state'),
      'app/main.tf': `
terraform {
  backend "s3" {
    bucket   = "states"
    role_arn = "arn:aws:iam::111122223333:role/state"
  }
}
module "site" {
  source = "../site"
  role   = "arn:aws:iam::111122223333:role/deploy"
}
`,
      'site/main.tf': `
variable "role" {}
terraform {
  backend "s3" {
    role_arn = "arn:aws:iam::111122223333:role/deploy"
  }
}
provider "aws" {
  assume_role { role_arn = var.role }
}
`,
    };
    expect(runs('deploy', files).map((each) => each.split(':')[0])).toEqual([
      'Terraform module.site.provider.aws',
    ]);
    expect(runs('state', files).map((each) => each.split(':')[0])).toEqual(['Terraform backend.s3']);
  });

  it('are one purpose, however many providers one configuration has', () => {
    const provider = (alias: string): string =>
      `provider "aws" {\n  alias = "${alias}"\n  assume_role { role_arn = "arn:aws:iam::111122223333:role/deploy" }\n}\n`;
    const host = opened({ 'iam/main.tf': ROLE('deploy'), 'app/p.tf': provider('eu') + provider('us') });
    const rules = host.snapshot.findings(`${ROOT}/app/p.tf`).map(({ rule }) => rule);
    expect(rules).not.toContain('shared-account');
  });
});
