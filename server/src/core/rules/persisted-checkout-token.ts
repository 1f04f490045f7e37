import type { Exposure } from '../model/facts.js';
import { isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { knownWrites, runsCode, sessionWords } from './sessions.js';

const meta: RuleMeta = {
  id: 'persisted-checkout-token',
  title: 'The job token is left on disk for all later steps',
  severity: 'information',
  findingClass: 'token-persisted-to-disk',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const writes = knownWrites(scope).filter((grant) => isStrong(grant) && grant.system.kind !== 'identity');
  // A token that only reads is worth little where it lies, one whose rights are not known is another finding, and
  // identity tokens are asked for with another credential.
  if (!runsCode(scope) || writes.length === 0) return [];
  return scope.facts.exposures
    .filter((exposure) => exposure.usedLater !== 'yes')
    .map((exposure) => hit(scope, exposure, grantWords(writes)));
}

export const persistedCheckoutToken: Rule = { meta, check };

function hit(scope: TrustScope, exposure: Exposure, writes: string): RuleHit {
  const unused = exposure.usedLater === 'no';
  const strangers = scope.facts.participants.some((p) => p.party === 'third-party' && p.form !== 'pipeline');
  return {
    origin: exposure.origin,
    message: `${exposure.what} with ${writes} stays in ${exposure.where} until ${exposure.until}, where every later step of ${sessionWords(scope)} can read it; ${exposure.why}. Set \`persist-credentials: false\`.`,
    severity: unused && strangers ? 'warning' : 'information',
    confidence: unused ? 'high' : 'medium',
    offers: [
      {
        title: 'Do not leave the token behind: `persist-credentials: false`',
        ...(unused
          ? { applicability: 'safe' as const }
          : {
              applicability: 'unsafe' as const,
              caution: `a later step may push or fetch with it: ${exposure.why}`,
            }),
        preferred: true,
        intents: [{ kind: 'drop-persisted-credential', uri: exposure.at.uri, at: exposure.at }],
      },
    ],
  };
}
