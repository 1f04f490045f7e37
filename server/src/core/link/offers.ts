import type { SessionFacts } from '../model/facts.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { Admission, ClaimSet, TrustFlaw } from '../model/trust.js';
import { hangsOnRepository } from './assumptions.js';
import type { EdgeContext } from './edges.js';
import { identityOf } from './edges.js';
import type { Starters } from './starters.js';
import type { LinkedSession } from './workspaceIndex.js';

/** More subjects than that are no binding that a reader would take over. */
const MOST_SUBJECTS = 6;

/**
 * The subjects that the sessions of this workspace present which take on a session, by issuer; undefined when one of
 * them is not known in full.
 */
export function subjectsUsing(
  session: LinkedSession,
  starters: Starters,
  { index, presented }: EdgeContext,
): ReadonlyMap<string, readonly string[]> | undefined {
  const found = new Map<string, Set<string>>();
  for (const starter of starters.of(session.id)) {
    if (!starter.asks) continue;
    const by = index.sessions.find(({ id }) => id === starter.session);
    const reference = by?.facts.references.find(
      ({ origin, kind }) => kind === 'assumes' && origin === starter.origin,
    );
    const identity = by && reference && identityOf(by, reference);
    if (by === undefined || identity === undefined) return undefined;
    for (const set of presented.claimSets(by, identity).filter((one) => leads(one, starter.initiators))) {
      const { sub } = set.values;
      if (sub === undefined || sub.includes('*') || hangsOnRepository(set)) return undefined;
      const subjects = found.get(set.issuer) ?? new Set();
      found.set(set.issuer, subjects.add(sub));
    }
  }
  return new Map([...found].map(([issuer, subjects]) => [issuer, [...subjects]]));
}

function leads({ initiator }: ClaimSet, initiators: readonly string[] | undefined): boolean {
  return initiators === undefined || initiators.includes(initiator);
}

/** The session's trust with fixes that bind it to what uses it here. */
export function bindingOffers(
  session: LinkedSession,
  starters: Starters,
  context: EdgeContext,
): Pick<SessionFacts, 'trust'> {
  const { trust } = session.facts;
  const isWide = trust?.admissions.some(({ flaws }) => flaws.some(isBindable)) === true;
  if (trust === undefined || !isWide) return {};
  const subjects = subjectsUsing(session, starters, context);
  if (subjects === undefined) return {};
  return { trust: { ...trust, admissions: trust.admissions.map((admission) => bound(admission, subjects)) } };
}

function isBindable({ kind }: TrustFlaw): boolean {
  return kind === 'wide-subject';
}

function bound(admission: Admission, subjects: ReadonlyMap<string, readonly string[]>): Admission {
  const values = subjects.get(admission.issuer ?? '') ?? [];
  if (values.length === 0 || values.length > MOST_SUBJECTS) return admission;
  return {
    ...admission,
    flaws: admission.flaws.map((flaw) =>
      isBindable(flaw) ? { ...flaw, offers: [offer(flaw, values), ...flaw.offers] } : flaw,
    ),
  };
}

function offer({ origin }: TrustFlaw, values: readonly string[]): RemediationOffer {
  const [first = '', ...rest] = values;
  const more = rest.length === 0 ? '' : ` and ${String(rest.length)} more`;
  return {
    title: `Bind the role to \`${first}\`${more}`,
    applicability: 'unsafe',
    caution: 'whatever takes the role from elsewhere is refused from then on',
    preferred: true,
    intents: [{ kind: 'replace-values', uri: origin.uri, at: origin, values }],
  };
}
