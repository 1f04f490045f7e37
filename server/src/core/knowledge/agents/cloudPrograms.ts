import type { SystemRef } from '../../model/facts.js';
import type { Program, ProgramLevel } from './programTypes.js';

const cloud = (name: string): SystemRef => ({ kind: 'control-plane', name });

function reads(when: RegExp, opens: string): ProgramLevel {
  return { when, access: 'read', opens };
}

/** Clouds, clusters and what provisions them. What they may do is what the person or job that is logged in may. */
export const CLOUD_PROGRAMS: readonly Program[] = [
  {
    names: ['aws'],
    system: cloud('AWS'),
    levels: [
      {
        when: /^(?:secretsmanager get-secret-value|ssm get-parameters?\b.*|sts get-session-token)/u,
        access: 'read',
        opens: 'read secrets of the account',
        system: { kind: 'secrets', name: 'AWS' },
      },
      reads(
        /^(?:help|configure list|sso login|sts get-caller-identity|s3 ls|logs (?:tail|filter)|\S+ (?:describe|list|get|head|lookup|search|query|scan|wait|batch-get)\S*)/u,
        'look at the account',
      ),
    ],
    access: 'admin',
    opens: 'change anything in AWS that the login may change',
    covers: 'every command of every AWS service',
    whole: true,
    instead: ['aws sts get-caller-identity', 'aws s3 ls *', 'aws logs tail *'],
    source: 'https://docs.aws.amazon.com/cli/latest/reference/',
  },
  {
    names: ['gcloud', 'gsutil', 'bq'],
    system: cloud('Google Cloud'),
    levels: [
      {
        when: /^(?:auth print-(?:access|identity)-token|auth application-default print-access-token)/u,
        access: 'write',
        opens: 'take out tokens of the login',
        system: { kind: 'identity', name: 'Google Cloud' },
      },
      {
        when: /^secrets versions access/u,
        access: 'read',
        opens: 'read secrets of the project',
        system: { kind: 'secrets', name: 'Google Cloud' },
      },
      reads(
        /^(?:ls|cat|stat|help|info|version|config (?:list|get)|logging read|(?:\S+ ){1,4}(?:list|describe)\b|show|head)/u,
        'look at the project',
      ),
    ],
    access: 'admin',
    opens: 'change anything in Google Cloud that the login may change',
    covers: 'every command of every Google Cloud service',
    whole: true,
    instead: ['gcloud config list', 'gcloud logging read *'],
    source: 'https://cloud.google.com/sdk/gcloud/reference',
  },
  {
    names: ['az', 'azd'],
    system: cloud('Azure'),
    levels: [
      {
        when: /^account get-access-token/u,
        access: 'write',
        opens: 'take out tokens of the login',
        system: { kind: 'identity', name: 'Azure' },
      },
      {
        when: /^keyvault secret (?:show|download)/u,
        access: 'read',
        opens: 'read secrets of a vault',
        system: { kind: 'secrets', name: 'Azure' },
      },
      reads(
        /^(?:account show|version|find|(?:\S+ ){1,4}(?:list|show)\b\S*|monitor log-analytics query)/u,
        'look at the subscription',
      ),
    ],
    access: 'admin',
    opens: 'change anything in Azure that the login may change',
    covers: 'every command of every Azure service',
    whole: true,
    instead: ['az account show', 'az resource list *'],
    source: 'https://learn.microsoft.com/en-us/cli/azure/reference-index',
  },
  {
    names: ['doctl', 'hcloud', 'linode-cli', 'oci', 'ibmcloud', 'scw', 'flyctl', 'fly', 'openstack'],
    system: cloud('a cloud'),
    levels: [
      reads(
        /^(?:version|account get|status|logs|(?:\S+ ){1,3}(?:list|get|show|describe)\b|(?:list|show|get)\b)/u,
        'look at the account',
      ),
    ],
    access: 'admin',
    opens: 'change anything in the cloud that the login may change',
    covers: 'every command of the cloud',
    whole: true,
    source: 'https://docs.digitalocean.com/reference/doctl/reference/',
  },
  {
    names: ['kubectl', 'oc', 'k9s', 'kubectx', 'kubens'],
    alike: ['oc'],
    system: cloud('Kubernetes'),
    levels: [
      {
        when: /^(?:get|describe) secrets?\b/u,
        access: 'read',
        opens: 'read secrets of the cluster',
        system: { kind: 'secrets', name: 'Kubernetes' },
      },
      reads(
        /^(?:get|describe|logs|top|explain|version|api-resources|api-versions|cluster-info|diff|wait|events|auth (?:can-i|whoami)|config (?:view|get-contexts|current-context)|rollout (?:status|history))\b/u,
        'look at the cluster',
      ),
    ],
    access: 'admin',
    opens: 'change anything in the cluster that the login may change',
    covers: 'every command of the cluster, `exec` into its pods and reading its secrets among them',
    whole: true,
    instead: ['kubectl get pods *', 'kubectl describe pods *', 'kubectl logs *'],
    source: 'https://kubernetes.io/docs/reference/kubectl/generated/',
  },
  {
    names: ['helm', 'helmfile', 'kustomize', 'flux', 'argocd', 'skaffold'],
    system: cloud('Kubernetes'),
    levels: [
      reads(
        /^(?:list|ls|status|history|get|show|search|template|lint|version|build|diff|dependency|dep|env|repo (?:list|update)|app (?:list|get|diff))\b/u,
        'look at what is installed',
      ),
    ],
    access: 'admin',
    opens: 'install and remove what runs in the cluster',
    covers: 'every installation in the cluster',
    whole: true,
    instead: ['helm template *', 'helm lint *', 'helm list *'],
    source: 'https://helm.sh/docs/helm/helm/',
  },
  {
    names: [
      'terraform',
      'tofu',
      'terragrunt',
      'pulumi',
      'cdk',
      'cdktf',
      'sam',
      'serverless',
      'sls',
      'ansible-playbook',
      'ansible',
      'cdk8s',
      'sst',
    ],
    alike: ['tofu', 'terragrunt'],
    system: cloud('the infrastructure it describes'),
    levels: [
      reads(
        /^(?:plan|validate|fmt|show|output|graph|version|providers|init|get|state (?:list|show)|workspace (?:list|show)|preview|stack (?:ls|output)|about|diff|synth|ls|list|doctor|build|package|local\b|config|print|info|test|--syntax-check|--list-hosts)\b/u,
        'read the plan and the state',
      ),
    ],
    access: 'admin',
    opens: 'create, change and destroy infrastructure',
    covers: '`apply` and `destroy` as well as `plan`',
    whole: true,
    instead: ['terraform plan *', 'terraform validate *', 'terraform fmt *'],
    source: 'https://developer.hashicorp.com/terraform/cli/commands',
  },
  {
    names: [
      'vercel',
      'netlify',
      'wrangler',
      'heroku',
      'railway',
      'render',
      'firebase',
      'surge',
      'gh-pages',
      'kamal',
      'dokku',
      'eb',
      'amplify',
      'eas',
      'fastlane',
    ],
    system: { kind: 'deployment', name: 'deployments' },
    levels: [
      reads(
        /^(?:ls|list|logs?|tail|whoami|status|inspect|dev|build|help|version|types|env ls|projects?:? ?(?:ls|list)|apps?(?::info)?$|ps$|open|serve|emulators|--version|sync|copy|run|doctor)\b/u,
        'look at deployments',
      ),
      {
        when: /^(?:deploy|publish|up|push|rollback|promote|redeploy|versions|pages deploy|hosting|functions:\S+|submit)\b/u,
        access: 'write',
        opens: 'deploy',
      },
      {
        when: /^(?:env|domains?|dns|alias|certs?|secrets?|config|settings|addons|access|teams?|projects?|apps?|variables|kv|d1|r2)\b/u,
        access: 'admin',
        opens: 'change settings, domains, data and secrets of deployments',
      },
    ],
    access: 'admin',
    opens: 'deploy, and change settings, domains and secrets of deployments',
    covers: 'deploying, and settings, domains and secrets of deployments',
    whole: true,
    source: 'https://vercel.com/docs/cli',
  },
  {
    names: [
      'vault',
      'op',
      'doppler',
      'infisical',
      'bw',
      'pass',
      'sops',
      'chamber',
      'aws-vault',
      'security',
      'secret-tool',
      'keyring',
      'gopass',
      'lpass',
    ],
    system: { kind: 'secrets', name: 'a store of secrets' },
    levels: [reads(/^(?:status|version|help|whoami|account (?:get|list)|login)\b/u, 'look at the store')],
    access: 'admin',
    opens: 'read and change secrets of the store',
    covers: 'every secret that the login may read',
    whole: true,
    source: 'https://developer.hashicorp.com/vault/docs/commands',
  },
  {
    names: ['stripe'],
    system: { kind: 'billing', name: 'Stripe' },
    levels: [
      reads(
        /^(?:listen|logs|version|help|status|samples|\S+ (?:list|retrieve)|get)\b/u,
        'look at the account',
      ),
    ],
    access: 'admin',
    opens: 'charge, refund and change customers',
    covers: 'every resource of the account',
    whole: true,
    instead: ['stripe listen *', 'stripe logs tail *'],
    source: 'https://docs.stripe.com/cli',
  },
  {
    names: ['supabase'],
    system: { kind: 'control-plane', name: 'Supabase' },
    levels: [
      reads(
        /^(?:status|start|stop|init|gen|db (?:diff|lint|start|dump)|migration (?:new|list)|projects list|functions (?:list|serve|new)|test|inspect)\b/u,
        'work with the local project',
      ),
    ],
    access: 'admin',
    opens: 'change databases, functions and secrets of the project',
    covers: '`db push`, `db reset`, `functions deploy` and `secrets set` as well as local work',
    whole: true,
    instead: ['supabase status', 'supabase gen types *'],
    source: 'https://supabase.com/docs/reference/cli/introduction',
  },
];
