import type { Grant } from '../model/facts.js';
import { isOpen } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { SystemKind } from '../model/vocabulary.js';
import { untrustedInitiators } from '../model/trustScope.js';
import { HolderWords } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'agent-admin-reach',
  title: 'An agent reaches an admin console, a control plane or production without asking',
  severity: 'warning',
  findingClass: 'agent-tool-overreach',
  since: '0.2.0',
};

const ADMINISTERED: ReadonlySet<SystemKind> = new Set([
  'control-plane',
  'identity',
  'billing',
  'secrets',
  'deployment',
  'compute',
]);

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'agent') return [];
  const places = new Map<string, Grant[]>();
  for (const grant of scope.grants.filter((candidate) => isAdmin(scope, candidate))) {
    const key = `${grant.origin.uri} ${String(grant.origin.range.start)}`;
    places.set(key, [...(places.get(key) ?? []), grant]);
  }
  return [...places.values()].flatMap((together) => hit(scope, together) ?? []);
}

export const agentAdminReach: Rule = { meta, check };

function isAdmin(scope: TrustScope, grant: Grant): boolean {
  if (grant.access === 'read' || !isOpen(scope, grant) || grant.identity !== undefined) return false;
  const sensitive = grant.sensitivity?.some(
    (kind) => kind === 'admin' || kind === 'production' || kind === 'billing',
  );
  return sensitive === true || (grant.access === 'admin' && ADMINISTERED.has(grant.system.kind));
}

function hit(scope: TrustScope, grants: readonly Grant[]): RuleHit | undefined {
  const [grant] = grants;
  if (grant === undefined) return undefined;
  return {
    origin: grant.origin,
    message: `${HolderWords(scope)} may ${grant.opens} (${grant.system.name}) without asking: one text that leads it astray is enough. Let it ask each time, or keep that tool out.`,
    severity: untrustedInitiators(scope).length > 0 ? 'error' : 'warning',
    confidence: 'medium',
    offers: [
      {
        title: `Ask before \`${grant.action}\``,
        applicability: 'unsafe',
        caution: 'runs that nobody watches stop at the question',
        preferred: true,
        intents: [
          {
            kind: 'require-gate',
            uri: grant.origin.uri,
            session: scope.facts.localId,
            gate: grant.action,
          },
        ],
      },
    ],
  };
}
