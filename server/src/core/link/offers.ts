import { same } from '../engine/same.js';
import type { SessionFacts } from '../model/facts.js';
import type { Remediation, RemediationOffer, RemediationValue } from '../model/remediation.js';
import type { Admission, ClaimSet, TrustFlaw } from '../model/trust.js';
import { hangsOnNames } from './assumptions.js';
import type { EdgeContext } from './edges.js';
import { identityOf } from './edges.js';
import type { Starters } from './starters.js';
import type { LinkedSession } from './workspace.js';
import { quoted } from '../text/quoted.js';

/** More subjects than that are no binding that a reader would take over. */
const MOST_SUBJECTS = 6;

/**
 * The subjects that the sessions of this workspace present which take on a session, by issuer; undefined when one of
 * them is not known in full.
 */
export function subjectsUsing(
  session: LinkedSession,
  starters: Starters,
  { workspace, presented }: EdgeContext,
): ReadonlyMap<string, readonly string[]> | undefined {
  const found = new Map<string, Set<string>>();
  for (const starter of starters.of(session.id)) {
    if (!starter.asks) continue;
    const by = workspace.session(starter.session);
    const reference = by?.facts.references.find(
      ({ origin, kind }) => kind === 'assumes' && same(origin, starter.origin),
    );
    const identity = by && reference && identityOf(by, reference);
    if (by === undefined || identity === undefined) return undefined;
    for (const set of presented.claimSets(by, identity).filter((one) => leads(one, starter.initiators))) {
      const { sub } = set.values;
      if (sub === undefined || sub.includes('*') || hangsOnNames(set)) return undefined;
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

function isBindable({ kind, bindAt }: TrustFlaw): boolean {
  return kind === 'wide-subject' || bindAt !== undefined;
}

function bound(admission: Admission, subjects: ReadonlyMap<string, readonly string[]>): Admission {
  const values = subjects.get(admission.issuer ?? '') ?? [];
  if (values.length === 0 || values.length > MOST_SUBJECTS) return admission;
  return {
    ...admission,
    flaws: admission.flaws.map((flaw) =>
      isBindable(flaw)
        ? { ...flaw, offers: [offer(flaw, values, audienceOf(flaw, admission)), ...flaw.offers] }
        : flaw,
    ),
  };
}

/** Where nothing at all is asked for, the audience is asked for in one go: key and value. */
function audienceOf(flaw: TrustFlaw, { flaws }: Admission): readonly [string, RemediationValue] | undefined {
  const other = flaws.find(({ kind, origin }) => kind === 'no-audience' && same(origin, flaw.origin));
  const intent = other?.offers[0]?.intents[0];
  const key = intent?.kind === 'set-value' ? intent.path.at(-1) : undefined;
  return intent?.kind === 'set-value' && key !== undefined ? [key, intent.value] : undefined;
}

function offer(
  { origin, bindAt }: TrustFlaw,
  values: readonly string[],
  audience: readonly [string, RemediationValue] | undefined,
): RemediationOffer {
  const [first = '', ...rest] = values;
  const more = rest.length === 0 ? '' : ` and ${String(rest.length)} more`;
  return {
    title: `Bind the role to ${quoted(first)}${more}`,
    applicability: 'unsafe',
    caution: 'whatever assumes the role from elsewhere is refused from then on',
    preferred: true,
    intents: [
      bindAt === undefined
        ? { kind: 'replace-values', uri: origin.uri, at: origin, values }
        : missing(bindAt, rest.length === 0 ? first : values, audience),
    ],
  };
}

function missing(
  { at, path }: NonNullable<TrustFlaw['bindAt']>,
  subject: RemediationValue,
  audience: readonly [string, RemediationValue] | undefined,
): Remediation {
  const key = path.at(-1);
  if (audience === undefined || key === undefined) {
    return { kind: 'set-value', uri: at.uri, at, path, value: subject };
  }
  const value = { [audience[0]]: audience[1], [key]: subject };
  return { kind: 'set-value', uri: at.uri, at, path: path.slice(0, -1), value };
}
