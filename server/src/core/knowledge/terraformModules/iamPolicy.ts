import type { KnownModule } from './knownModule.js';
import { outputs, variables } from './knownModule.js';

export const IAM_POLICY: KnownModule = {
  sources: ['terraform-aws-modules/iam/aws//modules/iam-policy'],
  majors: [5, 6],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-iam/tree/v6.5.0/modules/iam-policy, and v5.60.0, where `create_policy` has the place of `create`',
  makes: `
${variables({
  create: 'true',
  create_policy: 'true',
  name: 'null',
  name_prefix: 'null',
  path: 'null',
  policy: '""',
})}
resource "aws_iam_policy" "this" {
  count       = var.create && var.create_policy ? 1 : 0
  name        = var.name
  name_prefix = var.name_prefix
  path        = var.path
  policy      = var.policy
}
${outputs({
  id: 'aws_iam_policy.this[0].id',
  arn: 'aws_iam_policy.this[0].arn',
  name: 'aws_iam_policy.this[0].name',
  policy: 'var.policy',
})}
`,
};
