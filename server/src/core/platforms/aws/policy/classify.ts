import type { SourceStatement } from './sourceStatement.js';
import type { ReadPolicy } from './readPolicy.js';

/** What a policy is for, by what it holds, or by what its file is called where its content does not tell. */
export type PolicyKind =
  | {
      readonly kind: 'identity' | 'trust' | 'boundary' | 'scp' | 'rcp' | 'session' | 'endpoint' | 'stack';
      readonly noun: string;
    }
  | { readonly kind: 'resource'; readonly noun: string; readonly service: string };

/** What the policy of a resource is called, by the service whose actions it speaks of. */
const NOUNS: Readonly<Record<string, string>> = {
  sqs: 'queue policy',
  sns: 'topic policy',
  s3: 'bucket policy',
  kms: 'key policy',
  secretsmanager: 'secret policy',
  ecr: 'repository policy',
  lambda: 'function policy',
  events: 'event bus policy',
  kinesis: 'stream policy',
  dynamodb: 'table policy',
  es: 'domain policy',
  'execute-api': 'API policy',
  backup: 'backup vault policy',
  glacier: 'vault policy',
  codeartifact: 'repository policy',
  elasticfilesystem: 'file system policy',
  logs: 'log resource policy',
  'kafka-cluster': 'cluster policy',
};

/** What the policy of a resource of this service is called. */
export function resourcePolicyNoun(service: string): string {
  return Object.hasOwn(NOUNS, service) ? (NOUNS[service] ?? 'resource policy') : 'resource policy';
}

/** @param name of the file or the policy: the only thing that tells a boundary from a policy that grants */
export function classify({ statements }: ReadPolicy, name: string): PolicyKind {
  const hasPrincipal = statements.some(
    ({ principals, notPrincipals }) => principals !== undefined || notPrincipals !== undefined,
  );
  if (hasPrincipal) {
    const services = [...new Set(statements.flatMap(servicesOf))];
    if (statements.every(speaksOfSessions)) return { kind: 'trust', noun: 'trust policy' };
    if (isOrganisational(name, 'resource')) return { kind: 'rcp', noun: 'resource control policy' };
    if (/endpoint|(?:^|[^a-z])vpce(?:[^a-z]|$)/iu.test(name)) {
      return { kind: 'endpoint', noun: 'endpoint policy' };
    }
    if (/stack[-_ ]?policy/iu.test(name) || statements.every(speaksOfUpdates)) {
      return { kind: 'stack', noun: 'stack policy' };
    }
    const [service = ''] = services.length === 1 ? services : services.filter((one) => one !== 'sts');
    return { kind: 'resource', noun: resourcePolicyNoun(service), service };
  }
  if (isOrganisational(name, 'service')) return { kind: 'scp', noun: 'service control policy' };
  if (/boundar(?:y|ies)/iu.test(name)) return { kind: 'boundary', noun: 'permissions boundary' };
  if (/\bsession[-_ ]?polic/iu.test(name)) return { kind: 'session', noun: 'session policy' };
  return { kind: 'identity', noun: 'policy' };
}

function isOrganisational(name: string, what: 'service' | 'resource'): boolean {
  return what === 'service'
    ? /(?:^|[^a-z])scps?(?:[^a-z]|$)|service[-_ ]?control/iu.test(name)
    : /(?:^|[^a-z])rcps?(?:[^a-z]|$)|resource[-_ ]?control/iu.test(name);
}

/** Actions by which sessions are started; those are all that a trust policy can speak of. */
const SESSION_ACTIONS: ReadonlySet<string> = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:assumeroot',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
  'sts:*',
  'sts:assume*',
  'sts:assumerole*',
  'sts:assumerolewith*',
]);

function speaksOfSessions({ actions, notActions }: SourceStatement): boolean {
  return (
    notActions === undefined && (actions ?? []).every(({ text }) => SESSION_ACTIONS.has(text.toLowerCase()))
  );
}

/**
 * What a policy says that protects the resources of a stack from updates.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
function speaksOfUpdates({ actions }: SourceStatement): boolean {
  return actions !== undefined && actions.length > 0 && actions.every(({ text }) => /^update:/iu.test(text));
}

/**
 * What a policy that trusts everyone may be besides that of a resource, where it names no resource of its own: the
 * default policy of an endpoint reads so, and what an organisation allows all that it has.
 *
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html,
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function supposedKind(
  { statements }: ReadPolicy,
  noun: string,
): { readonly as: string; readonly instead: string } | undefined {
  const open = statements.filter(
    ({ effect, principals }) => effect === 'Allow' && principals?.some(({ kind }) => kind === 'any') === true,
  );
  const isBare = ({ resources }: SourceStatement): boolean =>
    resources?.every(({ text }) => text === '*') ?? true;
  if (open.length === 0 || !open.every(isBare)) return undefined;
  return {
    as: noun === 'resource policy' ? 'the policy of a resource' : `a ${noun}`,
    instead: 'the policy of a VPC endpoint or of an organization',
  };
}

function servicesOf({ actions, notActions }: SourceStatement): readonly string[] {
  return (actions ?? notActions ?? []).map(({ text }) => text.toLowerCase().split(':')[0] ?? '');
}
