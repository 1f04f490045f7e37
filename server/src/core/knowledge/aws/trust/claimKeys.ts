import { remembered } from '../../../patterns/remembered.js';
import { claimOf, issuerAt } from '../../oidc/issuers.js';

/**
 * The claims that AWS puts into a request as condition keys, `<issuer>:<claim>`, beside the standard ones.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html#awssecuritytokenservice-policy-keys
 */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'github-actions': [
    'actor',
    'actor_id',
    'enterprise_id',
    'environment',
    'job_workflow_ref',
    'ref',
    'repository',
    'repository_id',
    'repository_owner_id',
    'workflow',
  ],
  gitlab: [
    'namespace_id',
    'pipeline_source',
    'project_id',
    'ref_protected',
    'runner_environment',
    'user_access_level',
    'user_email',
    'user_id',
    'user_login',
  ],
  circleci: ['oidc.circleci.com/project-id'],
  buildkite: [
    'build_branch',
    'cluster_id',
    'cluster_name',
    'organization_id',
    'organization_slug',
    'pipeline_id',
    'pipeline_slug',
  ],
  google: ['google/organization_number', 'oaud'],
  cognito: ['amr'],
  bitbucket: [],
  'azure-devops': [],
  'terraform-cloud': [],
  eks: [],
  gke: [],
  aks: [],
  semaphore: [],
  codefresh: [],
  spacelift: [],
  pulumi: [],
  vercel: [],
  fly: [],
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif */
const STANDARD: ReadonlySet<string> = new Set(['aud', 'sub']);
/** Standard claims that only some issuers give. */
const SOMETIMES: ReadonlySet<string> = new Set(['amr', 'azp', 'email', 'oaud', 'id', 'app_id', 'user_id']);

/** Whether a condition on a claim of this issuer has something to compare with. */
export function isConditionKey(address: string, claim: string): boolean | 'unknown' {
  return rememberedAvailable(`${address}:${claim}`, () => readAvailable(address, claim));
}

const rememberedAvailable = remembered<boolean | 'unknown'>(2_000);

function readAvailable(address: string, claim: string): boolean | 'unknown' {
  const name = claim.toLowerCase();
  if (STANDARD.has(name)) return true;
  const issuer = issuerAt(address);
  const keys = issuer === undefined ? undefined : KEYS[issuer.id];
  if (keys === undefined) return 'unknown';
  return keys.includes(name) || (SOMETIMES.has(name) ? 'unknown' : false);
}

/** Whether every request of this issuer's workloads has the claim; undefined when that is not known. */
export function isAlwaysThere(address: string, claim: string): boolean | undefined {
  const available = isConditionKey(address, claim);
  if (available === false) return false;
  const issuer = issuerAt(address);
  if (STANDARD.has(claim.toLowerCase())) return true;
  return issuer === undefined ? undefined : claimOf(issuer, claim)?.always;
}

/** Takes a condition key apart into issuer and claim; undefined for a key that no issuer's name stands before. */
export function claimKeyOf(key: string): ClaimKey | undefined {
  return rememberedKeys(key, () => readClaimKey(key));
}

/** A claim of an issuer, by the condition key that stands for it. */
interface ClaimKey {
  readonly issuer: string;
  readonly claim: string;
}

/** Policies name few keys, and each is asked about by every session. */
const rememberedKeys = remembered<ClaimKey | undefined>(2_000);

function readClaimKey(key: string): ClaimKey | undefined {
  // The claim is what follows the first colon: the addresses of issuers hold none, names of claims may hold dots.
  const [, issuer = '', claim = ''] = /^([^:]*):(.+)$/su.exec(key) ?? [];
  return issuer.includes('.') && claim !== '' ? { issuer: issuer.toLowerCase(), claim } : undefined;
}
