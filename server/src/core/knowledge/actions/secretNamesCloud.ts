import type { CredentialVariables } from './secretNameTypes.js';

// https://github.com/aws-actions/configure-aws-credentials/blob/bcd4089080cf/README.md
const AWS_OIDC = 'Log in with aws-actions/configure-aws-credentials, role-to-assume and id-token: write.';
// https://github.com/google-github-actions/auth/blob/fc2174804b84/README.md
const GOOGLE_OIDC = 'Log in with google-github-actions/auth, workload_identity_provider and id-token: write.';
// https://github.com/Azure/login/blob/833e82333ca8/README.md
const AZURE_OIDC = 'Log in with azure/login, client-id, tenant-id, subscription-id and id-token: write.';
// https://github.com/hashicorp/terraform-provider-azurerm/blob/69697b7fe6a9/website/docs/guides/service_principal_oidc.html.markdown
const ARM_OIDC = 'Set ARM_USE_OIDC to true instead and grant id-token: write.';

const AWS_CLI = 'https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html';
const AZURERM =
  'https://github.com/hashicorp/terraform-provider-azurerm/blob/69697b7fe6a9/website/docs/index.html.markdown';
// https://developer.hashicorp.com/terraform/language/backend/azurerm
const AZURERM_BACKEND = 'https://opentofu.org/docs/language/settings/backends/azurerm';
const AZURE_CLI =
  'https://github.com/MicrosoftDocs/azure-docs-cli/blob/e97b361d00/docs-ref-autogen/LTS-version/2017-03-09-profile/storage.yml';
const AZURE_IDENTITY = 'https://learn.microsoft.com/dotnet/api/azure.identity.environmentcredential';
const TERRAFORM_GOOGLE =
  'https://github.com/hashicorp/terraform-provider-google/blob/e03b7622a26c/website/docs/guides/provider_reference.html.markdown';

/** Clouds and clusters. */
export const CLOUD_VARIABLES: readonly CredentialVariables[] = [
  {
    names: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
    system: 'AWS',
    kind: 'access-key',
    basis: 'variable',
    federatedAlternative: AWS_OIDC,
    note: 'Temporary where AWS_SESSION_TOKEN comes with them.',
    source: AWS_CLI,
  },
  {
    names: ['AWS_SESSION_TOKEN'],
    system: 'AWS',
    kind: 'access-key',
    basis: 'variable',
    temporary: true,
    source: AWS_CLI,
  },
  {
    names: ['GOOGLE_APPLICATION_CREDENTIALS'],
    system: 'Google Cloud',
    kind: 'key-file',
    basis: 'variable',
    federatedAlternative: GOOGLE_OIDC,
    note: 'Names a file, which may be a federation configuration and no key: google-github-actions/auth sets it either way.',
    source: 'https://github.com/googleapis/google-auth-library-nodejs/blob/a95b8272197f/README.md',
  },
  {
    names: ['GOOGLE_CREDENTIALS', 'GOOGLE_CLOUD_KEYFILE_JSON', 'GCLOUD_KEYFILE_JSON'],
    system: 'Google Cloud',
    kind: 'key-file',
    basis: 'variable',
    federatedAlternative: GOOGLE_OIDC,
    source: TERRAFORM_GOOGLE,
  },
  {
    names: ['GOOGLE_OAUTH_ACCESS_TOKEN'],
    system: 'Google Cloud',
    kind: 'api-key',
    basis: 'variable',
    temporary: true,
    source: TERRAFORM_GOOGLE,
  },
  {
    names: ['GCP_SA_KEY'],
    system: 'Google Cloud',
    kind: 'key-file',
    basis: 'variable',
    federatedAlternative: GOOGLE_OIDC,
    source: 'https://github.com/w9jds/firebase-action/blob/5b73b1274a22/README.md',
  },
  {
    names: ['GCLOUD_SERVICE_KEY'],
    system: 'Google Cloud',
    kind: 'key-file',
    basis: 'variable',
    federatedAlternative: GOOGLE_OIDC,
    source: 'https://github.com/CircleCI-Public/gcp-cli-orb/blob/419118cb17e6/src/commands/setup.yml',
  },
  {
    names: ['AZURE_CREDENTIALS'],
    system: 'Azure',
    kind: 'password',
    basis: 'secret-name',
    federatedAlternative: AZURE_OIDC,
    source: 'https://github.com/Azure/login/blob/833e82333ca8/README.md',
  },
  {
    names: ['AZURE_CLIENT_SECRET'],
    system: 'Azure',
    kind: 'password',
    basis: 'variable',
    federatedAlternative: AZURE_OIDC,
    source: AZURE_IDENTITY,
  },
  {
    names: ['AZURE_CLIENT_CERTIFICATE_PASSWORD', 'AZURE_PASSWORD'],
    system: 'Azure',
    kind: 'password',
    basis: 'variable',
    federatedAlternative: AZURE_OIDC,
    source: AZURE_IDENTITY,
  },
  {
    names: ['AZURE_STORAGE_KEY'],
    system: 'Azure Storage',
    kind: 'access-key',
    basis: 'variable',
    federatedAlternative: AZURE_OIDC,
    source: AZURE_CLI,
  },
  {
    names: ['AZURE_STORAGE_CONNECTION_STRING'],
    system: 'Azure Storage',
    kind: 'connection-string',
    basis: 'variable',
    federatedAlternative: AZURE_OIDC,
    source: AZURE_CLI,
  },
  {
    names: ['AZURE_STORAGE_SAS_TOKEN'],
    system: 'Azure Storage',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: AZURE_OIDC,
    source: AZURE_CLI,
  },
  {
    names: ['AZURE_FUNCTIONAPP_PUBLISH_PROFILE'],
    system: 'Azure',
    kind: 'password',
    basis: 'secret-name',
    federatedAlternative: AZURE_OIDC,
    source: 'https://github.com/Azure/functions-action/blob/c50a23467a0b/docs/authentication.md',
  },
  {
    names: ['ARM_CLIENT_SECRET', 'ARM_CLIENT_CERTIFICATE_PASSWORD'],
    system: 'Azure',
    kind: 'password',
    basis: 'variable',
    federatedAlternative: ARM_OIDC,
    source: AZURERM,
  },
  {
    names: ['ARM_CLIENT_CERTIFICATE'],
    system: 'Azure',
    kind: 'key-file',
    basis: 'variable',
    federatedAlternative: ARM_OIDC,
    source: AZURERM,
  },
  {
    names: ['ARM_ACCESS_KEY'],
    system: 'Azure Storage',
    kind: 'access-key',
    basis: 'variable',
    federatedAlternative: ARM_OIDC,
    source: AZURERM_BACKEND,
  },
  {
    names: ['ARM_SAS_TOKEN'],
    system: 'Azure Storage',
    kind: 'api-key',
    basis: 'variable',
    federatedAlternative: ARM_OIDC,
    source: AZURERM_BACKEND,
  },
  {
    names: ['ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALICLOUD_ACCESS_KEY_SECRET'],
    system: 'Alibaba Cloud',
    kind: 'access-key',
    basis: 'variable',
    federatedAlternative:
      'Log in with aliyun/configure-aliyun-credentials-action, role-to-assume, oidc-provider-arn and id-token: write.',
    source: 'https://github.com/aliyun/aliyun-cli/blob/eadd68d9a13d/config/profile.go',
  },
  {
    names: ['OCI_CLI_KEY_CONTENT'],
    system: 'Oracle Cloud',
    kind: 'key-file',
    basis: 'variable',
    source: 'https://github.com/oracle-actions/login-ocir/blob/d65011bf8c93/README.md',
  },
  {
    names: ['DIGITALOCEAN_ACCESS_TOKEN'],
    system: 'DigitalOcean',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/digitalocean/doctl/blob/168188d3e016/README.md',
  },
  {
    names: ['HCLOUD_TOKEN'],
    system: 'Hetzner Cloud',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/hetznercloud/cli/blob/1255e9561567/docs/tutorials/setup-hcloud-cli.md',
  },
  {
    names: ['SCW_SECRET_KEY'],
    system: 'Scaleway',
    kind: 'access-key',
    basis: 'variable',
    source: 'https://github.com/scaleway/scaleway-cli/blob/c2d470d86b4e/docs/commands/config.md',
  },
  {
    names: ['LINODE_CLI_TOKEN'],
    system: 'Linode',
    kind: 'pat',
    basis: 'variable',
    source: 'https://github.com/linode/linode-cli/blob/f61690ec2f9b/wiki/Configuration.md',
  },
  // https://developers.cloudflare.com/workers/ci-cd/external-cicd/github-actions/ (2026-09-18) knows tokens only.
  {
    names: ['CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_API_KEY'],
    system: 'Cloudflare',
    kind: 'api-key',
    basis: 'variable',
    source:
      'https://github.com/cloudflare/workers-sdk/blob/f8308360283f/packages/workers-utils/src/environment-variables/factory.ts',
  },
  {
    names: ['KUBE_CONFIG', '*_KUBECONFIG', '*_KUBE_CONFIG'],
    system: 'Kubernetes',
    kind: 'kubeconfig',
    basis: 'variable',
    source: 'https://github.com/actions-hub/kubectl/blob/2d0675eaaeeb/README.md',
  },
  {
    names: ['KUBE_CONFIG_DATA'],
    system: 'Kubernetes',
    kind: 'kubeconfig',
    basis: 'variable',
    source: 'https://github.com/kodermax/kubectl-aws-eks/blob/b16d7b618903/README.md',
  },
  {
    names: ['KUBE_TOKEN'],
    system: 'Kubernetes',
    kind: 'api-key',
    basis: 'variable',
    source: 'https://github.com/actions-hub/kubectl/blob/2d0675eaaeeb/README.md',
  },
  {
    names: ['KUBE_PASSWORD'],
    system: 'Kubernetes',
    kind: 'password',
    basis: 'variable',
    source: 'https://github.com/actions-hub/kubectl/blob/2d0675eaaeeb/README.md',
  },
  {
    names: ['KUBECONFIG'],
    system: 'Kubernetes',
    kind: 'kubeconfig',
    basis: 'variable',
    note: 'To kubectl the path of a file, not its content; a secret of this name holds the content.',
    source: 'https://github.com/Azure/k8s-set-context/blob/42a5ae85144b/src/action.ts',
  },
];
