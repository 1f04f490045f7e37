import { isOpen } from '../model/reach.js';
import type { SecretSweep } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import { canStart } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { sessionWords } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'all-secrets-exposed',
  title: 'Every secret is handed to one job',
  severity: 'warning',
  findingClass: 'secrets-inherit',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  return scope.facts.sweeps
    .filter((sweep) => sweep.how !== 'inherit')
    .map((sweep): RuleHit => {
      const who = strangerOf(scope, sweep);
      return {
        origin: sweep.origin,
        message: messageFor(scope, sweep, who),
        severity: who !== undefined ? 'error' : sweep.how === 'dump' ? 'warning' : 'information',
        confidence: 'high',
      };
    });
}

export const allSecretsExposed: Rule = { meta, check };

function strangerOf(scope: TrustScope, sweep: SecretSweep): string | undefined {
  if (!isOpen(scope, sweep)) return undefined;
  return untrustedInitiators(scope).find(
    (initiator) =>
      !initiator.withholds.includes('secrets') &&
      (sweep.initiators === undefined || sweep.initiators.includes(initiator.id)),
  )?.who;
}

function messageFor(scope: TrustScope, sweep: SecretSweep, who: string | undefined): string {
  const what =
    sweep.how === 'dump'
      ? `${quoted(sweep.text)} without a name gives ${sessionWords(scope)}`
      : `The name of this secret is computed, so ${sessionWords(scope)} is given`;
  const start = who === undefined ? '' : `, and ${canStart(who)}`;
  const of = sweep.of ?? 'the repository and its organization';
  return `${what} every secret of ${of}${start}; code that runs there can take them all. Name the secrets that it needs.`;
}
