import { formatDuration } from '../model/duration.js';
import type { Grant, Influence, Initiator } from '../model/facts.js';
import type { StrangerReach } from '../model/reach.js';
import { grantsAreKnown, isStrong, strangerReach } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { doubtWords, isSensitive, outsideActs, runsCode, sessionWords } from './questions/sessions.js';

const meta: RuleMeta = {
  id: 'untrusted-initiator',
  title: 'Somebody nobody approved starts a session that reaches writes or secrets',
  severity: 'error',
  findingClass: 'untrusted-start',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (!runsCode(scope)) return [];
  return strangerReach(scope).flatMap((reach) => hit(scope, reach) ?? []);
}

export const untrustedInitiator: Rule = { meta, check };

function hit(scope: TrustScope, { initiator, grants }: StrangerReach): RuleHit | undefined {
  const powers = grants.filter((grant) => grant.access !== 'read' || isStrong(grant));
  const influence = gravestInfluence(scope, initiator);
  const severity = severityOf(scope, initiator, powers, influence?.kind);
  if (severity === undefined) return undefined;
  const strong = powers.filter(isStrong);
  const held = strong.length > 0 ? strong : powers;
  return {
    origin: initiator.origin,
    message: messageOf(scope, initiator, held, influence),
    severity,
    confidence: confidenceOf(scope, held, influence),
    related: [
      ...(influence === undefined ? [] : [{ origin: influence.origin, message: influence.how }]),
      ...held
        .slice(0, 5)
        .map((grant) => ({ origin: grant.origin, message: `what it holds: ${grantWords([grant])}` })),
      ...scope.gates
        .filter((gate) => gate.state === 'ineffective')
        .map((gate) => ({ origin: gate.origin, message: `does not hold them back: ${gate.why}` })),
      { origin: scope.facts.origin, message: 'the session that it starts' },
    ],
  };
}

/** An assumed gate before all of it lowers no severity, but it may be there. */
function confidenceOf(
  scope: TrustScope,
  held: readonly Grant[],
  influence: Influence | undefined,
): RuleHit['confidence'] {
  const runs = influence?.kind === 'code' || influence?.kind === 'text';
  const sure = runs && grantsAreKnown(scope);
  if (doubtWords(scope, held) === '') return sure ? 'high' : 'medium';
  return sure ? 'medium' : 'low';
}

const GRAVITY = ['code', 'text', 'files'] as const;

function gravestInfluence({ facts }: TrustScope, { id }: Initiator): Influence | undefined {
  const reached = facts.influences.filter(({ initiators }) => initiators?.includes(id) ?? true);
  return GRAVITY.map((kind) => reached.find((influence) => influence.kind === kind)).find(
    (found) => found !== undefined,
  );
}

/**
 * Once a stranger's code or text runs in the session, whatever it may do is theirs. Without, what counts is whether
 * starting it already does harm: writes that matter, a deployment. A credential that only its own steps use is less,
 * and so are files that are only handled.
 */
function severityOf(
  scope: TrustScope,
  initiator: Initiator,
  powers: readonly Grant[],
  influence: Influence['kind'] | undefined,
): Severity | undefined {
  if (powers.length === 0) return undefined;
  const guessed = initiator.certainty === 'inferred';
  if (influence === 'code' || influence === 'text') return guessed ? 'warning' : 'error';
  const own = powers.filter(
    (grant) =>
      isStrong(grant) &&
      grant.identity === undefined &&
      (grantsAreKnown(scope) || grant.evidence === 'needed'),
  );
  // What an identity token opens is decided where it is taken.
  const writes = own.some(({ system }) => system.kind !== 'identity');
  const identities = scope.carried.filter(({ key }) => powers.some((grant) => grant.identity === key));
  const sensitive = identities.filter(isSensitive);
  const grave = writes || (sensitive.length > 0 && outsideActs(scope).length > 0);
  if (grave) {
    // A run that follows another one runs the default branch's code; what it takes in is what makes the difference.
    if (initiator.actor !== 'anyone' && influence === undefined) return 'information';
    return guessed || influence === 'files' || !doesHarm(scope, initiator, own) ? 'warning' : 'error';
  }
  if (sensitive.length > 0) return 'warning';
  // A chat's webhook or a coverage token is there to be used on such events.
  return own.length > 0 || identities.some(({ system }) => system?.kind !== 'api')
    ? 'information'
    : undefined;
}

/**
 * Whether a start by somebody nobody approved is already more than it should be. A comment's command does what its own steps make of it: unless one is known to write, or
 * a check is known to fail, they may well ask who it was.
 */
function doesHarm(scope: TrustScope, { aboutChange, unreviewed }: Initiator, own: readonly Grant[]): boolean {
  const known = own.some(({ evidence }) => evidence === 'needed');
  if (own.length === 0 || known || scope.gates.some(({ state }) => state === 'ineffective')) return true;
  return unreviewed === true || aboutChange === true;
}

function messageOf(
  scope: TrustScope,
  initiator: Initiator,
  held: readonly Grant[],
  influence: Influence | undefined,
): string {
  const { who } = initiator;
  const start = `${who.charAt(0).toUpperCase()}${who.slice(1)}, can start ${sessionWords(scope)}`;
  const powers = `${grantWords(held, 2)} for up to ${formatDuration(scope.lifetime.seconds)}${doubtWords(scope, held)}`;
  switch (influence?.kind) {
    case 'code':
      return `${start}; ${influence.how}, and it runs with ${powers}. Run it in a job without credentials.`;
    case 'text':
      return `${start}; ${influence.how}, where it runs as code with ${powers}. Hand it over in a variable.`;
    case 'files':
      return `${start}; ${influence.how}, beside ${powers}. Treat them as hostile, or put an approval before it.`;
    case undefined:
      return `${start}, which holds ${powers}. Check who it is before it starts, or put an approval before it.`;
  }
}
