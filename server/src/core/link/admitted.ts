import { issuerAt } from '../knowledge/oidc/issuers.js';
import type { Starter } from '../model/escalation.js';
import type { SessionFacts } from '../model/facts.js';
import type { ClaimSet } from '../model/trust.js';
import { accessRank } from '../model/vocabulary.js';
import type { EdgeContext } from './edges.js';
import { verdictOnClaims } from './trust.js';
import type { LinkedSession } from './workspaceIndex.js';

/** A session that a role lets in although it does not ask for it. */
export interface AdmittedStarter {
  /** Id of the role's session. */
  readonly role: string;
  readonly starter: Starter;
}

/**
 * The sessions that can show what a role lets in by tokens of an issuer, whether they ask for it or not: who can ask
 * for a token chooses what for.
 */
export function admittedStarters(
  context: EdgeContext,
  sessions: readonly LinkedSession[],
): readonly AdmittedStarter[] {
  const showing = sessions
    .filter((session) => session.facts.role === 'runs' && canShow(context, session))
    .map((session) => ({ session, sets: shownBy(context, session) }));
  if (showing.length === 0) return [];
  return sessions.flatMap((role) => {
    const issuers = issuersOf(role.facts);
    if (issuers.size === 0) return [];
    const products = new Set([...issuers].map(productOf));
    return showing.flatMap(({ session, sets }): readonly AdmittedStarter[] => {
      const asked = sets.filter(({ issuer }) => products.has(productOf(issuer)));
      const letIn = asked.filter((set) => isLetIn(role.facts, set));
      if (letIn.length === 0) return [];
      const ids = [...new Set(letIn.map(({ initiator }) => initiator))];
      const all = context.initiation.initiatorsOf(session).every(({ id }) => ids.includes(id));
      const starter = { session: session.id, asks: false, certain: true, origin: session.facts.origin };
      return [{ role: role.id, starter: { ...starter, ...(all ? {} : { initiators: ids }) } }];
    });
  });
}

function canShow({ delegations }: EdgeContext, session: LinkedSession): boolean {
  const { presents } = session.facts;
  if (presents === undefined) return false;
  const { requires } = presents;
  const own = delegations.grantsOf(session).grants;
  return (
    requires === undefined ||
    own.some(
      ({ right, access }) => right === requires.right && accessRank(access) >= accessRank(requires.access),
    )
  );
}

/** The claims of those runs that are given a token. */
function shownBy({ presented, initiation }: EdgeContext, session: LinkedSession): readonly ClaimSet[] {
  const given = new Set(
    initiation
      .initiatorsOf(session)
      .filter(({ withholds }) => !withholds.includes('writes'))
      .map(({ id }) => id),
  );
  return presented.presentable(session).filter(({ initiator }) => given.has(initiator));
}

function issuersOf({ trust }: SessionFacts): ReadonlySet<string> {
  return new Set((trust?.admissions ?? []).flatMap(({ issuer }) => issuer ?? []));
}

/** Issuers of one product may have whose they are in their address, which a pipeline's file does not tell. */
export function productOf(issuer: string): string {
  return issuerAt(issuer)?.id ?? issuer;
}

/** Where whoever asks chooses the audience, one that the policy takes will do. */
function isLetIn(role: SessionFacts, set: ClaimSet): boolean {
  const { aud: fixed } = set.values;
  return (fixed === undefined ? audiencesOf(role, set.issuer) : [fixed]).some((aud) => {
    const verdict = verdictOnClaims(role, { ...set, values: { ...set.values, aud } });
    return verdict === 'yes' || verdict === 'likely';
  });
}

const MOST_AUDIENCES = 4;
const USUAL_AUDIENCE = 'sts.amazonaws.com';

function audiencesOf({ trust }: SessionFacts, issuer: string): readonly string[] {
  const product = productOf(issuer);
  const named = (trust?.policy.statements ?? [])
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => /:aud$/iu.test(key) && productOf(key.slice(0, -4).toLowerCase()) === product)
    .flatMap(({ values }) => values.map(({ text }) => text));
  return [...new Set([USUAL_AUDIENCE, ...named])].slice(0, MOST_AUDIENCES);
}
