import type { CarriedIdentity, Unknown } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import { quoted } from '../text/quoted.js';

/** A command that acts on a system outside, with credentials that nothing in the script need name. */
interface Actor {
  readonly command: string;
  readonly pattern: RegExp;
  /** Whom it acts on, in words that follow "in"; absent where only its own files tell. */
  readonly system?: string;
  /** What of a carried identity, by its system or name, shows whose credentials it takes. */
  readonly taken: RegExp;
}

const START = '(?:^|[\\s;&|(`])';
const AWS = /aws|amazon/iu;

function actor(command: string, words: string, taken: RegExp, system?: string): Actor {
  return {
    command,
    pattern: new RegExp(`${START}(?:${words})`, 'mu'),
    taken,
    ...(system === undefined ? {} : { system }),
  };
}

/**
 * What takes its credentials from the environment, from files of the machine or from an agent's key chain.
 * https://docs.aws.amazon.com/cli/latest/topic/config-vars.html, https://docs.aws.amazon.com/cdk/v2/guide/configure-access.html
 * https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/, https://man.openbsd.org/ssh
 * https://cloud.google.com/docs/authentication/application-default-credentials
 * https://developer.hashicorp.com/terraform/language/providers/configuration
 */
const ACTORS: readonly Actor[] = [
  actor('cdk', String.raw`(?:npx\s+)?cdk\s+(?:deploy|destroy|bootstrap|import)\b`, AWS, 'AWS'),
  actor('sam', String.raw`sam\s+(?:deploy|sync|delete)\b`, AWS, 'AWS'),
  actor(
    'kubectl',
    String.raw`kubectl\s+(?!version|config\b|completion|kustomize)[a-z-]`,
    /kube|cluster|eks|gke|aks|agent|aws|google|azure/iu,
    'a cluster',
  ),
  actor(
    'helm',
    String.raw`helm\s+(?:upgrade|install|uninstall|rollback|delete)\b`,
    /kube|cluster|eks|gke|aks|agent|aws|google|azure/iu,
    'a cluster',
  ),
  actor(
    'gcloud',
    String.raw`gcloud\s+(?!auth|config\b|version|info|components)[a-z]`,
    /google|gcp|gcloud/iu,
    'Google Cloud',
  ),
  actor(
    'az',
    String.raw`az\s+(?!login|version|logout|account\s+(?:set|show|clear))[a-z]+\s+[a-z]`,
    /azure|arm_/iu,
    'Azure',
  ),
  actor(
    'terraform',
    String.raw`(?:terraform|tofu|terragrunt)\s+(?:-\S+\s+)*(?:run-all\s+)?(?:apply|destroy|plan|import|refresh)\b`,
    /./u,
  ),
  actor('pulumi', String.raw`pulumi\s+(?:up|destroy|refresh|preview)\b`, /./u),
  actor('serverless', String.raw`(?:npx\s+)?(?:serverless|sls)\s+(?:deploy|remove)\b`, /./u),
  actor('ansible-playbook', String.raw`ansible-playbook\s`, /./u),
  actor('ssh', String.raw`(?:ssh|scp|sftp)\s+(?!-V\b)\S`, /ssh|key|host|server|pass/iu, 'another machine'),
];

const OF_AWS = actor('aws', String.raw`aws\s+(?!--version|configure|sts\s+assume)[a-z]`, AWS, 'AWS');

/** One text of a script, with where a command in it is pointed at. */
export interface ActingText {
  readonly text: string;
  readonly place: (command: string) => Origin;
}

/**
 * Commands of a job that act outside with credentials that the file does not show: what they may do is not known.
 *
 * @param why where the credentials may come from
 * @param withAws whether the commands of AWS are told here as well
 */
export function unknownActors(
  texts: readonly ActingText[],
  carried: readonly CarriedIdentity[],
  { why, withAws }: { readonly why: string; readonly withAws: boolean },
): readonly Unknown[] {
  const actors = withAws ? [OF_AWS, ...ACTORS] : ACTORS;
  return actors.flatMap(({ command, pattern, system, taken }) => {
    if (carried.some(({ name, system: of }) => taken.test(`${of?.name ?? ''} ${name}`))) return [];
    const found = texts.find(({ text }) => pattern.test(text));
    if (found === undefined) return [];
    return [
      {
        what: `as whom ${quoted(command)} acts${system === undefined ? '' : ` in ${system}`}`,
        why,
        origin: found.place(command),
      },
    ];
  });
}
