import { writtenSecret } from '../../../knowledge/names/secretValues.js';
import type { CarriedIdentity } from '../../../model/facts.js';
import type { PlacedRule } from '../../../knowledge/agents/claude/placedRules.js';
import { quoted } from '../../../text/quoted.js';

/** A credential in the text of a rule, where the answer to a question has left it together with the command. */
export function ruleSecret({ rule, list, origin }: PlacedRule): readonly CarriedIdentity[] {
  const name = writtenSecret(rule.specifier ?? '');
  if (name === undefined) return [];
  return [
    {
      key: `agent:rule@${String(origin.range.start)}/${name}`,
      kind: 'static-credential',
      name,
      credential: 'api-key',
      lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until somebody rotates it', origin },
      writtenOut: true,
      alternative: `Take the rule out of ${quoted(list)}, or write it without the credential, which the command can read from the environment.`,
      visibleTo: 'session',
      gates: [],
      sensitivity: [],
      origin,
      uses: [origin],
    },
  ];
}
