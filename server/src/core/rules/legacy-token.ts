import { formatDuration } from '../model/duration.js';
import type { StandingCredential } from '../model/identityLink.js';
import { isStrong } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';
import { opensEverything } from './questions/breadths.js';

const meta: RuleMeta = {
  id: 'legacy-token',
  title: 'A long-lived token of a service account',
  severity: 'warning',
  findingClass: 'never-expires',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'service-account') return [];
  return (scope.facts.standing ?? [])
    .filter(({ lifetime }) => lifetime.seconds === null)
    .map((token) => hit(scope, token));
}

export const legacyToken: Rule = { meta, check };

function hit(scope: TrustScope, token: StandingCredential): RuleHit {
  const strong = scope.grants.filter((grant) => isStrong(grant) && grant.via.length === 0);
  const opens =
    strong.length === 0
      ? ''
      : `, and opens ${strong.some(opensEverything) ? 'everything' : grantWords(strong, 1)}`;
  return {
    origin: token.lifetime.origin,
    message: `Secret ${quoted(token.name)} keeps a token of service account ${quoted(scope.facts.label)} that never expires${opens}: whoever reads the Secret once has it until it is deleted. Ask for a token of bounded life: a projected volume, or \`kubectl create token\`.`,
    severity: strong.length === 0 ? 'information' : 'warning',
    confidence: 'high',
    offers: projecting(scope, token),
    related: [{ origin: token.identityOrigin, message: `whose token it is: ${quoted(scope.facts.label)}` }],
  };
}

/** An hour, which the kubelet renews while the pod runs. */
const BOUNDED_SECONDS = 3600;

/** Workloads of the same account that mount it get a token of their own; then nobody is known to need the Secret. */
function projecting({ facts }: TrustScope, token: StandingCredential): readonly RemediationOffer[] {
  const name = token.name.split('/').at(-1);
  const mounts = (facts.workloads ?? []).flatMap(({ secrets }) =>
    (secrets ?? []).filter((secret) => secret.name === name),
  );
  if (mounts.length === 0) return [];
  return [
    {
      title: `Mount a token of ${formatDuration(BOUNDED_SECONDS)} instead, and take out Secret ${quoted(token.name)}`,
      applicability: 'unsafe',
      caution: 'whatever else reads the Secret, and a program that reads the token only once, stops working',
      preferred: true,
      intents: [
        ...mounts.map(({ origin }) => ({
          kind: 'project-token' as const,
          uri: origin.uri,
          at: origin,
          seconds: BOUNDED_SECONDS,
        })),
        { kind: 'remove-object', uri: token.origin.uri, at: token.origin },
      ],
    },
  ];
}
