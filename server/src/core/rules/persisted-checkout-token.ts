import type { Exposure, Grant } from '../model/facts.js';
import { isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { knownWrites, runsCode, sessionWords } from './questions/sessions.js';

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
    .map((exposure) => hit(scope, exposure, writes));
}

export const persistedCheckoutToken: Rule = { meta, check };

function hit(scope: TrustScope, exposure: Exposure, writes: readonly Grant[]): RuleHit {
  const unused = exposure.usedLater === 'no';
  return {
    origin: exposure.origin,
    message: `${exposure.what} of ${sessionWords(scope)} (${grantWords(writes, 2)}) lies in ${shortPlace(exposure)} until ${exposure.until}: every later step can steal it from there. ${unused ? 'None needs it' : `Whether one needs it is open (${exposure.why})`}; set \`persist-credentials: false\`.`,
    severity: severityOf(scope, unused),
    confidence: unused ? 'high' : 'low',
    offers: [
      {
        title: 'Do not leave the token behind: `persist-credentials: false`',
        ...(unused
          ? { applicability: 'safe', preferred: true }
          : { applicability: 'unsafe', caution: `a later step may push or fetch with it: ${exposure.why}` }),
        intents: [{ kind: 'drop-persisted-credential', uri: exposure.at.uri, at: exposure.at }],
      },
    ],
  };
}

/** Code of others beside it makes it matter; where it may well be left for a push, it is no more than a hint. */
function severityOf(scope: TrustScope, unused: boolean): Severity {
  const others = scope.facts.participants.some(
    ({ party, form }) => party === 'third-party' && form !== 'pipeline',
  );
  if (!unused) return 'hint';
  return others ? 'warning' : 'information';
}

function shortPlace({ where }: Exposure): string {
  return where.split(/[,;(]/u)[0]?.trim() ?? where;
}
