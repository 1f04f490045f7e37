import type { EscalationMethod } from '../escalations/method.js';
import type { Answer } from './answer.js';
import { answer, givenKey, isAllowed, isCertain } from './answer.js';
import type { AskablePolicies } from './askable.js';
import type { Asker, EscalationIdentity } from './identity.js';
import { shapeOf } from './identity.js';
import { meet } from './meet.js';
import type { KnownRole } from './roles.js';
import { admitsPrincipal, admitsService } from './roles.js';

/** The roles of a workspace, with what every identity asks of them. */
interface ReadRoles<O> {
  readonly roles: readonly KnownRole<O>[];
  /** Shapes of their ARNs, each as a list of one, in which what is not known has a name that nothing else has. */
  readonly shapes: readonly (readonly [string])[];
  /** By the services that a role is handed to, which of the roles admit one of them. */
  readonly admitting: Map<string, readonly boolean[]>;
}

const read = new WeakMap<readonly KnownRole<never>[], ReadRoles<never>>();

function readRoles<O>(roles: readonly KnownRole<O>[]): ReadRoles<O> {
  // What is remembered of a list is of the kind of the list.
  const known = read.get(roles as readonly KnownRole<never>[]) as ReadRoles<O> | undefined;
  if (known !== undefined) return known;
  const shapes = roles.map(({ arn }, index) => [shapeOf(arn, `\uE003${String(index)}`)] as const);
  const made: ReadRoles<O> = { roles, shapes, admitting: new Map() };
  read.set(roles as readonly KnownRole<never>[], made as unknown as ReadRoles<never>);
  return made;
}

/** A role on which actions are allowed, by its place among the roles. */
interface Reachable<O> {
  readonly at: number;
  readonly answers: readonly Answer<O>[];
}

/** The roles that a method leads to. */
interface Reached<O> {
  readonly targets: readonly KnownRole<O>[];
  /** What is said of the actions on the first of them, a certain one before others. */
  readonly answer?: Answer<O>;
}

/** Tells apart methods for which the roles' trust counts differently. */
function admitKey({ passes }: Pick<EscalationMethod, 'passes'>, actions: readonly string[]): string {
  if (!actions.includes('iam:PassRole')) return '';
  return passes?.trusts.map(({ kind, id }) => `${kind} ${id}`).join('\n') ?? 'any';
}

/** The roles of the workspace as one identity gets at them. */
export class RoleReach<O> {
  readonly #read: ReadRoles<O>;
  readonly #policies: AskablePolicies<O>;
  readonly #asker: Asker;
  readonly #identity: EscalationIdentity;
  readonly #reachable = new Map<string, readonly Reachable<O>[]>();
  readonly #reached = new Map<string, Reached<O>>();
  readonly #apart = new Map<string, boolean>();
  readonly #lists: (readonly KnownRole<O>[])[] = [];
  #admittingItself: readonly boolean[] | undefined;

  constructor(
    roles: readonly KnownRole<O>[],
    {
      policies,
      asker,
      identity,
    }: {
      readonly policies: AskablePolicies<O>;
      readonly asker: Asker;
      readonly identity: EscalationIdentity;
    },
  ) {
    this.#read = readRoles(roles);
    this.#policies = policies;
    this.#asker = asker;
    this.#identity = identity;
  }

  /** The roles on which the actions are allowed and that admit what they are handed to, with what is said of the actions. */
  reached(method: EscalationMethod, actions: readonly string[]): Reached<O> {
    const key = `${this.#askedKey(method, actions)}\n\n${admitKey(method, actions)}`;
    const known = this.#reached.get(key);
    if (known !== undefined) return known;
    const admitting = this.#admitting(method, actions);
    const targets: KnownRole<O>[] = [];
    let certain: Answer<O> | undefined;
    let first: Answer<O> | undefined;
    for (const { at, answers } of this.#allowedOn(method, actions)) {
      const role = this.#read.roles[at];
      if (role === undefined || admitting?.[at] === false) continue;
      targets.push(role);
      first ??= answers[0];
      certain ??= answers.find(isCertain);
    }
    const chosen = certain ?? first;
    const found = { targets: this.#shared(targets), ...(chosen === undefined ? {} : { answer: chosen }) };
    this.#reached.set(key, found);
    return found;
  }

  /** Whether a place is none of the roles. */
  isOfNone(pattern: string): boolean {
    const known = this.#apart.get(pattern);
    if (known !== undefined) return known;
    const found = this.#read.shapes.every(([shape]) => meet(shape, pattern) === undefined);
    this.#apart.set(pattern, found);
    return found;
  }

  #askedKey(method: EscalationMethod, actions: readonly string[]): string {
    return `${actions.join(' ')}\n${givenKey(method, actions, this.#policies)}`;
  }

  /** Asked once for all methods that ask the same. */
  #allowedOn(method: EscalationMethod, actions: readonly string[]): readonly Reachable<O>[] {
    const key = this.#askedKey(method, actions);
    const known = this.#reachable.get(key);
    if (known !== undefined) return known;
    const found: Reachable<O>[] = [];
    for (const [at, role] of this.#read.roles.entries()) {
      const shapes = this.#read.shapes[at];
      if (role.key === this.#identity.key || shapes === undefined) continue;
      const answers = this.#policies
        .places(actions, shapes)
        // A text that is not known could be this role as well as any other.
        .filter(({ assumed }) => assumed.size === 0)
        .map((place) => answer(method, actions, place, this.#policies))
        .filter(isAllowed);
      if (answers.length > 0) found.push({ at, answers });
    }
    this.#reachable.set(key, found);
    return found;
  }

  /** Whether each role admits whom it is handed to, or the identity itself; undefined where neither is asked for. */
  #admitting({ passes }: EscalationMethod, actions: readonly string[]): readonly boolean[] | undefined {
    const { roles, admitting } = this.#read;
    if (actions.includes('iam:PassRole')) {
      if (passes === undefined) return undefined;
      const key = admitKey({ passes }, actions);
      const known = admitting.get(key) ?? roles.map((role) => admitsService(role, passes) !== false);
      admitting.set(key, known);
      return known;
    }
    if (!actions.includes('sts:AssumeRole')) return undefined;
    return (this.#admittingItself ??= roles.map(
      (role) => admitsPrincipal(role, this.#asker.principal) !== false,
    ));
  }

  /** Many methods reach the same roles: they share one list. */
  #shared(targets: readonly KnownRole<O>[]): readonly KnownRole<O>[] {
    const same = this.#lists.find(
      (list) => list.length === targets.length && list.every((role, at) => role === targets[at]),
    );
    if (same !== undefined) return same;
    this.#lists.push(targets);
    return targets;
  }
}
