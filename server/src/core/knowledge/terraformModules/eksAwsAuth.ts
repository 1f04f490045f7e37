import type { KnownModule } from './knownModule.js';
import { variables } from './knownModule.js';

/** The submodule that writes the ConfigMap `aws-auth`; later versions have access entries alone. */
export const EKS_AWS_AUTH: KnownModule = {
  sources: ['terraform-aws-modules/eks/aws//modules/aws-auth'],
  majors: [20],
  read: 'https://github.com/terraform-aws-modules/terraform-aws-eks/tree/9cb886e1405290e93773afed5873959f34d97a46/modules/aws-auth',
  makes: `
${variables({
  create: 'true',
  create_aws_auth_configmap: 'false',
  manage_aws_auth_configmap: 'true',
  aws_auth_roles: '[]',
  aws_auth_users: '[]',
})}
resource "kubernetes_config_map_v1_data" "aws_auth" {
  count = var.create && (var.create_aws_auth_configmap || var.manage_aws_auth_configmap) ? 1 : 0
  metadata {
    name      = "aws-auth"
    namespace = "kube-system"
  }
  data = {
    mapRoles = yamlencode(var.aws_auth_roles)
    mapUsers = yamlencode(var.aws_auth_users)
  }
}
`,
};
