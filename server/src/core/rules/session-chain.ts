import { placeOf } from '../model/origin.js';
import type { Becoming } from '../model/escalation.js';
import type { Initiator } from '../model/facts.js';
import { isOpen, ownGrants } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { KnownBand, Severity } from '../model/vocabulary.js';
import { certainBandWords, listWords } from '../model/words.js';
import type { Ways } from './questions/ways.js';
import { waysOn } from './questions/ways.js';
import { HolderWords, opensEverything } from './questions/breadths.js';
import { targetsOfWays } from './questions/escalating.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';
import { NOT_KNOWN } from '../model/width.js';

const meta: RuleMeta = {
  id: 'session-chain',
  title: 'A session can become a broader one without approval',
  severity: 'warning',
  findingClass: 'lateral-movement-chain',
  since: '0.1.0',
};

const RANK: Readonly<Record<KnownBand, number>> = { narrow: 0, moderate: 1, broad: 2, unbounded: 3 };

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  // Who may do everything gains nothing by another identity.
  if (scope.becomes.length === 0 || ownGrants(scope).some(opensEverything)) return [];
  // What an escalation leads to is told with the escalation.
  const told = targetsOfWays(scope, model);
  // That a workload can leave for its node is told where it says so.
  const escapes = new Set(
    (scope.facts.workloads ?? []).flatMap((workload) =>
      workload.escapes.map(({ origin }) => placeOf(origin)),
    ),
  );
  const ways = waysOn(scope);
  return scope.becomes
    .filter((step) => step.via.length === 0 && step.certain && isOpen(scope, step) && !told.has(step.session))
    .filter(({ origin }) => !escapes.has(placeOf(origin)))
    .flatMap((step) => hit(scope, model, step, ways) ?? []);
}

export const sessionChain: Rule = { meta, check };

function hit(
  scope: TrustScope,
  model: TrustModel,
  step: Becoming,
  { over, strangers }: Ways,
): RuleHit | undefined {
  const next = model.scope(step.session);
  if (next === undefined) return undefined;
  const further = over.get(step.session) ?? [];
  const ends = [next, ...further.flatMap(({ session }) => model.scope(session) ?? [])];
  const broadest = ends.reduce((best, end) =>
    RANK[end.width.atLeast] > RANK[best.width.atLeast] ? end : best,
  );
  const stranger = strangers.find(({ id }) => step.initiators?.includes(id) ?? true);
  const severity = severityOf(scope, step, broadest, stranger);
  if (severity === undefined) return undefined;
  const path = [
    ...(broadest === next ? [] : [`${next.facts.noun} ${quoted(next.facts.label)}`]),
    name(broadest),
  ];
  return {
    origin: step.origin,
    message: `${starting(scope, stranger)} can ${step.how}${path.length > 1 ? `, and over it become ${listWords(path.slice(1))}` : ''}: ${certainBandWords(broadest.width)}, as ${listWords(reasonsOf(broadest), 2)}, without approval. Narrow what that ${broadest.facts.noun} may do, or put a gate before it.`,
    severity,
    confidence: step.certainty === 'declared' ? 'high' : 'medium',
    related: ends
      .slice(0, 4)
      .map((end) => ({ origin: end.facts.origin, message: `what it can become: ${name(end)}` })),
    offers: removalOffers(scope, step, next),
  };
}

const ASSUME = 'sts:assumerole';

/**
 * Takes away the right to assume, where that is all that the text grants, and the role does not let the session in by
 * its name: within an account that is enough by itself.
 */
function removalOffers(scope: TrustScope, step: Becoming, next: TrustScope): readonly RemediationOffer[] {
  const grant = ownGrants(scope).find(({ origin }) => placeOf(origin) === placeOf(step.origin));
  if (grant?.action.toLowerCase() !== ASSUME || grant.attributes?.['policy'] !== undefined) return [];
  const own = (scope.facts.principal ?? scope.facts.label).split('/').at(-1) ?? '';
  const named = next.facts.trust?.policy.statements.some(({ principals }) =>
    (principals ?? []).some(({ text }) => text.endsWith(`/${own}`)),
  );
  if (named !== false) return [];
  return [
    {
      title: `Remove ${quoted(grant.action)}`,
      applicability: 'unsafe',
      caution: `what assumes ${name(next)} through it stops working`,
      intents: [{ kind: 'remove-entry', uri: grant.origin.uri, at: grant.origin }],
    },
  ];
}

/** To take on a role is what deployments do. It matters when strangers can, when it has no bound, or when it goes on. */
function severityOf(
  scope: TrustScope,
  step: Becoming,
  end: TrustScope,
  stranger: Initiator | undefined,
): Severity | undefined {
  const { atLeast } = end.width;
  if (stranger !== undefined && atLeast !== 'narrow') return 'error';
  if (atLeast === 'unbounded') return 'warning';
  if (RANK[atLeast] <= RANK[ownBand(scope)] || atLeast !== 'broad') return undefined;
  const further = end.id !== step.session;
  // Where one text makes both the step and the session that it leads to, what that may do is told of that one.
  if (!further && placeOf(step.origin) === placeOf(end.facts.origin)) return undefined;
  const unlimited = !runsCode(scope) && ownGrants(end).some(opensEverything);
  return further || unlimited ? 'warning' : 'information';
}

/** "Job `preview`, which anyone with an account, by opening a pull request, can start,". */
function starting(scope: TrustScope, stranger: Initiator | undefined): string {
  if (stranger === undefined) return HolderWords(scope);
  const { who } = stranger;
  return `${HolderWords(scope)}, which ${who}${who.includes(', ') ? ',' : ''} can start,`;
}

/** Who starts it is told of the session that leads there, and questions left open are told at its own card. */
function reasonsOf({ width }: TrustScope): readonly string[] {
  const own = width.reasons.filter(
    (reason) => !reason.endsWith('can start it') && !reason.startsWith(NOT_KNOWN),
  );
  return own.length === 0 ? width.reasons : own;
}

/** How broad the session would be without what it can become. */
function ownBand(scope: TrustScope): KnownBand {
  return scope.grants.some(({ via, access }) => via.length === 0 && access !== 'read')
    ? 'moderate'
    : 'narrow';
}

function name({ facts }: TrustScope): string {
  return `${facts.noun} ${quoted(facts.label)}`;
}
