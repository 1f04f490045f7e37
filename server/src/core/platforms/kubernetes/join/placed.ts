import type { SessionFacts } from '../../../model/facts.js';
import type { StandingCredential } from '../../../model/identityLink.js';
import type { Origin } from '../../../model/origin.js';
import type { Attachment, Holder, Workload } from '../../../model/permissionSet.js';
import type { TextRange } from '../../../text/textRange.js';
import type { ObjectName } from './nameAt.js';
import type { Place } from './nearest.js';
import type { Placement } from './placement.js';

/** An object of a file at one of the places where it comes into the cluster. */
export interface Placed<T> extends Place, ObjectName {
  readonly fact: T;
  readonly placement: Placement;
}

/** A service account: declared, or only named by what binds it or runs as it. */
export interface Account extends Place, ObjectName {
  readonly declared?: SessionFacts;
  /** The first text that names it, where it is declared nowhere. */
  readonly origin: Origin;
  readonly extent: TextRange;
  readonly placement: Placement;
}

/** A Role or ClusterRole by name; the namespace is empty for a ClusterRole. */
export interface RoleRef extends ObjectName {
  readonly kind: 'role' | 'clusterrole';
}

/** A binding with what it names. */
export interface Binding extends Placed<Attachment> {
  readonly within: string | null;
  /** The Role or ClusterRole; absent where it gives another kind of set. */
  readonly role?: RoleRef;
  readonly holders: readonly BoundHolder[];
}

/** One subject of a binding. */
export interface BoundHolder {
  readonly fact: Holder;
  /** The account that it names. */
  readonly account?: ObjectName;
  /** The namespace whose accounts are meant; null for all; absent when it is no group of accounts. */
  readonly accountsOf?: string | null;
}

/** A workload with the account as which it runs. */
export interface RunningWorkload extends Placed<Workload> {
  readonly runsAs: ObjectName;
}

/** A credential with the account whose it is. */
export interface HeldCredential extends Placed<StandingCredential> {
  readonly identity: ObjectName;
}

export function idOf({ namespace, name }: ObjectName): string {
  return `${namespace}/${name}`;
}
