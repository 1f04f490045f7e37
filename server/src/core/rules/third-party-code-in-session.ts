import type { Participant } from '../model/facts.js';
import { isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords, listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { knownWrites, runsCode, sessionWords } from './sessions.js';

const meta: RuleMeta = {
  id: 'third-party-code-in-session',
  title: 'Code that others may change runs beside a strong credential',
  severity: 'information',
  findingClass: 'secret-exposure-to-third-party-action',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (!runsCode(scope)) return [];
  const writes = knownWrites(scope).filter(isStrong);
  const strangers = scope.facts.participants.filter(
    (participant) =>
      participant.party === 'third-party' && participant.form === 'action' && !participant.pinned,
  );
  const holding = strangers.filter(
    (participant) =>
      participant.holdsSecrets.length > 0 || (writes.length > 0 && participant.holdsToken !== 'no'),
  );
  // One finding for the session, at the code that holds most.
  const [most, ...others] = [...holding].sort((a, b) => weight(b) - weight(a));
  if (most === undefined) return [];
  const moves = /@(?:main|master|develop|dev|trunk|HEAD)$/u.test(most.name);
  return [
    {
      origin: most.origin,
      message: `${most.name} runs in ${sessionWords(scope)} with ${powersOf(most, scope, writes)} in its reach, and whoever can move ${most.name.split('@')[1] ?? 'its tag'} decides what it does. Give the credential to a job of its own, or fix the action to a commit.`,
      severity: moves ? 'warning' : 'information',
      confidence: 'high',
      related: others.slice(0, 5).map((other) => ({ origin: other.origin, message: `${other.name} too` })),
    },
  ];
}

export const thirdPartyCodeInSession: Rule = { meta, check };

function weight(participant: Participant): number {
  const given = participant.holdsToken === 'given' ? 1 : 0;
  return participant.holdsSecrets.length * 2 + given + (/@(?:main|master)$/u.test(participant.name) ? 4 : 0);
}

function powersOf(
  participant: Participant,
  scope: TrustScope,
  writes: ReturnType<typeof knownWrites>,
): string {
  const secrets = participant.holdsSecrets.map((name) => `\`${name}\``);
  const token = writes.length > 0 && participant.holdsToken !== 'no' ? [grantWords(writes)] : [];
  return listWords([...secrets, ...token], scope.carried.length + 1 > 3 ? 3 : 4);
}
