import type { Initiator } from '../model/facts.js';
import { isOpen, isStrong } from '../model/reach.js';
import type { TrustFlaw } from '../model/trust.js';
import type { TrustScope } from '../model/trustScope.js';
import { heldBy, untrustedInitiators } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import { HolderWords, letsOthersIn, shortText } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'open-trust-policy',
  title: 'A trust policy lets in more than it is meant to',
  severity: 'warning',
  findingClass: 'trust-policy-too-open',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const admissions = scope.facts.trust?.admissions ?? [];
  const flaws = admissions.flatMap((admission) =>
    admission.flaws.map((flaw) => ({
      origin: flaw.origin,
      message: flaw.message,
      severity: severityOf(scope, flaw),
      confidence: 'high' as const,
      related:
        flaw.origin.range.start === admission.origin.range.start
          ? []
          : [{ origin: admission.origin, message: `lets in ${admission.admits}` }],
      offers: flaw.offers,
    })),
  );
  if (!letsOthersIn(scope)) return flaws;
  return [...flaws, ...untrustedInitiators(scope).flatMap((initiator) => openTo(scope, initiator) ?? [])];
}

export const openTrustPolicy: Rule = { meta, check };

/**
 * What lets in anyone is grave as soon as the session may do more than read; to leave the branch open is a choice, as
 * long as nothing can be done with it that lasts.
 */
function severityOf(scope: TrustScope, { kind, severity }: TrustFlaw): Severity {
  const open = scope.grants.filter((grant) => isOpen(scope, grant));
  if (severity === 'error') {
    const reads = open.every(({ access, system }) => access === 'read' && system.kind !== 'secrets');
    return reads && open.length > 0 && scope.unknowns.every(({ about }) => about !== undefined)
      ? 'warning'
      : 'error';
  }
  return severity === 'information' && kind === 'wide-subject' && open.some(isStrong) ? 'warning' : severity;
}

/** The policy of a bucket, queue or key that lets in whoever asks. What is meant for the public is read, not written. */
function openTo(scope: TrustScope, initiator: Initiator): RuleHit | undefined {
  // An interface that anyone may call is not one that nobody guards: what it does is decided behind it.
  const held = scope.grants.filter(
    (grant) => isOpen(scope, grant) && heldBy(initiator, grant) && grant.system.kind !== 'api',
  );
  const [first] = held;
  if (first === undefined) return undefined;
  const grave = held.filter(
    ({ access, system, flows }) =>
      access !== 'read' || system.kind === 'secrets' || flows?.includes('consume') === true,
  );
  const shown = grave.length > 0 ? grave : held;
  return {
    origin: initiator.origin,
    message: `${HolderWords(scope)} lets ${initiator.who}, do ${grantWords(shown)} on ${quoted(shortText(shown[0]?.resource ?? ''))}: no identity of yours is asked for. Name who may, or bind it with a condition on the account or source.`,
    severity: grave.length === 0 ? 'information' : initiator.certainty === 'inferred' ? 'warning' : 'error',
    confidence: 'high',
    related: shown.slice(0, 4).map(({ origin, action }) => ({ origin, message: quoted(action) })),
  };
}
