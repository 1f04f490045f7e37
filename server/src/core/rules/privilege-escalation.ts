import type { Escalation } from '../model/escalation.js';
import { isOpen } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { listWords } from '../model/words.js';
import { HolderWords, opensEverything } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'privilege-escalation',
  title: 'A session can give itself more than it was given',
  severity: 'warning',
  findingClass: 'privilege-escalation-path',
  since: '0.2.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  // Who may do everything gains nothing; that it may is told where it is written.
  const ways = scope.escalations.filter(({ by }) => !by.every(opensEverything));
  const places = new Map<string, Escalation[]>();
  for (const way of ways) {
    const { uri, range } = way.origin;
    const key = `${uri} ${String(range.start)} ${String(range.end)}`;
    places.set(key, [...(places.get(key) ?? []), way]);
  }
  return [...places.values()].map((together) => hit(scope, model, together));
}

export const privilegeEscalation: Rule = { meta, check };

function hit(scope: TrustScope, model: TrustModel, ways: readonly Escalation[]): RuleHit {
  const graveFirst = [...ways].sort((a, b) => gravity(scope, a) - gravity(scope, b));
  const [way] = graveFirst;
  const titles = listWords([...new Set(graveFirst.map(({ title }) => title))], 2);
  const actions = [...new Set((way?.by ?? []).map(({ action }) => `\`${action}\``))];
  const unless = way?.conditions[0];
  return {
    origin: way?.origin ?? scope.facts.origin,
    message: `${HolderWords(scope)} can ${titles}, and so ${way?.leadsTo ?? 'gain more'}${unless === undefined ? '' : `, where ${unless}`}: ${listWords(actions)} ${actions.length > 1 ? 'are' : 'is'} enough for it. Limit ${actions[0] ?? 'it'} to what is meant, or take it away.`,
    severity: severityOf(scope, graveFirst),
    confidence: way?.conditions.length === 0 ? 'high' : 'medium',
    related: [
      ...(way?.by ?? []).slice(0, 4).map(({ origin, action }) => ({ origin, message: `\`${action}\`` })),
      ...(way?.targets ?? []).slice(0, 3).flatMap((id) => {
        const target = model.scope(id);
        return target === undefined ? [] : [{ origin: target.facts.origin, message: 'what it can become' }];
      }),
    ],
  };
}

function gravity(scope: TrustScope, way: Escalation): number {
  return (
    (isOpen(scope, way) ? 0 : 4) + (way.conditions.length === 0 ? 0 : 2) + (way.gains === 'identity' ? 1 : 0)
  );
}

function severityOf(scope: TrustScope, [way]: readonly Escalation[]): Severity {
  if (way === undefined || !isOpen(scope, way)) return 'information';
  if (untrustedInitiators(scope).length > 0) return 'error';
  return 'warning';
}
