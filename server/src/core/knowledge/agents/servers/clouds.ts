import { server } from './build.js';
import type { KnownServer } from './types.js';

const AWSLABS = 'https://awslabs.github.io/mcp/';

/** Servers for clouds, clusters, deployments and what watches them. */
export const CLOUD_SERVERS: readonly KnownServer[] = [
  server(
    ['AWS', 'control-plane', 'admin', 'change anything in AWS that its login may change'],
    `${AWSLABS}servers/aws-api-mcp-server`,
    {
      packages: [
        'awslabs.aws-api-mcp-server',
        'awslabs.ccapi-mcp-server',
        'awslabs.cfn-mcp-server',
        'awslabs.cdk-mcp-server',
        'awslabs.terraform-mcp-server',
        'awslabs.iam-mcp-server',
        'awslabs.eks-mcp-server',
        'awslabs.ecs-mcp-server',
        'awslabs.lambda-tool-mcp-server',
        'awslabs.aws-serverless-mcp-server',
        'awslabs.core-mcp-server',
        'awslabs.amazon-sns-sqs-mcp-server',
        'mcp-server-aws',
        'aws-mcp-server',
        'mcp-proxy-for-aws',
      ],
      hosts: ['aws-mcp.us-east-1.api.aws', '.api.aws'],
      names: ['aws', 'aws-mcp', 'aws-api', 'awslabs'],
      readOnly: /READ_OPERATIONS_ONLY|--readonly/u,
    },
  ),
  server(['AWS data services', 'data', 'write', 'read and change data in AWS'], AWSLABS, {
    system: 'AWS',
    packages: [
      'awslabs.dynamodb-mcp-server',
      'awslabs.postgres-mcp-server',
      'awslabs.mysql-mcp-server',
      'awslabs.aurora-dsql-mcp-server',
      'awslabs.redshift-mcp-server',
      'awslabs.s3-tables-mcp-server',
      'awslabs.documentdb-mcp-server',
    ],
    names: ['dynamodb', 'redshift', 'aurora'],
  }),
  server(
    ['AWS observability', 'api', 'read', 'read logs, metrics and costs of AWS'],
    `${AWSLABS}servers/cloudwatch-mcp-server`,
    {
      system: 'AWS',
      packages: [
        'awslabs.cloudwatch-mcp-server',
        'awslabs.cloudtrail-mcp-server',
        'awslabs.cost-explorer-mcp-server',
        'awslabs.aws-pricing-mcp-server',
        'awslabs.billing-cost-management-mcp-server',
        'awslabs.bedrock-kb-retrieval-mcp-server',
      ],
      names: ['cloudwatch', 'cost-explorer'],
    },
  ),
  server(
    ['Google Cloud', 'control-plane', 'admin', 'change anything in Google Cloud that its login may change'],
    'https://github.com/googleapis/gcloud-mcp',
    {
      packages: [
        '@google-cloud/gcloud-mcp',
        '@google-cloud/cloud-run-mcp',
        '@google-cloud/storage-mcp',
        'gcp-mcp',
        'mcp-gcp',
      ],
      hosts: ['.googleapis.com/mcp'],
      names: ['gcloud', 'gcp', 'cloud-run', 'google-cloud'],
    },
  ),
  server(
    ['Google Cloud observability', 'api', 'read', 'read logs and metrics of Google Cloud'],
    'https://github.com/googleapis/gcloud-mcp',
    {
      system: 'Google Cloud',
      packages: ['@google-cloud/observability-mcp'],
    },
  ),
  server(
    ['Azure', 'control-plane', 'admin', 'change anything in Azure that its login may change'],
    'https://learn.microsoft.com/en-us/azure/developer/azure-mcp-server/',
    {
      packages: ['@azure/mcp', 'mcr.microsoft.com/azure-sdk/azure-mcp', 'msmcp-azure'],
      names: ['azure', 'azure-mcp', 'Azure MCP Server', 'com.microsoft/azure'],
      readOnly: /--read-only/u,
    },
  ),
  server(
    ['Microsoft Fabric', 'data', 'write', 'read and change data in Fabric'],
    'https://github.com/microsoft/mcp',
    {
      packages: ['@microsoft/fabric-mcp'],
      names: ['fabric', 'fabric-mcp-server'],
    },
  ),
  server(
    ['Kubernetes', 'control-plane', 'admin', 'change anything in the cluster that its login may change'],
    'https://github.com/containers/kubernetes-mcp-server',
    {
      packages: [
        'kubernetes-mcp-server',
        'mcp-server-kubernetes',
        'quay.io/containers/kubernetes_mcp_server',
        'ghcr.io/containers/kubernetes-mcp-server',
        'kubectl-mcp-server',
        'k8s-mcp-server',
        'mcp/kubernetes',
        'argocd-mcp',
        'flux-operator-mcp',
      ],
      names: ['kubernetes', 'k8s', 'kubectl', 'argocd'],
      readOnly: /--read-only|MCP_READ_ONLY/u,
    },
  ),
  server(
    [
      'Terraform',
      'control-plane',
      'admin',
      'read the registry, and change workspaces and runs where it has a token',
    ],
    'https://github.com/hashicorp/terraform-mcp-server',
    {
      packages: [
        'hashicorp/terraform-mcp-server',
        'terraform-mcp-server',
        'tfmcp',
        '@pulumi/mcp-server',
        'pulumi',
      ],
      hosts: ['mcp.ai.pulumi.com'],
      names: ['terraform', 'pulumi'],
    },
  ),
  server(
    ['Docker', 'compute', 'write', 'start containers on this machine'],
    'https://docs.docker.com/ai/mcp-catalog-and-toolkit/',
    {
      system: 'this machine',
      packages: ['mcp-server-docker', 'docker-mcp', 'mcp/docker'],
      names: ['docker', 'MCP_DOCKER'],
      tools: { list_containers: 'read', fetch_container_logs: 'read', list_images: 'read' },
    },
  ),
  server(
    ['Cloudflare', 'control-plane', 'admin', 'change workers, storage and settings of the account'],
    'https://developers.cloudflare.com/agents/model-context-protocol/mcp-servers-for-cloudflare/',
    {
      packages: ['@cloudflare/mcp-server-cloudflare'],
      hosts: [
        'bindings.mcp.cloudflare.com',
        'builds.mcp.cloudflare.com',
        'containers.mcp.cloudflare.com',
        'mcp.cloudflare.com',
      ],
      names: ['cloudflare', 'cloudflare-bindings'],
    },
  ),
  server(
    ['Cloudflare observability', 'api', 'read', 'read logs and analytics of the account'],
    'https://developers.cloudflare.com/agents/model-context-protocol/mcp-servers-for-cloudflare/',
    {
      system: 'Cloudflare',
      hosts: [
        'observability.mcp.cloudflare.com',
        'radar.mcp.cloudflare.com',
        'logs.mcp.cloudflare.com',
        'graphql.mcp.cloudflare.com',
        'dns-analytics.mcp.cloudflare.com',
        'auditlogs.mcp.cloudflare.com',
      ],
      names: ['cloudflare-observability', 'cloudflare-docs'],
    },
  ),
  server(
    ['Vercel', 'deployment', 'admin', 'deploy, and change projects and domains'],
    'https://vercel.com/docs/mcp/vercel-mcp',
    {
      packages: ['@vercel/mcp-adapter', 'vercel-mcp'],
      hosts: ['mcp.vercel.com'],
      names: ['vercel'],
    },
  ),
  server(
    ['Netlify', 'deployment', 'admin', 'deploy, and change sites and their variables'],
    'https://docs.netlify.com/build/build-with-ai/netlify-mcp-server/',
    {
      packages: ['@netlify/mcp'],
      hosts: ['netlify-mcp.netlify.app'],
      names: ['netlify'],
    },
  ),
  server(
    ['Heroku', 'deployment', 'admin', 'deploy, and change apps and add-ons'],
    'https://devcenter.heroku.com/articles/heroku-mcp-server',
    {
      packages: ['@heroku/mcp-server'],
      hosts: ['mcp.heroku.com'],
      names: ['heroku'],
    },
  ),
  server(
    ['Railway', 'deployment', 'admin', 'deploy, and change services and their variables'],
    'https://docs.railway.com/reference/mcp-server',
    {
      packages: ['@railway/mcp-server', '@jasontanswe/railway-mcp'],
      hosts: ['mcp.railway.com'],
      names: ['railway'],
    },
  ),
  server(
    ['Render', 'deployment', 'admin', 'deploy, and change services and databases'],
    'https://render.com/docs/mcp-server',
    {
      hosts: ['mcp.render.com'],
      names: ['render'],
    },
  ),
  server(
    ['Firebase', 'control-plane', 'admin', 'change projects, rules, data and users'],
    'https://firebase.google.com/docs/ai-assistance/mcp-server',
    {
      packages: ['firebase-tools', '@gannonh/firebase-mcp'],
      names: ['firebase'],
    },
  ),
  server(
    ['DigitalOcean', 'control-plane', 'admin', 'change apps, droplets and databases'],
    'https://docs.digitalocean.com/reference/mcp/',
    {
      packages: ['@digitalocean/mcp'],
      hosts: ['.mcp.digitalocean.com'],
      names: ['digitalocean'],
    },
  ),
  server(
    ['Hetzner, Fly and others', 'control-plane', 'admin', 'change what runs in the cloud'],
    'https://fly.io/docs/flyctl/mcp-server/',
    {
      system: 'a cloud',
      packages: ['mcp-hetzner', 'flyctl', '@scaleway/mcp'],
      names: ['hetzner', 'fly', 'flyio'],
    },
  ),
  server(
    ['Vault', 'secrets', 'admin', 'read and change secrets'],
    'https://developer.hashicorp.com/vault/docs/mcp-server',
    {
      packages: [
        'hashicorp/vault-mcp-server',
        'vault-mcp-server',
        '@dopplerhq/mcp-server',
        '@infisical/mcp',
        'mcp-1password',
        '@bitwarden/mcp-server',
      ],
      names: ['vault', 'doppler', 'infisical', '1password', 'bitwarden'],
    },
  ),
  server(
    ['Sentry', 'api', 'write', 'read errors, and change projects and issues'],
    'https://docs.sentry.io/product/sentry-mcp/',
    {
      packages: ['@sentry/mcp-server', '@modelcontextprotocol/server-sentry', 'mcp-server-sentry'],
      hosts: ['mcp.sentry.dev'],
      names: ['sentry'],
      conversational: true,
      tools: { analyze_issue_with_seer: 'read', whoami: 'read' },
    },
  ),
  server(
    ['Grafana', 'api', 'write', 'read metrics and logs, and change dashboards and alerts'],
    'https://github.com/grafana/mcp-grafana',
    {
      packages: ['mcp/grafana', 'grafana/mcp-grafana', 'mcp-grafana'],
      names: ['grafana'],
      readOnly: /--disable-write/u,
    },
  ),
  server(
    ['Datadog', 'api', 'read', 'read metrics, logs and traces'],
    'https://docs.datadoghq.com/bits_ai/mcp_server/',
    {
      packages: ['@winor30/mcp-server-datadog', 'datadog-mcp-server'],
      hosts: ['mcp.datadoghq.com', '.datadoghq.com', '.datadoghq.eu'],
      names: ['datadog'],
    },
  ),
  server(
    ['PagerDuty', 'api', 'write', 'change incidents, schedules and services'],
    'https://github.com/PagerDuty/pagerduty-mcp-server',
    {
      packages: ['pagerduty-mcp', 'pagerduty-mcp-server'],
      hosts: ['mcp.pagerduty.com'],
      names: ['pagerduty'],
    },
  ),
  server(
    ['Monitoring', 'api', 'read', 'read metrics, logs and traces'],
    'https://docs.newrelic.com/docs/agentic-ai/mcp/overview/',
    {
      packages: [
        'prometheus-mcp-server',
        '@honeycombio/honeycomb-mcp',
        'axiom-mcp',
        'logfire-mcp',
        '@dynatrace-oss/dynatrace-mcp-server',
      ],
      hosts: ['mcp.newrelic.com', 'mcp.honeycomb.io', 'mcp.axiom.co'],
      names: ['newrelic', 'honeycomb', 'prometheus', 'axiom', 'logfire', 'dynatrace'],
    },
  ),
  server(
    ['LaunchDarkly', 'control-plane', 'admin', 'change feature flags, in production too'],
    'https://launchdarkly.com/docs/home/getting-started/mcp',
    {
      packages: ['@launchdarkly/mcp-server'],
      hosts: ['mcp.launchdarkly.com'],
      names: ['launchdarkly', 'statsig', 'posthog'],
    },
  ),
  server(
    ['CI', 'deployment', 'write', 'start and inspect pipelines'],
    'https://github.com/CircleCI-Public/mcp-server-circleci',
    {
      system: 'a CI system',
      packages: [
        '@circleci/mcp-server-circleci',
        'ghcr.io/buildkite/buildkite-mcp-server',
        'mcp-jenkins',
        '@grec0/mcp-jenkins-tools',
      ],
      hosts: ['mcp.buildkite.com'],
      names: ['circleci', 'buildkite', 'jenkins'],
    },
  ),
];
