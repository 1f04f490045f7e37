import { formatDuration } from '../../model/duration.js';
import type { Grant, Influence, Initiator } from '../../model/facts.js';
import { grantsAreKnown, isOpen, isStrong } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import { heldBy } from '../../model/trustScope.js';
import { grantWords } from '../../model/words.js';
import type { RuleHit } from '../rule.js';
import { confidenceOf } from './influences.js';
import { doubtWords, isSensitive, sessionWords } from './sessions.js';

type CommandedHit = RuleHit & Required<Pick<RuleHit, 'severity'>>;

/**
 * A proposed change that runs, with credentials, because somebody of the project said so: they may have looked at it,
 * and its author can change it until it is fetched. Where the command names the commit, it is what was looked at.
 */
export function commandedHit(scope: TrustScope): CommandedHit | undefined {
  for (const influence of scope.facts.influences) {
    const { commanded } = influence;
    if (influence.kind !== 'code' || commanded === undefined || commanded.settled) continue;
    for (const initiator of scope.initiators) {
      if (!commanded.initiators.includes(initiator.id)) continue;
      const held = heldThen(scope, initiator);
      if (held.length > 0) return hit(scope, influence, initiator, held);
    }
  }
  return undefined;
}

/** What matters of what the session then holds; a default that nothing tells is told of by itself. */
function heldThen(scope: TrustScope, initiator: Initiator): readonly Grant[] {
  const identities = new Set(scope.carried.filter(isSensitive).map(({ key }) => key));
  return scope.grants.filter(
    (grant) =>
      isOpen(scope, grant) &&
      heldBy(initiator, grant) &&
      (grant.identity === undefined
        ? isStrong(grant) && (grantsAreKnown(scope) || grant.evidence === 'needed')
        : identities.has(grant.identity) || isStrong(grant)),
  );
}

function hit(
  scope: TrustScope,
  influence: Influence,
  { who, origin }: Initiator,
  held: readonly Grant[],
): CommandedHit {
  const powers = `${grantWords(held, 2)} for up to ${formatDuration(scope.lifetime.seconds)}${doubtWords(scope, held)}`;
  const how = `${influence.how.charAt(0).toUpperCase()}${influence.how.slice(1)}`;
  return {
    origin: influence.origin,
    message: `${how} as it is when ${sessionWords(scope)} starts, and it runs with ${powers}: its author may change it after somebody looked. Check out the commit that was looked at, or run it in a job without credentials.`,
    severity: 'warning',
    confidence: confidenceOf(scope, held, influence),
    apart: true,
    related: [
      { origin, message: `started by ${who}` },
      ...held
        .slice(0, 5)
        .map((grant) => ({ origin: grant.origin, message: `what it holds: ${grantWords([grant])}` })),
      { origin: scope.facts.origin, message: 'the session in which it runs' },
    ],
  };
}
