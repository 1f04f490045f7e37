import type { TrustScope } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'dangling-binding',
  title: 'A binding names what does not exist here',
  severity: 'information',
  findingClass: 'orphaned-identity',
  since: '0.2.0',
  absence: true,
};

function check({ facts }: TrustScope): readonly RuleHit[] {
  return (facts.dangling ?? []).map(({ noun, name, missing, what, why, origin, attachment }) => ({
    origin,
    message: `${noun} \`${name}\` ${missing === 'set' ? 'gives' : 'binds'} ${what}, which is not here; ${why}. Take it out, or write the name that is meant.`,
    confidence: 'medium' as const,
    related: [{ origin: attachment, message: `${noun} \`${name}\`` }],
  }));
}

export const danglingBinding: Rule = { meta, check };
