import type { CarriedIdentity } from '../model/facts.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { SystemKind } from '../model/vocabulary.js';
import { listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, sessionWords } from './sessions.js';

const meta: RuleMeta = {
  id: 'reused-identity',
  title: 'One credential serves jobs of different purpose',
  severity: 'information',
  findingClass: 'identity-reuse',
  since: '0.1.0',
  comparesWorkspace: true,
};

/** Systems in which a credential that also serves lesser jobs is worth telling apart. */
const WORTHWHILE: ReadonlySet<SystemKind> = new Set([
  'control-plane',
  'artifacts',
  'deployment',
  'billing',
  'identity',
  'data',
]);

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  if (!runsCode(scope)) return [];
  return scope.carried
    .filter((identity) => isWorthwhile(identity))
    .flatMap((identity) => hit(scope, identity, model) ?? []);
}

export const reusedIdentity: Rule = { meta, check };

function isWorthwhile(identity: CarriedIdentity): boolean {
  if (identity.kind === 'app-installation' || identity.name.includes('${{')) return false;
  return identity.system !== undefined && WORTHWHILE.has(identity.system.kind);
}

function hit(scope: TrustScope, identity: CarriedIdentity, model: TrustModel): RuleHit | undefined {
  const carriers = model.carriersOf(identity.key).filter(runsCode);
  const strong = carriers.filter(actsOutside);
  const weak = carriers.filter((carrier) => !actsOutside(carrier));
  // Told once, at the first session that could do with less.
  if (strong.length === 0 || weak[0] !== scope) return undefined;
  const at = (carrier: TrustScope): CarriedIdentity | undefined =>
    carrier.carried.find((candidate) => candidate.key === identity.key);
  return {
    origin: identity.origin,
    message: `\`${identity.name}\` serves ${sessionWords(scope)} here and ${listWords(strong.map((carrier) => `${sessionWords(carrier)} (${carrier.facts.purposes[0]?.purpose ?? 'other'})`))}: whoever takes it from the lesser job can do what the other may. Give each its own identity.`,
    confidence: 'medium',
    related: strong.flatMap((carrier) => {
      const origin = at(carrier)?.origin;
      return origin === undefined ? [] : [{ origin, message: `also used by ${sessionWords(carrier)}` }];
    }),
  };
}

function actsOutside(scope: TrustScope): boolean {
  return scope.facts.purposes.some(({ purpose }) =>
    ['publish', 'release', 'deploy', 'administer'].includes(purpose),
  );
}
