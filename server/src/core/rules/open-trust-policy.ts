import type { TrustScope } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'open-trust-policy',
  title: 'A trust policy lets in more than it is meant to',
  severity: 'warning',
  findingClass: 'trust-policy-too-open',
  since: '0.2.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const admissions = scope.facts.trust?.admissions ?? [];
  return admissions.flatMap((admission) =>
    admission.flaws.map((flaw) => ({
      origin: flaw.origin,
      message: flaw.message,
      severity: flaw.severity,
      confidence: 'high' as const,
      related:
        flaw.origin.range.start === admission.origin.range.start
          ? []
          : [{ origin: admission.origin, message: `lets in ${admission.admits}` }],
      offers: flaw.offers,
    })),
  );
}

export const openTrustPolicy: Rule = { meta, check };
