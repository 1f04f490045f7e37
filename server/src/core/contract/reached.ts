import { gatesBefore } from '../model/trustScope.js';
import type { TrustScope } from '../model/trustScope.js';
import { isIdentityItself } from '../model/reach.js';
import type { Gate, Grant } from '../model/grant.js';
import type { Origin } from '../model/origin.js';
import type { AccessLevel } from '../model/vocabulary.js';

/** What a session reaches, in the words in which a contract speaks of it. */
export interface Reached {
  readonly action: string;
  /** The action without its level, where it has one: `contents` of `contents:write`. */
  readonly levelled?: string;
  readonly access: AccessLevel;
  readonly kind: string;
  readonly system: string;
  readonly on: string;
  /** What limits it: `namespace shop`, `name web`, or a condition of a policy. */
  readonly only: readonly string[];
  /** What stands, or may stand, before it. */
  readonly gates: readonly Gate[];
  readonly origin: Origin;
  /** Absent for all secrets at once. */
  readonly grant?: Grant;
}

/** All that a session reaches, its own and over other identities, without what no request fits. */
export function reachedBy(scope: TrustScope): readonly Reached[] {
  const sweeps = scope.facts.sweeps.map((sweep): Reached => ({
    action: 'every secret',
    access: 'read',
    kind: 'secrets',
    system: sweep.of ?? 'repository',
    on: '*',
    only: [],
    gates: gatesBefore(scope, sweep),
    origin: sweep.origin,
  }));
  return [
    ...sweeps,
    ...scope.grants.filter(({ idle }) => idle !== true).map((grant) => reachedOf(scope, grant)),
  ];
}

function reachedOf(scope: TrustScope, grant: Grant): Reached {
  const { action, right, access, system, resource, attributes = {} } = grant;
  return {
    action: isIdentityItself(grant) ? `hold ${resource}` : action,
    ...(action === `${right}:${access}` ? { levelled: right } : {}),
    access,
    kind: system.kind,
    system: system.name,
    on: resource,
    only: limitsIn(attributes),
    gates: gatesBefore(scope, grant),
    origin: grant.origin,
    grant,
  };
}

export const NAMESPACE = 'namespace ';
export const NAME = 'name ';

function limitsIn(attributes: NonNullable<Grant['attributes']>): readonly string[] {
  const list = (name: string): readonly string[] => {
    const value = attributes[name];
    return value === undefined || value === null ? [] : typeof value === 'string' ? [value] : value;
  };
  if (!('verb' in attributes)) return [...list('conditions')].sort();
  return [
    ...list('namespace').map((name) => NAMESPACE + name),
    ...[...list('resourceNames')].sort().map((name) => NAME + name),
  ];
}
