import type { Purpose } from '../../model/facts.js';

/** What a command or an action is for, as far as it matters outside the repository. */
export interface PurposeFact {
  readonly purpose: Purpose;
  /** What it does, in words that follow "it". */
  readonly why: string;
}

interface ActionPurpose extends PurposeFact {
  /** `owner/repo` or `owner/repo/path`, lower case; a trailing `*` stands for any rest. */
  readonly action: string;
}

interface CommandPurpose extends PurposeFact {
  readonly pattern: RegExp;
}

/** Purposes of well-known actions: the first sentence of each action's README at https://github.com/OWNER/REPO. */
const ACTIONS: readonly ActionPurpose[] = [
  { action: 'actions/deploy-pages', purpose: 'deploy', why: 'deploys to GitHub Pages' },
  { action: 'peaceiris/actions-gh-pages', purpose: 'deploy', why: 'deploys to GitHub Pages' },
  { action: 'jamesives/github-pages-deploy-action', purpose: 'deploy', why: 'deploys to GitHub Pages' },
  { action: 'pypa/gh-action-pypi-publish', purpose: 'publish', why: 'publishes to PyPI' },
  { action: 'js-devtools/npm-publish', purpose: 'publish', why: 'publishes to npm' },
  { action: 'rubygems/release-gem', purpose: 'publish', why: 'publishes to RubyGems' },
  { action: 'softprops/action-gh-release', purpose: 'release', why: 'creates a GitHub release' },
  { action: 'ncipollo/release-action', purpose: 'release', why: 'creates a GitHub release' },
  { action: 'svenstaro/upload-release-action', purpose: 'release', why: 'uploads to a GitHub release' },
  { action: 'goreleaser/goreleaser-action', purpose: 'release', why: 'runs GoReleaser' },
  { action: 'googleapis/release-please-action', purpose: 'release', why: 'prepares and tags releases' },
  { action: 'changesets/action', purpose: 'release', why: 'versions and may publish packages' },
  { action: 'cycjimmy/semantic-release-action', purpose: 'release', why: 'runs semantic-release' },
  { action: 'azure/webapps-deploy', purpose: 'deploy', why: 'deploys to Azure App Service' },
  { action: 'azure/functions-action', purpose: 'deploy', why: 'deploys to Azure Functions' },
  { action: 'azure/static-web-apps-deploy', purpose: 'deploy', why: 'deploys to Azure Static Web Apps' },
  { action: 'azure/k8s-deploy', purpose: 'deploy', why: 'deploys to Kubernetes' },
  { action: 'azure/container-apps-deploy-action', purpose: 'deploy', why: 'deploys to Azure Container Apps' },
  {
    action: 'aws-actions/amazon-ecs-deploy-task-definition',
    purpose: 'deploy',
    why: 'deploys to Amazon ECS',
  },
  {
    action: 'aws-actions/aws-cloudformation-github-deploy',
    purpose: 'deploy',
    why: 'deploys a CloudFormation stack',
  },
  { action: 'aws-actions/aws-lambda-deploy', purpose: 'deploy', why: 'deploys to AWS Lambda' },
  { action: 'google-github-actions/deploy-cloudrun', purpose: 'deploy', why: 'deploys to Cloud Run' },
  { action: 'google-github-actions/deploy-appengine', purpose: 'deploy', why: 'deploys to App Engine' },
  {
    action: 'google-github-actions/deploy-cloud-functions',
    purpose: 'deploy',
    why: 'deploys to Cloud Functions',
  },
  { action: 'firebaseextended/action-hosting-deploy', purpose: 'deploy', why: 'deploys to Firebase Hosting' },
  {
    action: 'cloudflare/wrangler-action',
    purpose: 'deploy',
    why: 'runs Wrangler, which deploys to Cloudflare',
  },
  { action: 'cloudflare/pages-action', purpose: 'deploy', why: 'deploys to Cloudflare Pages' },
  { action: 'nwtgck/actions-netlify', purpose: 'deploy', why: 'deploys to Netlify' },
  { action: 'amondnet/vercel-action', purpose: 'deploy', why: 'deploys to Vercel' },
  { action: 'akhileshns/heroku-deploy', purpose: 'deploy', why: 'deploys to Heroku' },
  { action: 'easingthemes/ssh-deploy', purpose: 'deploy', why: 'copies to a server over SSH' },
  { action: 'appleboy/scp-action', purpose: 'deploy', why: 'copies to a server over SSH' },
  { action: 'appleboy/ssh-action', purpose: 'administer', why: 'runs commands on a server over SSH' },
];

/** Commands whose own manuals say that they publish, release or deploy. */
const COMMANDS: readonly CommandPurpose[] = [
  // https://docs.npmjs.com/cli/commands/npm-publish
  {
    pattern: /\b(?:npm|pnpm|yarn(?:\s+npm)?|bun)\s+(?:-\S+\s+)*publish\b(?![^\n]*--dry-run)/u,
    purpose: 'publish',
    why: 'publishes to a package registry',
  },
  // https://twine.readthedocs.io
  { pattern: /\btwine\s+upload\b/u, purpose: 'publish', why: 'publishes to a Python package index' },
  // https://docs.astral.sh/uv/guides/package, https://python-poetry.org/docs/cli/#publish, https://flit.pypa.io
  {
    pattern: /\b(?:uv|poetry|flit|hatch|pdm)\s+publish\b/u,
    purpose: 'publish',
    why: 'publishes to a Python package index',
  },
  // https://doc.rust-lang.org/cargo/commands/cargo-publish.html
  { pattern: /\bcargo\s+publish\b(?![^\n]*--dry-run)/u, purpose: 'publish', why: 'publishes to crates.io' },
  // https://guides.rubygems.org/command-reference/#gem-push
  { pattern: /\bgem\s+push\b/u, purpose: 'publish', why: 'publishes to RubyGems' },
  // https://learn.microsoft.com/dotnet/core/tools/dotnet-nuget-push
  { pattern: /\b(?:dotnet\s+)?nuget\s+push\b/u, purpose: 'publish', why: 'publishes to a NuGet feed' },
  // https://docs.docker.com/reference/cli/docker/image/push
  {
    pattern: /\b(?:docker|podman|buildah|crane)\s+(?:image\s+)?push\b/u,
    purpose: 'publish',
    why: 'pushes a container image',
  },
  // https://helm.sh/docs/helm/helm_push
  { pattern: /\bhelm\s+push\b/u, purpose: 'publish', why: 'pushes a Helm chart' },
  // https://maven.apache.org/plugins/maven-deploy-plugin
  { pattern: /\bmvnw?\b[^\n]*\bdeploy\b/u, purpose: 'publish', why: 'publishes to a Maven repository' },
  // https://cli.github.com/manual/gh_release_create
  {
    pattern: /\bgh\s+release\s+(?:create|upload|edit)\b/u,
    purpose: 'release',
    why: 'writes a GitHub release',
  },
  // https://semantic-release.gitbook.io
  { pattern: /\bsemantic-release\b/u, purpose: 'release', why: 'runs semantic-release' },
  // https://developer.hashicorp.com/terraform/cli/commands/apply, https://opentofu.org/docs/cli/commands/apply
  {
    pattern: /\b(?:terraform|tofu|terragrunt)\s+(?:-\S+\s+)*(?:apply|destroy)\b/u,
    purpose: 'deploy',
    why: 'changes infrastructure',
  },
  // https://www.pulumi.com/docs/iac/cli/commands/pulumi_up
  { pattern: /\bpulumi\s+(?:up|destroy)\b/u, purpose: 'deploy', why: 'changes infrastructure' },
  // https://kubernetes.io/docs/reference/kubectl
  {
    pattern: /\bkubectl\s+(?:-\S+\s+)*(?:apply|rollout|set\s+image|delete|scale|patch)\b/u,
    purpose: 'deploy',
    why: 'changes a Kubernetes cluster',
  },
  // https://helm.sh/docs/helm/helm_upgrade
  {
    pattern: /\bhelm\s+(?:upgrade|install|uninstall)\b/u,
    purpose: 'deploy',
    why: 'changes a Kubernetes cluster',
  },
  // https://man.openbsd.org/ssh, https://man.openbsd.org/scp, https://download.samba.org/pub/rsync/rsync.1: a host of a
  // repository takes no other commands than git's.
  {
    pattern: /\bssh\s(?:[^\n|;&]{0,300}\s)?["']?(?!git@)[\w.${}-]+@[\w.${}-]+/u,
    purpose: 'administer',
    why: 'runs commands on a server over SSH',
  },
  {
    pattern: /\b(?:scp|rsync)\s[^\n|;&]{0,300}["'\s](?!git@)[\w.${}-]+@[\w.${}-]+:/u,
    purpose: 'deploy',
    why: 'copies to a server over SSH',
  },
  // https://docs.aws.amazon.com/cli/latest/reference
  {
    pattern:
      /\baws\s+(?:s3\s+(?:sync|cp|rm)|cloudformation\s+(?:deploy|create-stack|update-stack|delete-stack)|ecs\s+update-service|lambda\s+update-function-code)\b/u,
    purpose: 'deploy',
    why: 'changes AWS resources',
  },
  { pattern: /\b(?:sam|cdk|serverless|sls)\s+deploy\b/u, purpose: 'deploy', why: 'deploys to AWS' },
  // https://cloud.google.com/sdk/gcloud/reference
  {
    pattern: /\bgcloud\s+(?:app|run|functions)\s+deploy\b/u,
    purpose: 'deploy',
    why: 'deploys to Google Cloud',
  },
  {
    pattern:
      /\b(?:firebase|vercel|netlify|flyctl|fly|wrangler|railway)\s+(?:[^\n|&;]*\s)?(?:deploy|up|publish)\b|\bvercel\b[^\n]*--prod\b/u,
    purpose: 'deploy',
    why: 'deploys to a hosting service',
  },
];

const BY_ACTION: ReadonlyMap<string, ActionPurpose> = new Map(ACTIONS.map((fact) => [fact.action, fact]));

/** What an action is for; `undefined` when it is none of the well-known ones. */
export function purposeOfAction(reference: string): PurposeFact | undefined {
  const name = (reference.split('@')[0] ?? '').toLowerCase();
  return BY_ACTION.get(name);
}

/** A word of each of the commands above: most scripts hold none of them. */
const MAY_ACT =
  /publish|upload|push|deploy|release|apply|destroy|pulumi|kubectl|helm|ssh|scp|rsync|\baws\b|--prod|railway|fly|netlify|wrangler|firebase|vercel/u;

/** What the commands of a script are for, each purpose once. */
export function purposesOfScript(script: string): readonly PurposeFact[] {
  if (!MAY_ACT.test(script)) return [];
  const code = script.replace(/(^|\s)#[^\n]*/gu, '$1');
  const found = COMMANDS.filter((fact) => fact.pattern.test(code));
  return [...new Map(found.map((fact) => [fact.purpose, fact])).values()];
}
