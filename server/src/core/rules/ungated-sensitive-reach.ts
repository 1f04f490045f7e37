import type { Purpose } from '../model/facts.js';
import { isOpen, isStrong, strangerReach } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { effectiveGates, leastTrusted } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { knownWrites, runsCode, SessionWords, sessionWords } from './sessions.js';

const meta: RuleMeta = {
  id: 'ungated-sensitive-reach',
  title: 'A deployment or publication is not decided on again',
  severity: 'information',
  findingClass: 'no-reauthorization-before-sensitive-action',
  since: '0.1.0',
};

const SENSITIVE: ReadonlySet<Purpose> = new Set(['publish', 'release', 'deploy', 'administer']);

/** Events by which somebody with write access decides on a release or deployment. */
const DECISIONS: ReadonlySet<string> = new Set([
  'release',
  'workflow_dispatch',
  'deployment',
  'repository_dispatch',
]);

function check(scope: TrustScope): readonly RuleHit[] {
  if (!runsCode(scope) || effectiveGates(scope).length > 0) return [];
  const purposes = scope.facts.purposes.filter(({ purpose }) => SENSITIVE.has(purpose));
  const [first, ...others] = purposes;
  if (first === undefined || !canDoIt(scope)) return [];
  // What strangers reach is an error of its own, and a release that somebody publishes was decided on.
  if (strangerReach(scope).some(({ grants }) => grants.some(isStrong))) return [];
  if (scope.initiators.every(({ event }) => DECISIONS.has(event))) return [];
  const production = scope.facts.tiers.some(({ tier }) => tier === 'production');
  const deploys = purposes.some(({ purpose }) => purpose === 'deploy' || purpose === 'administer');
  const who = leastTrusted(scope.initiators.filter(({ withholds }) => withholds.length === 0))?.who;
  return [
    {
      origin: first.origin,
      message: `${SessionWords(scope)}: ${listWords(purposes.map(({ why }) => why))}, and nothing is checked after it has started: ${who ?? 'whoever starts it'} gets there. Run it in an environment with required reviewers.`,
      severity: production && deploys ? 'warning' : 'information',
      confidence: 'medium',
      related: others.map(({ why, origin }) => ({ origin, message: why })),
      offers: [
        {
          title: `Run ${sessionWords(scope)} in environment \`${deploys ? 'production' : 'release'}\``,
          applicability: 'unsafe',
          caution: 'the environment and its reviewers must be set up in the repository',
          intents: [
            {
              kind: 'require-gate',
              uri: scope.file.uri,
              session: scope.facts.localId,
              gate: deploys ? 'production' : 'release',
            },
          ],
        },
      ],
    },
  ];
}

export const ungatedSensitiveReach: Rule = { meta, check };

/** Whether the session holds anything that a deployment or publication could be made with. */
function canDoIt(scope: TrustScope): boolean {
  return scope.carried.some((identity) => isOpen(scope, identity)) || knownWrites(scope).some(isStrong);
}
