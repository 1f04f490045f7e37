import type { TrustScope } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'dangling-binding',
  title: 'A binding names what does not exist here',
  severity: 'information',
  findingClass: 'orphaned-identity',
  since: '0.1.0',
  absence: true,
};

function check({ facts }: TrustScope): readonly RuleHit[] {
  return (facts.dangling ?? []).map(({ noun, name, missing, what, why, origin, attachment }) => ({
    origin,
    message: `${noun} ${quoted(name)} ${missing === 'set' ? 'gives' : 'binds'} ${what}, which is not here; ${why}. Remove it, or write the name that is meant.`,
    confidence: 'medium' as const,
    related: [{ origin: attachment, message: `${noun} ${quoted(name)}` }],
    offers:
      missing === 'set'
        ? []
        : [
            {
              title: `Remove ${what} from the binding`,
              applicability: 'unsafe' as const,
              caution: 'an account of that name which is made elsewhere loses these rights',
              preferred: true,
              intents: [{ kind: 'remove-entry' as const, uri: origin.uri, at: origin }],
            },
          ],
  }));
}

export const danglingBinding: Rule = { meta, check };
