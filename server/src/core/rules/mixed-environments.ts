import type { TrustScope } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, SessionWords } from './sessions.js';

const meta: RuleMeta = {
  id: 'mixed-environments',
  title: 'One session holds credentials of production and of something else',
  severity: 'warning',
  findingClass: 'environment-mixing',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (!runsCode(scope)) return [];
  const production = scope.facts.tiers.filter((place) => place.tier === 'production');
  const others = scope.facts.tiers.filter((place) => place.tier === 'non-production');
  const carriesBoth = [production, others].every((places) =>
    places.some((place) => scope.carried.some((identity) => identity.name === place.name)),
  );
  const [first] = production.filter((place) =>
    scope.carried.some((identity) => identity.name === place.name),
  );
  if (first === undefined || !carriesBoth) return [];
  const names = (places: typeof production): string =>
    listWords([...new Set(places.map((place) => `\`${place.name}\``))]);
  return [
    {
      origin: first.origin,
      message: `${SessionWords(scope)} holds ${names(production)} and ${names(others)}: whoever gets into the weaker environment's part reaches production. Use one job, and one environment, for each.`,
      confidence: 'medium',
      related: others.map((place) => ({
        origin: place.origin,
        message: `\`${place.name}\` is not production's`,
      })),
    },
  ];
}

export const mixedEnvironments: Rule = { meta, check };
