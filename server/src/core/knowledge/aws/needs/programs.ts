import { ownOf } from '../../../collections/ownOf.js';

/**
 * Programs that act in AWS on what their templates, plans or charts say, so that the command alone does not tell what
 * they need; with the subcommands that call nothing. By their manuals.
 */
const DEPLOYERS: Readonly<Record<string, RegExp | undefined>> = {
  // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-command-reference.html
  sam: /^(?:init|--version|local generate-event)\b/u,
  // https://docs.aws.amazon.com/cdk/v2/guide/cli.html
  cdk: /^(?:init|--version|docs|acknowledge|notices)\b/u,
  // https://developer.hashicorp.com/terraform/cli/commands
  terraform: /^(?:fmt|validate|version|-version|--version|-help)\b/u,
  tofu: /^(?:fmt|validate|version|-version|--version|-help)\b/u,
  terragrunt: undefined,
  cdktf: undefined,
  pulumi: /^(?:version|plugin)\b/u,
  serverless: undefined,
  sls: undefined,
  sst: undefined,
  eksctl: /^version\b/u,
  kubectl: /^version --client\b/u,
  helm: /^(?:lint|template|version|package|repo|dependency|registry login|push|pull)\b/u,
  helmfile: undefined,
  skaffold: undefined,
  kustomize: /^(?:build|edit|version)\b/u,
  copilot: undefined,
  'ecs-cli': undefined,
  ecspresso: undefined,
  lambroll: undefined,
  eb: undefined,
  amplify: undefined,
  chalice: undefined,
  zappa: undefined,
  packer: /^(?:fmt|validate|version|init)\b/u,
  'ansible-playbook': undefined,
  s5cmd: undefined,
  s3cmd: undefined,
  rclone: undefined,
  sops: undefined,
  chamber: undefined,
  flyway: undefined,
  dvc: undefined,
  'git-remote-codecommit': undefined,
};

/** Whether a program acts in AWS in ways that its words do not tell; `undefined` for one that is no such program. */
export function deploysToAws(program: string, words: string): boolean | undefined {
  if (!Object.hasOwn(DEPLOYERS, program)) return undefined;
  return ownOf(DEPLOYERS, program)?.test(words) !== true;
}

/**
 * Commands that fetch packages or compile what is there and by their nature call no service of AWS. A build or test
 * script is not among them: it runs code that may.
 */
const PLAIN: readonly (readonly [RegExp, RegExp])[] = [
  [/^(?:npm|pnpm)$/u, /^(?:ci|i|install|version|config|cache|--version|-v)\b/u],
  [/^(?:yarn)$/u, /^(?:install|--frozen-lockfile|--immutable|--version|$)/u],
  [/^(?:pip|pip3|uv|poetry|pipenv)$/u, /^(?:install|sync|pip install|--version)\b/u],
  [/^python3?$/u, /^-m pip install\b/u],
  [/^(?:bundle|gem|composer|cargo|brew|corepack)$/u, /^(?:install|config|fetch|add|enable|prepare)\b/u],
  [/^go$/u, /^(?:build|vet|mod|install|version|env|fmt)\b/u],
  [/^(?:cargo)$/u, /^(?:build|check|fmt|clippy)\b/u],
  [/^dotnet$/u, /^(?:restore|build|publish)\b/u],
  [/^(?:gcc|g\+\+|clang|tsc|javac|rustc|hugo|gofmt|eslint|prettier|actionlint)$/u, /^/u],
];

/** Whether a command by its nature does nothing in AWS. */
export function isPlain(program: string, words: string): boolean {
  return PLAIN.some(([name, verbs]) => name.test(program) && verbs.test(words));
}

/** Programs that run the command in their words: `xargs aws s3 rm`, `timeout 60 aws …`. */
export const WRAPPERS: ReadonlySet<string> = new Set(
  'xargs timeout time nice nohup env retry watch parallel chronic sudo exec command'.split(' '),
);
