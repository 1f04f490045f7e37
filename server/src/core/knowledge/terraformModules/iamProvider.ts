import type { KnownModule } from './knownModule.js';
import { outputs, variables } from './knownModule.js';

const MAKES = `
${variables({
  create: 'true',
  url: '"https://token.actions.githubusercontent.com"',
  client_id_list: '[]',
})}
resource "aws_iam_openid_connect_provider" "this" {
  count          = var.create ? 1 : 0
  url            = var.url
  client_id_list = coalescelist(var.client_id_list, ["sts.amazonaws.com"])
}
${outputs({
  arn: 'aws_iam_openid_connect_provider.this[0].arn',
  url: 'aws_iam_openid_connect_provider.this[0].url',
})}
`;

export const IAM_GITHUB_PROVIDER: KnownModule = {
  sources: ['terraform-aws-modules/iam/aws//modules/iam-github-oidc-provider'],
  majors: [5],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-iam/tree/v5.60.0/modules/iam-github-oidc-provider',
  makes: MAKES,
};

export const IAM_OIDC_PROVIDER: KnownModule = {
  sources: ['terraform-aws-modules/iam/aws//modules/iam-oidc-provider'],
  majors: [6],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-iam/tree/v6.5.0/modules/iam-oidc-provider',
  makes: MAKES,
};
