import type { Gate, Grant } from '../../model/facts.js';
import type { RemediationOffer } from '../../model/remediation.js';
import { isUnasked } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import type { SystemKind } from '../../model/vocabulary.js';
import { listed } from '../../text/phrases.js';
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

/** Lets the agent ask before it uses the tools of one file; a platform that has no such list does not offer it. */
export function askFirst(
  scope: TrustScope,
  [first, ...others]: readonly [Grant, ...Grant[]],
  preferred: boolean,
): RemediationOffer {
  const tools = [first, ...others].map(({ action }) => quoted(action));
  return {
    title: `Ask before ${listed(tools, 2)}`,
    applicability: 'unsafe',
    caution: 'runs that nobody watches stop at the question',
    ...(preferred ? { preferred } : {}),
    intents: [
      {
        kind: 'require-gate',
        uri: first.origin.uri,
        session: scope.facts.localId,
        gate: first.action,
        ...(others.length === 0 ? {} : { others: others.map(({ action }) => action) }),
      },
    ],
  };
}

/**
 * Whether the session is the one to tell of a grant: what a subagent has by the settings of the session that starts it,
 * or by servers of the project, is told there.
 */
export function tellsOf({ facts, file }: TrustScope, { origin }: Pick<Grant, 'origin'>): boolean {
  return origin.uri === file.uri || facts.subject['settings'] !== undefined;
}

/** A switch that lets servers in without a question, whose tools are still asked for. */
export const SERVERS_UNASKED = 'approval-off-servers';

/** Platforms name the gate so where a mode or a switch takes it away. */
export function isSwitchedOff({ kind, state, id }: Gate): boolean {
  return kind === 'human-in-the-loop' && state === 'ineffective' && id.startsWith('approval-off');
}

/** Modes and options that switch off every question; `approval-off:` and a server's name is about that server. */
const ALL_UNASKED = /^approval-off:(?:bypassPermissions|danger-full-access|yolo$|-)/u;

/**
 * Whether the agent is told to ask for nothing at all: that is one finding, and what each tool may do without a question
 * is no other one.
 */
export function asksNothing({ gates }: TrustScope): boolean {
  return gates.some((gate) => isSwitchedOff(gate) && ALL_UNASKED.test(gate.id));
}

/** Whether another rule of the session lets through every call of the same tool, so that this one adds nothing. */
export function isCovered(scope: TrustScope, { action }: Pick<Grant, 'action'>): boolean {
  const tool = /^([A-Za-z]\w*)\(/u.exec(action)?.[1];
  return (
    tool !== undefined &&
    scope.grants.some(
      (other) => other.declaredFor === 'session' && other.action === tool && isUnasked(scope, other),
    )
  );
}
