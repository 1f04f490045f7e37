import type { Becoming } from '../model/escalation.js';
import { isOpen } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import type { Severity, WidthBand } from '../model/vocabulary.js';
import { listWords } from '../model/words.js';
import { HolderWords } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'session-chain',
  title: 'A session can become a broader one, and nothing asks again',
  severity: 'warning',
  findingClass: 'lateral-movement-chain',
  since: '0.2.0',
};

const RANK: Readonly<Record<WidthBand, number>> = { narrow: 0, moderate: 1, broad: 2, unbounded: 3 };

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  // What an escalation leads to is told with the escalation.
  const told = new Set(scope.escalations.flatMap(({ targets }) => targets));
  return scope.becomes
    .filter((step) => step.via.length === 0 && step.certain && isOpen(scope, step) && !told.has(step.session))
    .flatMap((step) => hit(scope, model, step) ?? []);
}

export const sessionChain: Rule = { meta, check };

function hit(scope: TrustScope, model: TrustModel, step: Becoming): RuleHit | undefined {
  const next = model.scope(step.session);
  if (next === undefined) return undefined;
  const further = scope.becomes.filter(({ via, certain }) => via[0] === step.session && certain);
  const ends = [next, ...further.flatMap(({ session }) => model.scope(session) ?? [])];
  const broadest = ends.reduce((best, end) => (RANK[end.width.band] > RANK[best.width.band] ? end : best));
  const severity = severityOf(scope, step, broadest, further.length);
  if (severity === undefined) return undefined;
  const path = [...(broadest === next ? [] : [`${next.facts.noun} \`${next.facts.label}\``]), name(broadest)];
  return {
    origin: step.origin,
    message: `${HolderWords(scope)} can ${step.how}${path.length > 1 ? `, and over it ${listWords(path.slice(1))}` : ''}: ${broadest.width.band}, as ${listWords(broadest.width.reasons, 2)}. Nothing asks again on the way. Narrow what that role may do, or put the step behind a gate.`,
    severity,
    confidence: step.certainty === 'declared' ? 'high' : 'medium',
    related: ends
      .slice(0, 4)
      .map((end) => ({ origin: end.facts.origin, message: `what it can become: ${name(end)}` })),
  };
}

/** To take on a role is what deployments do. It matters when strangers can, when it has no bound, or when it goes on. */
function severityOf(
  scope: TrustScope,
  step: Becoming,
  end: TrustScope,
  further: number,
): Severity | undefined {
  const strangers = untrustedInitiators(scope).some(
    ({ id, withholds }) => !withholds.includes('secrets') && (step.initiators?.includes(id) ?? true),
  );
  if (strangers && end.width.band !== 'narrow') return 'error';
  if (end.width.band === 'unbounded') return 'warning';
  if (RANK[end.width.band] <= RANK[ownBand(scope)]) return undefined;
  return end.width.band === 'broad' ? (further > 0 ? 'warning' : 'information') : undefined;
}

/** How broad the session would be without what it can become. */
function ownBand(scope: TrustScope): WidthBand {
  return scope.grants.some(({ via, access }) => via.length === 0 && access !== 'read')
    ? 'moderate'
    : 'narrow';
}

function name({ facts }: TrustScope): string {
  return `${facts.noun} \`${facts.label}\``;
}
