import { evaluate } from '../knowledge/aws/policy/evaluate.js';
import type { AwsRequest } from '../knowledge/aws/policy/types.js';
import { accountOfProviders } from '../knowledge/aws/trust/admissions.js';
import { POD_IDENTITY, podIdentityRequest } from '../knowledge/aws/trust/podIdentity.js';
import { accountOf, assumeRoleRequest, webIdentityRequest } from '../knowledge/aws/trust/requests.js';
import { rolePathOf } from '../knowledge/aws/trust/roleKey.js';
import type { Reference, SessionFacts } from '../model/facts.js';
import type { PolicyDocument } from '../model/policyDocument.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import type { ClaimSet } from '../model/trust.js';
import type { Showing } from './showings.js';
import { showingsAt, showingsElsewhere } from './showings.js';

/**
 * Whether a trust policy trusts somebody. `likely`: it does if the repository at hand is the one that the policy
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

/** Whether a role's trust policy trusts whoever presents these claims. A role whose policy is not known may. */
export function verdictOnClaims(role: SessionFacts, set: ClaimSet): Verdict {
  const { trust } = role;
  if (trust === undefined) return 'unknown';
  const { policy } = trust;
  const own = together(judged(role, policy, showingsAt(policy, set)));
  if (own === 'yes' || own === 'likely') return own;
  const others = showingsElsewhere(policy, set);
  return others.length === 0 ? own : together([own, ...judged(role, policy, others)]);
}

function judged(
  role: SessionFacts,
  policy: PolicyDocument,
  showings: readonly Showing[],
): readonly Verdict[] {
  return judgedShowings(role, policy, showings).map(({ verdict }) => verdict);
}

/** One way in which claims can turn out, with the answer to it. */
export interface JudgedShowing {
  readonly showing: Showing;
  readonly verdict: Verdict;
}

/** The answers to the ways in which claims can turn out; nameless ones count where a name is let in. */
export function judgedShowings(
  role: SessionFacts,
  policy: PolicyDocument,
  showings: readonly Showing[],
): readonly JudgedShowing[] {
  const judge = (showing: Showing): JudgedShowing => ({
    showing,
    verdict: verdictOnShowing(role, policy, showing),
  });
  const named = showings.filter(({ nameless }) => nameless !== true).map(judge);
  if (!named.some(({ verdict }) => verdict === 'yes')) return named;
  const all = [...named, ...showings.filter(({ nameless }) => nameless === true).map(judge)];
  if (all.every(({ verdict }) => verdict === 'yes')) return all;
  return all.map((one) =>
    one.verdict === 'yes' && one.showing.example === true ? { ...one, verdict: 'unknown' } : one,
  );
}

/** What a trust policy says of claims in which nothing is chosen any more. */
function verdictOnShowing(
  role: SessionFacts,
  policy: PolicyDocument,
  { claims }: Pick<Showing, 'claims'>,
): Verdict {
  return claims === undefined ? 'no' : decide(policy, requestWith(role, claims));
}

/** The request by which a role is asked for with these claims. */
export function requestWith(role: SessionFacts, claims: ClaimSet): AwsRequest {
  const arn = principalOf(role);
  return claims.issuer === POD_IDENTITY
    ? podIdentityRequest(claims.values, arn)
    : webIdentityRequest(claims, arn);
}

/** The verdict on somebody who shows one of several sets of claims, where it is not known which. */
function together(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  if (first !== undefined && verdicts.every((verdict) => verdict === first)) return first;
  return verdicts.some((verdict) => verdict === 'yes' || verdict === 'likely') ? 'likely' : 'unknown';
}

/** Whether a role trusts another role or user, whose own policies are asked as well where they are known. */
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
