import type { Grant, Influence, Initiator } from '../model/facts.js';
import type { StrangerReach } from '../model/reach.js';
import { grantsAreKnown, isStrong, strangerReach } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { commandedHit } from './questions/commanded.js';
import { calledElsewhere } from './questions/calledElsewhere.js';
import { confidenceOf, gravestInfluence, refusedThen, unreadBefore } from './questions/influences.js';
import { isSensitive, outsideActs, runsCode } from './questions/sessions.js';
import { strangerWords } from './questions/strangerWords.js';

const meta: RuleMeta = {
  id: 'untrusted-initiator',
  title: 'Somebody nobody approved starts a session that reaches writes or secrets',
  severity: 'error',
  findingClass: 'untrusted-start',
  since: '0.1.0',
};

/** What one way to start the session comes to. */
interface Verdict {
  readonly initiator: Initiator;
  readonly held: readonly Grant[];
  readonly influence: Influence | undefined;
  readonly severity: Severity;
}

/** One finding for a session, at the gravest of the ways in which strangers start it; the others stand beside it. */
function check(scope: TrustScope): readonly RuleHit[] {
  if (!runsCode(scope)) return calledElsewhere(scope);
  const verdicts = strangerReach(scope).flatMap((reach) => verdictOn(scope, reach) ?? []);
  const [gravest, ...others] = [...verdicts].sort((a, b) => RANK[b.severity] - RANK[a.severity]);
  const commanded = commandedHit(scope);
  if (
    gravest === undefined ||
    (commanded !== undefined && RANK[commanded.severity] > RANK[gravest.severity])
  ) {
    return commanded === undefined ? [] : [commanded];
  }
  return [hit(scope, gravest, others)];
}

const RANK: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1, hint: 0 };

export const untrustedInitiator: Rule = { meta, check };

function verdictOn(scope: TrustScope, { initiator, grants }: StrangerReach): Verdict | undefined {
  const powers = grants.filter((grant) => grant.access !== 'read' || isStrong(grant));
  if (powers.length === 0) return undefined;
  const influence = gravestInfluence(scope, initiator);
  const severity = severityOf(scope, initiator, powers, influence);
  if (severity === undefined) return undefined;
  const strong = powers.filter(isStrong);
  return { initiator, held: strong.length > 0 ? strong : powers, influence, severity };
}

function hit(
  scope: TrustScope,
  { initiator, held, influence, severity }: Verdict,
  others: readonly Verdict[],
): RuleHit {
  return {
    origin: initiator.origin,
    message: strangerWords(scope, initiator, held, influence),
    severity,
    confidence: confidenceOf(scope, held, influence, initiator),
    // Each dangerous session is told; of those that are merely worth knowing the first speaks.
    apart: RANK[severity] >= RANK.warning,
    related: [
      ...(influence === undefined ? [] : [{ origin: influence.origin, message: influence.how }]),
      ...refusedThen(scope, initiator).map(({ origin, why }) => ({ origin, message: why })),
      ...others.map(({ initiator: other }) => ({ origin: other.origin, message: `so can ${other.who}` })),
      ...held
        .slice(0, 5)
        .map((grant) => ({ origin: grant.origin, message: `what it holds: ${grantWords([grant])}` })),
      ...unreadBefore(scope, initiator).map((name) => ({
        origin: scope.facts.origin,
        message: `${name} runs before it and is not read here: it may ask who started it`,
      })),
      ...scope.gates
        .filter((gate) => gate.state === 'ineffective')
        .map((gate) => ({ origin: gate.origin, message: `does not hold them back: ${gate.why}` })),
      // The message names it; in the same file it is in sight.
      ...(scope.facts.origin.uri === initiator.origin.uri
        ? []
        : [{ origin: scope.facts.origin, message: 'the session that it starts' }]),
    ],
  };
}

/**
 * Once a stranger's code or text runs in the session, whatever it may do is theirs. Files of theirs that are only handled
 * are less, and where nothing of theirs goes in, that they start it matters where it deploys or publishes.
 */
function severityOf(
  scope: TrustScope,
  initiator: Initiator,
  powers: readonly Grant[],
  influence: Influence | undefined,
): Severity | undefined {
  const kind = influence?.kind;
  const guessed = initiator.certainty === 'inferred' || influence?.unsure === true;
  if (kind === 'code' || kind === 'text') return guessed ? 'warning' : 'error';
  const told = powers.filter((grant) => isTold(scope, grant));
  const own = told.filter(isStrong);
  // What an identity token opens is decided where it is taken.
  const writes = own.some(({ system }) => system.kind !== 'identity');
  const identities = scope.carried.filter(({ key }) => powers.some((grant) => grant.identity === key));
  const sensitive = identities.filter(isSensitive);
  // Who only comments and labels merges nothing.
  if (kind === 'merged' && (writes || identities.length > 0)) return guessed ? 'warning' : 'error';
  if (kind === 'aimed' && told.length + identities.length > 0) return 'warning';
  const matters = writes || sensitive.length > 0;
  if (kind === 'files') return matters ? 'warning' : ofLittle(own, identities);
  // A run that follows another one runs the default branch's code, and takes nothing from it.
  const acts = sensitive.length > 0 && outsideActs(scope).length > 0;
  if (acts && initiator.actor === 'anyone') return 'warning';
  return matters ? 'information' : ofLittle(own, identities);
}

/** Whether it is written down, or known by what is done, that the session's own identity may do it. */
function isTold(scope: TrustScope, { identity, evidence }: Grant): boolean {
  return identity === undefined && (grantsAreKnown(scope) || evidence === 'needed');
}

/** A chat's webhook or a coverage token is there to be used on such events. */
function ofLittle(own: readonly Grant[], identities: TrustScope['carried']): Severity | undefined {
  return own.length > 0 || identities.some(({ system }) => system?.kind !== 'api')
    ? 'information'
    : undefined;
}
