import type { CarriedIdentity } from '../model/facts.js';
import { isOpen, isStrong, ownGrants } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { SystemKind } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, sessionWords } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'static-cloud-credential',
  title: 'A long-lived credential where OIDC federation is offered',
  severity: 'information',
  findingClass: 'static-credential-instead-of-federated',
  since: '0.1.0',
};

/** Systems that let a job in by its own identity token. A tool's upload token is not worth the move. */
const FEDERATING: ReadonlySet<SystemKind> = new Set([
  'control-plane',
  'artifacts',
  'deployment',
  'data',
  'secrets',
  'compute',
  'identity',
]);

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  if (!runsCode(scope)) return keysOfUser(scope);
  const bySystem = new Map<string, CarriedIdentity[]>();
  for (const identity of scope.carried.filter(isReplaceable)) {
    const system = identity.system?.name ?? '';
    bySystem.set(system, [...(bySystem.get(system) ?? []), identity]);
  }
  // An access key is two secrets, a service account three, and a file logs in alike in all of its jobs.
  return [...bySystem].flatMap(([system, [first, ...others]]) =>
    first === undefined || firstToUse(model, scope, system) !== scope ? [] : [hit(scope, first, others)],
  );
}

export const staticCloudCredential: Rule = { meta, check };

/** Keys of a user that the file itself makes: whoever has one acts as the user, from anywhere. */
function keysOfUser(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'static-credential') return [];
  const strong = ownGrants(scope).filter((grant) => isStrong(grant) && isOpen(scope, grant));
  return (scope.facts.standing ?? [])
    .filter(({ lifetime }) => lifetime.seconds === null)
    .map((key) => ({
      origin: key.origin,
      message: `${upper(key.noun)} ${quoted(key.name)} works from anywhere until somebody deletes it${strong.length === 0 ? '' : `, and opens ${grantWords(strong, 3)}`}: stolen once, it is stolen for good. Give what uses it a role, whose sessions end by themselves.`,
      severity: strong.length === 0 ? ('information' as const) : ('warning' as const),
      confidence: 'high' as const,
      related: [
        { origin: key.identityOrigin, message: `whose it is: ${sessionWords(scope)}` },
        ...strong.slice(0, 4).map(({ origin, action }) => ({ origin, message: quoted(action) })),
      ],
    }));
}

function upper(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isReplaceable({ kind, alternative, system, writtenOut }: CarriedIdentity): boolean {
  return (
    kind === 'static-credential' &&
    // What stands in the text itself is told by the rule for that.
    writtenOut !== true &&
    alternative !== undefined &&
    system !== undefined &&
    FEDERATING.has(system.kind)
  );
}

function firstToUse(model: TrustModel, scope: TrustScope, system: string): TrustScope | undefined {
  return model
    .scopesOf(scope.file.uri)
    .find(
      (other) =>
        runsCode(other) && other.carried.some((own) => isReplaceable(own) && own.system?.name === system),
    );
}

function hit(scope: TrustScope, identity: CarriedIdentity, others: readonly CarriedIdentity[]): RuleHit {
  const system = identity.system?.name ?? 'the system';
  const grave = identity.system?.kind === 'control-plane' && isOpen(scope, identity);
  return {
    origin: identity.origin,
    message: `${quoted(identity.name)} opens ${system} from ${sessionWords(scope)} until somebody rotates it; stolen once, it works from anywhere. ${identity.alternative ?? ''}`,
    severity: grave ? 'warning' : 'information',
    confidence: 'medium',
    related: others.map((other) => ({ origin: other.origin, message: `${quoted(other.name)} goes with it` })),
  };
}
