import type { Escalation } from '../../../model/escalation.js';
import type { SessionFacts } from '../../../model/facts.js';
import { escalationsOf } from './escalate.js';
import type { Memo } from './memo.js';
import type { Binding } from './placed.js';
import type { Reachable, ReachableAccount } from './reachable.js';
import { areSame } from './remembered.js';
import type { HeldRole, RoleRights } from './roleEscalations.js';

/** What the ways to more of everybody in a cluster rest on, besides what each holds. */
export interface Gaining {
  /** Who can be become: the same object while nothing of it has changed. */
  readonly reachable: Reachable;
  /** Another object whenever any role or binding is another. */
  readonly roles: object;
  readonly rights: RoleRights;
}

/** Who gains. */
export interface Gainer {
  readonly account: ReachableAccount;
  readonly base: Pick<SessionFacts, 'grants' | 'workloads'>;
  /** The bindings that give it roles. */
  readonly held: () => readonly Binding[];
}

/** The ways to more of a session: the same list as before where they are the same ways of the same session. */
export function gainedBy(
  memo: Memo,
  key: string,
  restsOnRoles: boolean,
  { reachable, roles, rights }: Gaining,
  { account, base, held }: Gainer,
): readonly Escalation[] {
  return memo.recall(
    `escalations ${key}`,
    [base, reachable, restsOnRoles ? roles : undefined],
    () => escalationsOf({ account, ...partsOf(base), roles: rolesOf(held()) }, reachable, rights),
    areSameWays,
  );
}

function partsOf({ grants, workloads }: Gainer['base']): Pick<SessionFacts, 'grants'> & {
  readonly workloads: NonNullable<SessionFacts['workloads']>;
} {
  return { grants, workloads: workloads ?? [] };
}

function rolesOf(bindings: readonly Binding[]): readonly HeldRole[] {
  return bindings.flatMap(({ role, within }) => (role === undefined ? [] : [{ ...role, within }]));
}

/** Whether two lists of ways tell the same of one session. */
function areSameWays(a: readonly Escalation[], b: readonly Escalation[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ method, title, targets, leadsTo }, at) => {
      const other = b[at];
      return (
        other?.method === method &&
        other.title === title &&
        other.leadsTo === leadsTo &&
        areSame(targets, other.targets)
      );
    })
  );
}
