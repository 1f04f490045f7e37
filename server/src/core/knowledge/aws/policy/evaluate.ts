import type { PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { applies, namesPrincipal } from './statement.js';
import { and, or } from './tri.js';
import type { AwsRequest, Decision, Evaluation, PolicySet, Tri } from './types.js';

/**
 * Decides on a request as AWS does: an explicit deny anywhere wins; then organisation, boundary and session policies
 * must each allow, and an identity or resource policy must grant. Within an account one of those two is enough, except
 * for roles and keys, whose own policy must allow; across accounts it takes both.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export function evaluate<O>(request: AwsRequest, policies: PolicySet<O>): Evaluation<O> {
  const own = request.principal === undefined || request.principal.kind === 'AWS';
  const { resource } = policies;
  // Policies of an identity and of its account are not asked about a service, a federated user or a stranger.
  const identity = judgeAll(request, own ? policies.identity : []);
  const limits = (own ? [listed(policies.boundary), policies.session] : [])
    .filter((documents) => documents !== undefined)
    .map((documents) => judgeAll(request, documents));
  const levels = [...((own ? policies.scp : undefined) ?? []), ...(policies.rcp ?? [])].map((documents) =>
    judgeAll(request, documents),
  );
  const grants = resource === undefined ? undefined : judgeResource(request, resource);

  const all = [identity, ...limits, ...levels, ...(grants === undefined ? [] : [grants])];
  const deny = or(...all.map((judgement) => judgement.deny));
  const bound = and(...limits.map(({ allow }) => allow));
  const organisation = and(...levels.map(({ allow }) => allow));
  const granted = own
    ? grantedToIdentity(request, identity.allow, bound, grants)
    : or(grants?.direct ?? false, grants?.account ?? false);
  const decision = decide(deny, and(granted, organisation));
  return {
    decision,
    // Most that ask want to know the decision alone.
    get decidedBy() {
      return decisive(decision, all, [identity, ...(grants === undefined ? [] : [grants])]);
    },
  };
}

/** What some documents say of a request, taken together. */
interface Judgement<O> {
  readonly deny: Tri;
  readonly allow: Tri;
  /** The statements that apply, or may. */
  readonly found: readonly { readonly statement: PolicyStatement<O>; readonly applies: Tri }[];
}

/** The same for the policy of a resource, by how it names the principal. */
interface ResourceJudgement<O> extends Judgement<O> {
  readonly direct: Tri;
  readonly role: Tri;
  readonly account: Tri;
}

function listed<T>(item: T | undefined): readonly T[] | undefined {
  return item === undefined ? undefined : [item];
}

function judgeAll<O>(request: AwsRequest, documents: readonly PolicyDocument<O>[]): Judgement<O> {
  const found: { readonly statement: PolicyStatement<O>; readonly applies: Tri }[] = [];
  for (const document of documents) {
    for (const statement of document.statements) {
      const matched = applies(statement, request, document);
      if (matched !== false) found.push({ statement, applies: matched });
    }
  }
  return { ...sum(found, documents), found };
}

function judgeResource<O>(request: AwsRequest, document: PolicyDocument<O>): ResourceJudgement<O> {
  const unread: Tri = document.incomplete === true && 'unknown';
  const found: { readonly statement: PolicyStatement<O>; readonly applies: Tri }[] = [];
  let direct: Tri = unread;
  let role: Tri = unread;
  let account: Tri = unread;
  for (const statement of document.statements) {
    const matched = applies(statement, request, document);
    if (matched === false) continue;
    const naming = namesPrincipal(statement, request);
    const all = and(matched, or(naming.direct, naming.role, naming.account));
    if (all !== false) found.push({ statement, applies: all });
    if (statement.effect !== 'Allow') continue;
    direct = or(direct, and(matched, naming.direct));
    role = or(role, and(matched, naming.role));
    account = or(account, and(matched, naming.account));
  }
  return { ...sum(found, [document]), found, direct, role, account };
}

function sum<O>(
  found: Judgement<O>['found'],
  documents: readonly PolicyDocument<O>[],
): Pick<Judgement<O>, 'deny' | 'allow'> {
  // What was not read may allow and deny.
  const unread: Tri = documents.some(({ incomplete }) => incomplete === true) && 'unknown';
  let deny: Tri = unread;
  let allow: Tri = unread;
  for (const { statement, applies: matched } of found) {
    if (statement.effect === 'Deny') deny = or(deny, matched);
    else allow = or(allow, matched);
  }
  return { deny, allow };
}

/** A role's trust policy and a key's policy must allow; elsewhere the identity's own policy is enough. */
const RESOURCE_DECIDES = /^(?:sts:assumerole\w*|kms:\w+)$/iu;

function grantedToIdentity<O>(
  request: AwsRequest,
  identity: Tri,
  bound: Tri,
  grants: ResourceJudgement<O> | undefined,
): Tri {
  const byIdentity = and(identity, bound);
  if (grants === undefined) return byIdentity;
  const named = or(grants.direct, grants.role, grants.account);
  const byBoth = and(byIdentity, named);
  const crosses = crossesAccounts(request);
  if (crosses === true) return byBoth;
  // A grant to the session or user itself is limited by nothing of the identity, one to the role by its bounds only;
  // one to the account leaves it to the identity's own policies.
  const byResource = or(grants.direct, and(grants.role, bound));
  const byEither = or(byResource, RESOURCE_DECIDES.test(request.action) ? byBoth : byIdentity);
  return crosses === false || byEither === byBoth ? byEither : 'unknown';
}

/** Read off both ARNs. Where one has no account, as a bucket's has none, it is taken to be the same. */
function crossesAccounts({ principal, resource, resourceAccount }: AwsRequest): Tri {
  const caller = principal?.account;
  if (caller === undefined) return false;
  const known = resource.split(UNKNOWN_PART)[0]?.split(':') ?? [];
  if (resourceAccount === undefined && resource.includes(UNKNOWN_PART) && known.length < 6) return 'unknown';
  const owner = resourceAccount ?? known[4] ?? '';
  return /^\d{12}$/u.test(owner) && owner !== caller;
}

function decide(deny: Tri, granted: Tri): Decision {
  if (deny === true) return 'deny';
  if (granted === false) return 'implicit-deny';
  return granted === true && deny === false ? 'allow' : 'unknown';
}

function decisive<O>(
  decision: Decision,
  all: readonly Judgement<O>[],
  granting: readonly Judgement<O>[],
): readonly PolicyStatement<O>[] {
  const where = (
    judgements: readonly Judgement<O>[],
    keep: (effect: 'Allow' | 'Deny', matched: Tri) => boolean,
  ): readonly PolicyStatement<O>[] =>
    judgements
      .flatMap(({ found }) => found)
      .filter((item) => keep(item.statement.effect, item.applies))
      .map(({ statement }) => statement);
  switch (decision) {
    case 'deny':
      return where(all, (effect, matched) => effect === 'Deny' && matched === true);
    case 'allow':
      return where(granting, (effect, matched) => effect === 'Allow' && matched === true);
    case 'unknown':
      return where(all, (_effect, matched) => matched === 'unknown');
    case 'implicit-deny':
      return [];
  }
}
