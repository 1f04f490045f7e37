import type { CarriedIdentity } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { sessionWords } from './sessions.js';

const meta: RuleMeta = {
  id: 'static-cloud-credential',
  title: 'A credential that never ends, where a federated login is offered',
  severity: 'information',
  findingClass: 'static-credential-instead-of-federated',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const seen = new Set<string>();
  return scope.carried.flatMap((identity) => {
    // An access key is two secrets, a service account three: one cause, one finding.
    const system = identity.system?.name ?? '';
    if (identity.kind !== 'static-credential' || identity.alternative === undefined || seen.has(system))
      return [];
    seen.add(system);
    return [hit(scope, identity, identity.alternative)];
  });
}

export const staticCloudCredential: Rule = { meta, check };

function hit(scope: TrustScope, identity: CarriedIdentity, alternative: string): RuleHit {
  const system = identity.system?.name ?? 'the system';
  const others = scope.carried.filter(
    (other) => other !== identity && other.alternative !== undefined && other.system?.name === system,
  );
  return {
    origin: identity.origin,
    message: `\`${identity.name}\` opens ${system} from ${sessionWords(scope)} until somebody rotates it; stolen once, it works from anywhere. ${alternative}`,
    severity: identity.system?.kind === 'control-plane' ? 'warning' : 'information',
    confidence: 'medium',
    related: others.map((other) => ({ origin: other.origin, message: `\`${other.name}\` goes with it` })),
  };
}
