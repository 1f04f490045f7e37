import type { CarriedIdentity } from '../model/facts.js';
import { strangersHold } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { formatDuration } from '../model/duration.js';
import { listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { sessionWords } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'unscoped-app-token',
  title: 'An app token covers all that its installation may',
  severity: 'information',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  return scope.carried.flatMap((identity) => hit(scope, identity) ?? []);
}

export const unscopedAppToken: Rule = { meta, check };

function hit(scope: TrustScope, identity: CarriedIdentity): RuleHit | undefined {
  const { minted } = identity;
  if (identity.kind !== 'app-installation' || minted === undefined) return undefined;
  const open = [
    ...(minted.rights === undefined ? ['every permission of the app'] : []),
    ...(minted.resources === undefined ? ['every repository of its installation'] : []),
  ];
  const limits = Object.keys(minted.limits);
  // Once limited in one way, what this version of the action cannot limit in the other is nothing to do about here.
  const limited = minted.resources !== undefined || minted.rights !== undefined;
  if (open.length === 0 || (limited && limits.length === 0 && minted.rightsBy === undefined)) {
    return undefined;
  }
  // Of one repository, and with nobody else near it, which permissions to leave out is not known here.
  if (minted.resources !== undefined && !strangersHold(scope, identity)) return undefined;
  const advice = adviceOn(limits, minted.rightsBy);
  const { seconds } = identity.lifetime;
  const span = seconds === null ? '' : ` for up to ${formatDuration(seconds)}`;
  return {
    origin: identity.origin,
    message: `The app token of ${sessionWords(scope)} carries ${open.join(' on ')}; whoever steals it from the job has that${span}. ${advice}`,
    // Of one repository it is hygiene; across repositories, or in a stranger's session, it is a way sideways.
    severity: minted.resources === undefined || strangersHold(scope, identity) ? 'warning' : 'information',
    confidence: 'high',
    offers: offersFor(scope, identity, limits),
  };
}

/** Which permissions the steps use over the token is not followed: none is named. */
function adviceOn(limits: readonly string[], rightsBy: string | undefined): string {
  const named = rightsBy === undefined ? [] : [`the permissions that the steps use, by ${quoted(rightsBy)}`];
  if (limits.length + named.length === 0) {
    return 'This action cannot limit it; use one that can, such as actions/create-github-app-token.';
  }
  return `Limit it: ${listWords([...limits.map((key) => quoted(key)), ...named])}.`;
}

function offersFor(
  scope: TrustScope,
  { origin, minted }: CarriedIdentity,
  limits: readonly string[],
): readonly RemediationOffer[] {
  if (minted === undefined || limits.length === 0) return [];
  return [
    {
      title: `Limit the app token: ${limits.join(', ')}`,
      applicability: 'unsafe',
      caution: 'fill in the repositories and permissions that the later steps need',
      intents: [{ kind: 'scope-token', uri: scope.file.uri, at: origin, settings: minted.limits }],
    },
  ];
}
