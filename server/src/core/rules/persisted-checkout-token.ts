import type { Exposure, Grant } from '../model/facts.js';
import type { Related } from '../model/origin.js';
import type { RemediationOffer } from '../model/remediation.js';
import { isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { knownWrites, runsCode, sessionWords } from './questions/sessions.js';

const meta: RuleMeta = {
  id: 'persisted-checkout-token',
  title: 'A checkout leaves its credential on disk for all later steps',
  severity: 'information',
  findingClass: 'token-persisted-to-disk',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const writes = knownWrites(scope).filter((grant) => isStrong(grant) && grant.system.kind !== 'identity');
  // A token that only reads is worth little where it lies, one whose rights are not known is another finding, and
  // identity tokens are asked for with another credential.
  if (!runsCode(scope)) return [];
  return scope.facts.exposures
    .filter(({ secrets }) => secrets !== undefined || writes.length > 0)
    .filter((exposure) => exposure.usedLater !== 'yes' || exposure.putOut !== undefined)
    .map((exposure) => hit(scope, exposure, writes));
}

export const persistedCheckoutToken: Rule = { meta, check };

function hit(scope: TrustScope, exposure: Exposure, writes: readonly Grant[]): RuleHit {
  if (exposure.putOut !== undefined) return putOutHit(scope, exposure, exposure.putOut, writes);
  const unused = exposure.usedLater === 'no';
  return {
    origin: exposure.origin,
    message: `${leftWords(scope, exposure, writes)} lies in ${shortPlace(exposure)} until ${exposure.until}: every later step can steal it${exposure.secrets === undefined ? '' : ', and use it long after'}. ${unused ? 'None needs it' : `Whether one needs it is not known (${exposure.why})`}; set \`persist-credentials: false\`.`,
    severity: severityOf(scope, unused),
    confidence: unused ? 'high' : 'low',
    offers: [dropping(exposure)],
  };
}

function dropping({ usedLater, why, at }: Exposure): RemediationOffer {
  return {
    title: 'Do not leave the token behind: `persist-credentials: false`',
    ...(usedLater === 'no'
      ? { applicability: 'safe', preferred: true }
      : { applicability: 'unsafe', caution: `a later step may push or fetch with it: ${why}` }),
    intents: [{ kind: 'drop-persisted-credential', uri: at.uri, at }],
  };
}

/** The credential with what it may do, as far as that is known: what a secret opens stands in no file. */
function leftWords(scope: TrustScope, { what, secrets }: Exposure, writes: readonly Grant[]): string {
  return secrets === undefined
    ? `${what} of ${sessionWords(scope)} (${grantWords(writes, 2)})`
    : `${what} of ${sessionWords(scope)}`;
}

/** What is uploaded can be read while the job runs, and so the job's token be used: it ends with the job. */
function putOutHit(
  scope: TrustScope,
  exposure: Exposure,
  putOut: Related,
  writes: readonly Grant[],
): RuleHit {
  return {
    origin: exposure.origin,
    message: `${leftWords(scope, exposure, writes)} lies in ${shortPlace(exposure)}, and ${putOut.message}: whoever may read the artifact has it ${exposure.secrets === undefined ? `until ${exposure.until}` : 'until somebody changes it'}. Upload only what is needed${exposure.usedLater === 'yes' ? '' : ', or set `persist-credentials: false`'}.`,
    severity: 'warning',
    confidence: 'high',
    related: [putOut],
    offers: exposure.usedLater === 'yes' ? [] : [dropping(exposure)],
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
