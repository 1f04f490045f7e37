import type { PolicyCondition, PolicyStatement } from '../../../model/policyDocument.js';
import { ESCALATION_METHODS } from '../escalations.js';
import type { EscalationMethod, EscalationTarget, RequiredAction } from '../escalations/method.js';
import type { PolicySet } from '../policy/types.js';
import { askable } from './askable.js';
import type { Refusal } from './answer.js';
import { asker, type EscalationIdentity } from './identity.js';
import { RoleReach } from './roleReach.js';
import type { KnownRole } from './roles.js';
import { tryTogether, type GrantedAction, type Inquiry, type Together } from './together.js';

/** What is known around the policies. */
export interface EscalationContext<O> {
  readonly identity: EscalationIdentity;
  /** The roles of the workspace, its own too. */
  readonly roles: readonly KnownRole<O>[];
}

/** A method that the policies allow. */
export interface Escalation<O> {
  readonly method: EscalationMethod;
  /** `conditional`: under the conditions named, or if what is not known turns out so. */
  readonly result: 'yes' | 'conditional';
  readonly conditions: readonly PolicyCondition<O>[];
  /** The actions of the way that it takes. */
  readonly actions: readonly GrantedAction<O>[];
  /** Roles of the workspace whose rights it gains. */
  readonly targets: readonly KnownRole<O>[];
  /** Whether it may reach identities besides these: ones that the workspace does not show. */
  readonly others: boolean;
}

/** A method all of whose actions some statement allows, one of which is taken away again. */
export interface BlockedEscalation<O> {
  readonly method: EscalationMethod;
  readonly action: string;
  /** `trust`: of the roles that it may pass or assume, each is known and none admits it. */
  readonly by: Refusal<O>['by'];
  /** The statements that take it away, as far as single ones do. */
  readonly statements: readonly PolicyStatement<O>[];
}

export interface Escalations<O> {
  readonly found: readonly Escalation<O>[];
  readonly blocked: readonly BlockedEscalation<O>[];
}

/**
 * Which of the known methods the policies of an identity allow. Every action of a method is evaluated with denies,
 * conditions, boundaries and the organisation's policies. Of what its requests would say, the method sets some
 * (`iam:PassedToService`); the rest may be anything, and a condition on it makes the method conditional.
 *
 * @param context the same list of roles is read once for all identities that are asked about it
 * @param methods the methods to look for
 */
export function escalationsOf<O>(
  policies: PolicySet<O>,
  { identity, roles }: EscalationContext<O>,
  methods: readonly EscalationMethod[] = ESCALATION_METHODS,
): Escalations<O> {
  const own = asker(identity);
  const prepared = { policies: askable(policies, own), asker: own, identity };
  const inquiry: Inquiry<O> = { ...prepared, roles: new RoleReach(roles, prepared) };
  const found: Escalation<O>[] = [];
  const blocked: BlockedEscalation<O>[] = [];
  for (const method of methods) {
    if (!worksFor(method, identity)) continue;
    const outcome = best(method, inquiry);
    if (outcome === undefined) continue;
    if (isRefusal(outcome)) blocked.push({ method, ...outcome });
    else found.push({ method, ...outcome });
  }
  return { found, blocked };
}

type Outcome<O> = Omit<Escalation<O>, 'method'> | Refusal<O> | undefined;

function worksFor(
  { principal, againstBoundary }: EscalationMethod,
  { kind, boundary }: EscalationIdentity,
): boolean {
  if (againstBoundary === true && boundary === false) return false;
  return principal === 'any' || kind === 'unknown' || principal === kind;
}

function isRefusal<O>(outcome: Exclude<Outcome<O>, undefined>): outcome is Refusal<O> {
  return 'by' in outcome;
}

/** The first way without a condition, else the first that is left, else why there is none. */
function best<O>(method: EscalationMethod, inquiry: Inquiry<O>): Outcome<O> {
  let found: Outcome<O>;
  for (const way of method.ways) {
    const outcome = tryWay(method, way, inquiry);
    if (rank(outcome) > rank(found)) found = outcome;
    if (rank(found) === CERTAIN) break;
  }
  return found;
}

const CERTAIN = 3;

function rank<O>(outcome: Outcome<O>): number {
  if (outcome === undefined) return 0;
  if (isRefusal(outcome)) return 1;
  return outcome.result === 'conditional' ? 2 : CERTAIN;
}

function tryWay<O>(
  method: EscalationMethod,
  way: readonly RequiredAction[],
  inquiry: Inquiry<O>,
): Outcome<O> {
  // A quick look: most policies allow the actions of few methods.
  if (!way.every(([action]) => inquiry.policies.allows(action))) return undefined;
  const parts = [...byTarget(way)].map(([target, actions]) => tryTogether(method, target, actions, inquiry));
  // One that no statement allows decides: then it is not the others that are in the way.
  if (parts.includes(undefined)) return undefined;
  const refusal = parts.find((part) => part !== undefined && 'by' in part);
  if (refusal !== undefined) return refusal;
  const granted = parts as readonly Together<O>[];
  const doubtful = method.againstBoundary === true && inquiry.identity.boundary === 'unknown';
  return {
    result: doubtful || granted.some(({ certain }) => !certain) ? 'conditional' : 'yes',
    conditions: [...new Set(granted.flatMap(({ conditions }) => conditions))],
    actions: granted.flatMap(({ actions }) => actions),
    targets: granted.flatMap(({ targets }) => targets),
    others: granted.every(({ others }) => others),
  };
}

/** What is asked of one and the same thing has to be allowed on it together. */
function byTarget(way: readonly RequiredAction[]): ReadonlyMap<EscalationTarget, readonly string[]> {
  const groups = new Map<EscalationTarget, string[]>();
  for (const [action, target] of way) {
    const actions = groups.get(target);
    if (actions === undefined) groups.set(target, [action]);
    else actions.push(action);
  }
  return groups;
}
