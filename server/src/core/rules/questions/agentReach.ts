import type { Grant } from '../../model/facts.js';
import type { RemediationOffer } from '../../model/remediation.js';
import { isUnasked } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import type { SystemKind } from '../../model/vocabulary.js';
import { quoted } from '../../text/quoted.js';

const ADMINISTERED: ReadonlySet<SystemKind> = new Set([
  'control-plane',
  'identity',
  'billing',
  'secrets',
  'deployment',
  'compute',
]);

/** Whether an agent may change what others rest on with the grant, nothing being asked before: for a rule of its own. */
export function administers(scope: TrustScope, grant: Grant): boolean {
  if (grant.access === 'read' || !isUnasked(scope, grant) || grant.identity !== undefined) return false;
  const sensitive = grant.sensitivity?.some(
    (kind) => kind === 'admin' || kind === 'production' || kind === 'billing',
  );
  return sensitive === true || (grant.access === 'admin' && ADMINISTERED.has(grant.system.kind));
}

/** Whether somebody sits before it who can be asked: there it starts with what that person writes. */
export function isAttended({ initiators }: TrustScope): boolean {
  return initiators.some(({ event }) => event === 'a prompt');
}

/** Lets the agent ask before it uses the tool; a platform that has no such list does not offer it. */
export function askFirst(scope: TrustScope, { action, origin }: Grant, preferred: boolean): RemediationOffer {
  return {
    title: `Ask before ${quoted(action)}`,
    applicability: 'unsafe',
    caution: 'runs that nobody watches stop at the question',
    ...(preferred ? { preferred } : {}),
    intents: [{ kind: 'require-gate', uri: origin.uri, session: scope.facts.localId, gate: action }],
  };
}

/**
 * Whether the session is the one to tell of a grant: what a subagent has by the settings of the session that starts it,
 * or by servers of the project, is told there.
 */
export function tellsOf({ facts, file }: TrustScope, { origin }: Pick<Grant, 'origin'>): boolean {
  return origin.uri === file.uri || facts.subject['settings'] !== undefined;
}
