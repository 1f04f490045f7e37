import type { TextRange } from '../text/textRange.js';
import type { Gate, Unknown } from './grant.js';
import type { Origin } from './origin.js';
import type { Holder } from './permissionSet.js';

/**
 * Rules in front of workloads, or around them, that decide on each call and are written apart from the grants: a
 * policy of a service mesh, a network policy. Only the linker sees to which workloads they belong.
 */
export interface Guard {
  /** Unique inside its file and unchanged by edits elsewhere. */
  readonly localId: string;
  /** What the platform calls it: `AuthorizationPolicy`, `NetworkPolicy`. */
  readonly noun: string;
  readonly name: string;
  /** The namespace as written; empty when none is written. */
  readonly namespace: string;
  /** `api` decides by caller, path and method; `network` by address, label and port. */
  readonly layer: 'api' | 'network';
  /**
   * What it does with a call that matches: lets it through (and by being there stops those that no `allow` of the
   * same workload matches), refuses it, has it decided by somebody else, or refuses a call whose credential is bad.
   */
  readonly effect: 'allow' | 'deny' | 'check' | 'authenticate';
  /** Whether it judges calls to the workloads that it selects, or calls from them. */
  readonly direction: 'to' | 'from';
  readonly selects: WorkloadSelector;
  /** Any of these; none at all matches no call, for `authenticate` every call. */
  readonly matches: readonly CallMatch[];
  /** For `check`: what it puts before the calls that it matches. */
  readonly gate?: Gate;
  readonly unknowns: readonly Unknown[];
  readonly origin: Origin;
  readonly extent: TextRange;
}

/** The workloads of a namespace whose pods bear all of these labels; all of the namespace when there are none. */
export interface WorkloadSelector {
  readonly labels: Readonly<Record<string, string>>;
  /** Selectors that are more than equal labels, in words: whether they fit is not known. */
  readonly others: readonly string[];
  /** Whether it reaches beyond its own namespace when it stands in the root namespace of the mesh. */
  readonly meshWide: boolean;
}

/** One rule: a caller, an operation and conditions, all of which must fit. */
export interface CallMatch {
  /** Any of these; `null` when every caller fits, known or not. */
  readonly callers: readonly CallerMatch[] | null;
  /** Any of these; `null` when every operation fits. */
  readonly operations: readonly OperationMatch[] | null;
  /** All of these. */
  readonly conditions: readonly ConditionMatch[];
  readonly origin: Origin;
}

/** A caller by one of the ways in which it can be named. Patterns are as written: `*` at one end, or alone. */
export interface CallerMatch {
  /** The known ones among the callers, for joining. */
  readonly holders: readonly Holder[];
  /** Each field that is there must fit one of its values; `not…` none of them. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly origin: Origin;
}

/** What is called. An absent field fits everything. */
export interface OperationMatch {
  readonly paths?: readonly string[];
  readonly notPaths?: readonly string[];
  readonly methods?: readonly string[];
  readonly notMethods?: readonly string[];
  readonly hosts?: readonly string[];
  readonly notHosts?: readonly string[];
  readonly ports?: readonly string[];
  readonly notPorts?: readonly string[];
  /** Where each of its texts stands, where they stand apart. */
  readonly origins?: Readonly<Record<string, Origin>>;
  readonly origin: Origin;
}

export interface ConditionMatch {
  /** As written, for example `request.auth.claims[acr]`. */
  readonly key: string;
  readonly values: readonly string[];
  readonly notValues: readonly string[];
  readonly origin: Origin;
}
