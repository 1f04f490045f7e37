import type { Grant, Initiator } from '../model/facts.js';
import { isOpen, isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { heldBy, leastTrusted, untrustedInitiators } from '../model/trustScope.js';
import { canStart, grantWords } from '../model/words.js';
import { HolderWords } from './questions/breadths.js';
import { doubtWords } from './questions/sessions.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'agent-untrusted-input',
  title: 'Untrusted input reaches an agent that holds writes or secrets',
  severity: 'error',
  findingClass: 'agent-tool-overreach',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'agent') return [];
  const start = leastTrusted(untrustedInitiators(scope).filter((initiator) => isRead(scope, initiator)));
  if (start === undefined) return [];
  const held = scope.grants.filter(
    (grant) => isOpen(scope, grant) && heldBy(start, grant) && (grant.access !== 'read' || isStrong(grant)),
  );
  return held.length === 0 ? [] : [hit(scope, start, held)];
}

/** Whether what the initiator writes gets to the agent: to star a repository brings no text. */
function isRead({ facts }: TrustScope, { id }: Initiator): boolean {
  return facts.influences.some(({ initiators }) => initiators?.includes(id) ?? true);
}

export const agentUntrustedInput: Rule = { meta, check };

function hit(scope: TrustScope, start: Initiator, held: readonly Grant[]): RuleHit {
  const strong = held.filter(isStrong);
  const shown = strong.length > 0 ? strong : held;
  // To label and to answer is what such an agent is there for.
  const quiet = shown.every(({ conversational }) => conversational === true);
  const input = scope.facts.influences.find(({ initiators }) => initiators?.includes(start.id) ?? true);
  return {
    origin: input?.origin ?? scope.facts.origin,
    message: `${HolderWords(scope)} holds ${grantWords(shown)}${doubtWords(scope, shown)}, and reads untrusted input, written by whoever starts it: ${start.who}. That input can make it use what it holds. Let it only read and propose, and leave writing to a step that a person starts.`,
    severity: strong.length > 0 ? 'error' : quiet ? 'information' : 'warning',
    confidence: 'medium',
    related: [
      { origin: start.origin, message: canStart(start.who) },
      ...shown
        .slice(0, 4)
        .map((grant) => ({ origin: grant.origin, message: `it holds ${grantWords([grant])}` })),
    ],
  };
}
