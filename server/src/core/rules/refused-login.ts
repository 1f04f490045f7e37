import type { ClaimDifference } from '../model/login.js';
import type { Refusal } from '../model/escalation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { differenceWords } from '../model/loginWords.js';
import { listWords } from '../model/words.js';
import { sessionWords } from './questions/sessions.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'refused-login',
  title: 'A job asks for a role that does not trust it',
  severity: 'warning',
  findingClass: 'orphaned-identity',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const byPlace = new Map<string, Refusal[]>();
  for (const refusal of scope.refusals) {
    if (refusal.login?.verdict !== 'refused' || refusal.login.differs.length === 0) continue;
    const { id } = refusal.reference;
    byPlace.set(id, [...(byPlace.get(id) ?? []), refusal]);
  }
  return [...byPlace.values()].flatMap((refusals) => hit(scope, model, refusals) ?? []);
}

export const refusedLogin: Rule = { meta, check };

/** Of several roles of one name all refuse, or none would be told. */
function hit(scope: TrustScope, model: TrustModel, refusals: readonly Refusal[]): RuleHit | undefined {
  const [first] = refusals;
  const role = first && model.scope(first.by)?.facts;
  if (first?.login === undefined || role === undefined) return undefined;
  const { differs } = first.login;
  return {
    origin: first.reference.origin,
    message: `${capital(role.noun)} ${quoted(role.label)} refuses ${sessionWords(scope)}: it ${listWords(differs.map(differenceWords))}. What it does with the role fails; ${remedy(differs)}.`,
    confidence: 'high',
    related: refusals.flatMap(({ login }) =>
      (login?.differs ?? []).slice(0, 3).map((difference) => ({
        origin: difference.origin,
        message: `the policy ${differenceWords(difference)}`,
      })),
    ),
  };
}

function remedy(differs: readonly ClaimDifference[]): string {
  if (differs.some(({ denied }) => denied === true)) {
    return 'run it where the policy does not deny it, or assume the role out';
  }
  if (differs.some(({ claim }) => claim === 'aud')) {
    return 'ask for the audience that the policy wants, or change the policy';
  }
  return 'run it as the policy wants, or name it in the policy';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
