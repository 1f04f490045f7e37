import { evaluate } from '../knowledge/aws/policy/evaluate.js';
import type { AwsRequest } from '../knowledge/aws/policy/types.js';
import { accountOfProviders } from '../knowledge/aws/trust/admissions.js';
import { POD_IDENTITY, podIdentityRequest } from '../knowledge/aws/trust/podIdentity.js';
import { namedPrincipal } from '../knowledge/aws/trust/principals.js';
import {
  accountOf,
  ANY_ISSUER,
  assumeRoleRequest,
  webIdentityRequest,
} from '../knowledge/aws/trust/requests.js';
import { claimKeyOf } from '../knowledge/aws/trust/claimKeys.js';
import { rolePathOf } from '../knowledge/aws/trust/roleKey.js';
import { immutableSubject } from '../knowledge/oidc/githubActions.js';
import { issuerAt } from '../knowledge/oidc/issuers.js';
import type { AskedClaim } from '../knowledge/oidc/openNames.js';
import { namedInPolicy, openNamesIn, withNames } from '../knowledge/oidc/openNames.js';
import type { Reference, SessionFacts } from '../model/facts.js';
import type { PolicyDocument } from '../model/policyDocument.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import type { ClaimSet } from '../model/trust.js';
import { hangsOnRepository, ofRepository } from './assumptions.js';

/**
 * Whether a trust policy lets somebody in. `likely`: it does if the repository at hand is the one that the policy
 * names, which nothing contradicts.
 */
export type Verdict = 'yes' | 'likely' | 'unknown' | 'no';

/** The ARN of a role, with `UNKNOWN_PART` for what its file does not tell. */
export function principalOf({ principal, subject, trust }: SessionFacts): string {
  const account = accountOf(principal ?? '') ?? (trust && accountOfProviders(trust.policy)) ?? UNKNOWN_PART;
  if (principal === undefined) return `arn:aws:iam::${account}:role/${subject['role'] ?? UNKNOWN_PART}`;
  return principal.replace(/^(arn:[^:]*:iam::)[^:]*:/u, (_whole, start: string) => `${start}${account}:`);
}

/** Whether the ARN by which a role is asked for can be this role's: neither account nor path says otherwise. */
export function canBeNamed(reference: Pick<Reference, 'name'>, role: SessionFacts): boolean {
  const own = principalOf(role);
  const asked = accountOf(reference.name);
  const account = accountOf(own);
  if (asked !== undefined && account !== undefined && asked !== account) return false;
  const path = rolePathOf(reference.name);
  const ownPath = role.principal === undefined ? undefined : rolePathOf(own);
  return path === undefined || ownPath === undefined || path === ownPath;
}

/** Whether a role's trust policy lets in whoever presents these claims. A role whose policy is not known may. */
export function verdictOnClaims(role: SessionFacts, set: ClaimSet): Verdict {
  const { trust } = role;
  if (trust === undefined) return 'unknown';
  const arn = principalOf(role);
  if (set.issuer === POD_IDENTITY) return decide(trust.policy, podIdentityRequest(set.values, arn));
  const ask: Ask = (claims) => decide(trust.policy, webIdentityRequest(claims, arn));
  const issuers = issuersOf(trust.policy);
  if (set.issuer === ANY_ISSUER) {
    // A workload of this workspace that asks for the role most likely runs where the policy expects it.
    const fits = issuers.some((issuer) => ask({ ...set, issuer }) === 'yes');
    return fits ? 'likely' : ask(set);
  }
  const product = issuerAt(set.issuer)?.id;
  const verdictAt = (issuer: string): Verdict =>
    product === undefined || product === GITHUB
      ? verdictOfRepository(trust.policy, { ...set, issuer }, ask)
      : verdictOfNames(trust.policy, { ...set, issuer }, { product, ask });
  const own = verdictAt(set.issuer);
  if (own === 'yes' || own === 'likely') return own;
  // An enterprise may have an issuer of its own, with its name in the address.
  const others = issuers.filter(
    (issuer) => issuer !== set.issuer && isOfProduct(issuer, product, trust.policy),
  );
  const verdicts = others.map(verdictAt);
  return verdicts.some((verdict) => verdict === 'yes' || verdict === 'likely')
    ? 'likely'
    : best([own, ...verdicts]);
}

type Ask = (claims: ClaimSet) => Verdict;

const GITHUB = 'github-actions';

/** Whether an issuer is one of the product's. GitLab is also run at addresses of whoever runs it. */
function isOfProduct(issuer: string, product: string | undefined, policy: PolicyDocument): boolean {
  if (product === undefined) return false;
  const known = issuerAt(issuer)?.id;
  if (known !== undefined) return known === product;
  return product === 'gitlab' && subjectsIn(policy).some((text) => text.startsWith('project_path:'));
}

/** More ways of putting the names of a policy into claims than that are not tried. */
const MOST_WAYS = 32;

/**
 * The verdict on claims in which names are left open that the file does not tell: that it asks for the role speaks for
 * the ones that the policy names.
 */
function verdictOfNames(
  policy: PolicyDocument,
  set: ClaimSet,
  { product, ask }: { readonly product: string; readonly ask: Ask },
): Verdict {
  const open = [...new Set(Object.values(set.values).flatMap(openNamesIn))];
  if (open.length === 0) return ask(set);
  const named = namedInPolicy(product, set.issuer, askedClaims(policy));
  let ways: ReadonlyMap<string, string>[] = [new Map()];
  for (const word of open) {
    const texts = named.get(word);
    if (texts === undefined) continue;
    ways = ways.flatMap((way) => texts.map((text) => new Map([...way, [word, text]]))).slice(0, MOST_WAYS);
  }
  const verdicts = ways.map((way) => ask({ ...set, values: valuesWith(set, way) }));
  if (!verdicts.includes('yes')) return best(verdicts);
  return ask({ ...set, values: valuesWith(set, new Map()) }) === 'yes' ? 'yes' : 'likely';
}

function valuesWith({ values }: ClaimSet, names: ReadonlyMap<string, string>): ClaimSet['values'] {
  return Object.fromEntries(Object.entries(values).map(([claim, text]) => [claim, withNames(text, names)]));
}

const askedClaims = once((policy: PolicyDocument): readonly AskedClaim[] =>
  policy.statements
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ key, values }) => {
      const asked = claimKeyOf(key);
      return asked === undefined ? [] : values.map(({ text }) => ({ claim: asked.claim, text }));
    }),
);

/** The verdict on claims in which the repository may be left open, and its subject may have more than one form. */
function verdictOfRepository(policy: PolicyDocument, set: ClaimSet, ask: Ask): Verdict {
  const named = repositoriesOf(policy);
  if (hangsOnRepository(set)) {
    // Nothing says which repository this is; that it asks for the role speaks for the one that the policy names.
    const fits = named.some((repository) => ask(subjectOf(set, repository)) === 'yes');
    return fits ? 'likely' : inOtherForms(policy, ofRepository(set, '*/*'), ask);
  }
  const own = set.values['repository'];
  const sameName = named.some(
    (repository) =>
      repository.includes('@') && withoutIds(repository) === own && ask(renamed(set, repository)) === 'yes',
  );
  return sameName && ask(set) !== 'yes' ? 'likely' : inOtherForms(policy, set, ask);
}

/**
 * Whether a repository's subjects bear its ids is a matter of its age and settings, and its owner may have chosen a
 * template for them: where the policy reckons with such subjects, they may be what is presented.
 */
function inOtherForms(policy: PolicyDocument, set: ClaimSet, ask: Ask): Verdict {
  const plain = ask(set);
  if (plain === 'yes') return plain;
  const subjects = subjectsIn(policy);
  const withNumbers = subjects.some((text) => text.includes('@')) ? ask(withIds(set)) : 'no';
  if (withNumbers === 'yes') return 'likely';
  const isTemplate = subjects.some((text) => TEMPLATE_SUBJECT.test(text));
  const templated =
    isTemplate && ask({ ...set, values: { ...set.values, sub: '*' } }) !== 'no' ? 'unknown' : 'no';
  return best([plain, withNumbers, templated]);
}

/**
 * A subject that follows a template of the owner or repository: it leads with another claim, names more claims, or ends
 * with the repository.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository
 */
const TEMPLATE_SUBJECT =
  /^(?!repo:)[a-z_]+:(?!\/)|:(?:job_workflow_ref|repository_\w+|actor\w*|workflow|event_name|runner_environment|repo_property_\w+):|^repo:[^:*?]+$/u;

function best(verdicts: readonly Verdict[]): Verdict {
  const order: readonly Verdict[] = ['yes', 'likely', 'unknown', 'no'];
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'no';
}

/** Whether a role lets in another role or user, whose own policies are asked as well where they are known. */
export function verdictOnCaller(
  role: SessionFacts,
  caller: { readonly arn: string; readonly kind: 'role' | 'user' | 'unknown' },
  policies: SessionFacts['policies'],
): Verdict {
  const { trust } = role;
  if (trust === undefined) return 'unknown';
  const request = assumeRoleRequest(caller, principalOf(role));
  const { decision } = evaluate(request, {
    identity: policies?.identity ?? [UNREAD],
    ...(policies?.boundary === undefined ? {} : { boundary: policies.boundary }),
    resource: trust.policy,
  });
  return decision === 'allow' ? 'yes' : decision === 'unknown' ? 'unknown' : 'no';
}

/** Stands for policies of which nothing is known. */
const UNREAD: PolicyDocument = { statements: [], incomplete: true };

function decide(policy: PolicyDocument, request: AwsRequest): Verdict {
  const { decision } = evaluate(request, { identity: [], resource: policy });
  return decision === 'allow' ? 'yes' : decision === 'unknown' ? 'unknown' : 'no';
}

/** What is asked of one policy again and again, by every session that could present something to it. */
function once<T>(read: (policy: PolicyDocument) => T): (policy: PolicyDocument) => T {
  const known = new WeakMap<PolicyDocument, { readonly value: T }>();
  return (policy) => {
    const found = known.get(policy) ?? { value: read(policy) };
    known.set(policy, found);
    return found.value;
  };
}

/** The issuers of tokens that a policy names. */
const issuersOf = once((policy: PolicyDocument): readonly string[] => {
  const named = policy.statements.flatMap(({ principals }) => principals ?? []).map(namedPrincipal);
  return [...new Set(named.flatMap((principal) => (principal.kind === 'oidc' ? [principal.issuer] : [])))];
});

/** Repositories that a policy names in full in conditions on subjects, with their ids where it names those. */
const repositoriesOf = once((policy: PolicyDocument): readonly string[] => {
  const texts = valuesUnder(policy, /:(?:sub|repository)$/iu);
  const names = texts.flatMap((text) => /^(?:repo:)?([^:/*?]+\/[^:/*?]+)(?=:|$)/u.exec(text)?.[1] ?? []);
  return [...new Set(names)];
});

const subjectsIn = once((policy: PolicyDocument): readonly string[] => valuesUnder(policy, /:sub$/iu));

function valuesUnder(policy: PolicyDocument, key: RegExp): readonly string[] {
  return policy.statements
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => key.test(condition.key))
    .flatMap(({ values }) => values.map(({ text }) => text));
}

function withoutIds(repository: string): string {
  return repository.replace(/@[^/]*/gu, '');
}

/** The claims of a repository; its ids stand in the subject only. */
function subjectOf(set: ClaimSet, repository: string): ClaimSet {
  const plain = withoutIds(repository);
  const named = ofRepository(set, plain);
  return plain === repository ? named : renamed(named, repository);
}

/** The same claims with another name of the repository in the subject. */
function renamed(set: ClaimSet, repository: string): ClaimSet {
  const sub = set.values['sub'];
  const rest = /^repo:[^:]*(:.*)?$/su.exec(sub ?? '');
  if (rest === null) return set;
  return { ...set, values: { ...set.values, sub: `repo:${repository}${rest[1] ?? ''}` } };
}

function withIds(set: ClaimSet): ClaimSet {
  const sub = immutableSubject(set.values['sub'] ?? '');
  return sub === undefined ? set : { ...set, values: { ...set.values, sub } };
}
