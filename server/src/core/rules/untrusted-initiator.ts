import type { StrangerReach } from '../model/reach.js';
import { grantsAreKnown, isStrong, strangerReach } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { formatDuration } from '../model/duration.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, SessionWords } from './sessions.js';

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
  if (powers.length === 0) return undefined;
  const [influence] = scope.facts.influences;
  const strong = powers.filter(isStrong);
  const severity = severityOf(scope, strong.length > 0, influence !== undefined);
  if (severity === undefined) return undefined;
  const checked = scope.gates.some((gate) => gate.kind === 'condition' && gate.state === 'assumed');
  return {
    origin: initiator.origin,
    message: `${SessionWords(scope)} holds ${grantWords(strong.length > 0 ? strong : powers)} for up to ${formatDuration(scope.lifetime.seconds)}, and ${initiator.who} starts it${influence === undefined ? '' : `; ${influence.how}`}. Split off what needs the credential, put an approval before it, or take it away.`,
    severity,
    confidence: checked || !grantsAreKnown(scope) || initiator.certainty === 'inferred' ? 'medium' : 'high',
    related: [
      { origin: scope.facts.origin, message: 'the session that it starts' },
      ...powers
        .slice(0, 5)
        .map((grant) => ({ origin: grant.origin, message: `what it holds: ${grantWords([grant])}` })),
      ...(influence === undefined ? [] : [{ origin: influence.origin, message: influence.how }]),
    ],
  };
}

/** Labelling and answering is what such sessions are for; it is a danger once a stranger's code or text runs in them. */
function severityOf(scope: TrustScope, strong: boolean, influenced: boolean): Severity | undefined {
  // What a default may give is the finding on the default, unless a stranger's code runs with it.
  if (!grantsAreKnown(scope) && !scope.grants.some((grant) => grant.identity !== undefined)) {
    return influenced ? 'error' : undefined;
  }
  if (strong) return 'error';
  return influenced ? 'error' : undefined;
}
