import type { SourceStatement } from './sourceStatement.js';
import type { ReadPolicy } from './readPolicy.js';

/** What a policy is for, by what it holds, or by what its file is called where its content does not tell. */
export type PolicyKind =
  | { readonly kind: 'identity' | 'trust' | 'boundary' | 'scp' | 'rcp' | 'session'; readonly noun: string }
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

function servicesOf({ actions, notActions }: SourceStatement): readonly string[] {
  return (actions ?? notActions ?? []).map(({ text }) => text.toLowerCase().split(':')[0] ?? '');
}
