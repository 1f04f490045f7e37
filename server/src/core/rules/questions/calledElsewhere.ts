import { formatDuration } from '../../model/duration.js';
import { isStrong, strangerReach } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import { grantWords } from '../../model/words.js';
import { quoted } from '../../text/quoted.js';
import type { RuleHit } from '../rule.js';
import { doubtWords, sessionWords } from './sessions.js';

/**
 * A session that strangers start and that hands all it has to a pipeline elsewhere: what that does with it, and whom it
 * asks before, is not read.
 */
export function calledElsewhere(scope: TrustScope): readonly RuleHit[] {
  const called = scope.facts.participants.find(({ form }) => form === 'pipeline');
  if (scope.facts.kind === 'agent' || called === undefined || scope.delegations.length > 0) return [];
  if (called.party === 'platform' || called.party === 'repository') return [];
  for (const { initiator, grants } of strangerReach(scope)) {
    // A default that nothing tells is told of by itself.
    const held = grants.filter(
      (grant) => isStrong(grant) && (grant.identity !== undefined || scope.defaultGrants !== 'fallback'),
    );
    if (held.length === 0) continue;
    const who = initiator.who.charAt(0).toUpperCase() + initiator.who.slice(1);
    const moving = called.party === 'third-party' && !called.pinned;
    return [
      {
        origin: initiator.origin,
        message: `${who}, can start ${sessionWords(scope)}, which hands ${grantWords(held, 2)} to ${quoted(called.name)} for up to ${formatDuration(scope.lifetime.seconds)}${doubtWords(scope, held)}: it is not read here, and whether it asks who starts it is not known. Check that before the call.`,
        severity: moving ? 'warning' : 'information',
        confidence: 'low',
        apart: moving,
        related: [
          { origin: called.origin, message: 'what it calls' },
          { origin: scope.facts.origin, message: 'the session that it starts' },
        ],
      },
    ];
  }
  return [];
}
