import type { PolicyCondition, PolicyStatement } from '../../../model/policyDocument.js';
import type { EscalationMethod, EscalationTarget } from '../escalations/method.js';
import type { Tri } from '../policy/types.js';
import { shapeAs, shapeOf, type Asker, type EscalationIdentity } from './identity.js';
import { meet, readablePattern } from './meet.js';
import type { AskablePolicies, Block, Given, Verdict } from './askable.js';
import { EVERYTHING, type Place } from './places.js';
import { admitsPrincipal, admitsService, type KnownRole } from './roles.js';

/** One action of a method, and what allows it. */
export interface GrantedAction<O> {
  readonly action: string;
  /** Things that it is allowed on, as a pattern; `*` for an action without resources. */
  readonly on: string;
  readonly statements: readonly PolicyStatement<O>[];
}

/** What the methods are looked for in. */
export interface Inquiry<O> {
  readonly policies: AskablePolicies<O>;
  readonly asker: Asker;
  readonly identity: EscalationIdentity;
  readonly roles: readonly KnownRole<O>[];
}

/** Actions that are allowed together on one and the same thing. */
export interface Together<O> {
  readonly certain: boolean;
  readonly conditions: readonly PolicyCondition<O>[];
  readonly actions: readonly GrantedAction<O>[];
  readonly targets: readonly KnownRole<O>[];
  readonly others: boolean;
}

/** Why actions that statements allow are not allowed after all. */
export interface Refusal<O> {
  readonly action: string;
  readonly by: Block<O>['by'] | 'trust';
  readonly statements: readonly PolicyStatement<O>[];
}

/** Whether the actions are allowed on one thing that the target can be; undefined when no statement says so of one of them. */
export function tryTogether<O>(
  method: EscalationMethod,
  target: EscalationTarget,
  actions: readonly string[],
  inquiry: Inquiry<O>,
): Together<O> | Refusal<O> | undefined {
  const answers = placesFor(target, actions, inquiry).map((place) => answer(method, actions, place, inquiry));
  const allowed = answers.filter(isAllowed);
  if (allowed.length === 0) return answers.find((found) => found.refusal !== undefined)?.refusal;
  if (target.kind !== 'passed-role' && target.kind !== 'other-role') {
    return first(allowed, { targets: [], others: true });
  }
  return amongRoles(method, actions, allowed, inquiry);
}

/** What is said of the actions at one place. */
interface Answer<O> {
  readonly place: Place<O>;
  readonly verdicts: readonly Verdict<O>[];
  readonly actions: readonly string[];
  readonly doubtful: boolean;
  readonly refusal: Refusal<O> | undefined;
}

interface Candidate<O> extends Place<O> {
  /** Set when it is not known whether the place is one that the target can be. */
  readonly doubtful?: true;
}

function placesFor<O>(
  target: EscalationTarget,
  actions: readonly string[],
  { policies, asker, identity }: Inquiry<O>,
): readonly Candidate<O>[] {
  switch (target.kind) {
    case 'none':
      return policies.places(actions, [EVERYTHING]);
    case 'own-user':
      return ownPlaces('user', target, actions, { policies, asker, identity });
    case 'own-role':
      return ownPlaces('role', target, actions, { policies, asker, identity });
    case 'own-policy':
      return policies.places(actions, shapes(identity.policies) ?? target.arns);
    case 'own-group':
      return policies.places(actions, shapes(identity.groups) ?? target.arns);
    case 'other-user':
      return otherPlaces(shapeAs('user', asker), policies.places(actions, target.arns));
    case 'other-role':
    case 'passed-role':
      return otherPlaces(shapeAs('role', asker), policies.places(actions, target.arns));
    case 'resource':
      return policies.places(actions, target.arns);
  }
}

/** Where parts of their names are not known, each gets one that nothing else has. */
function shapes(arns: readonly string[] | undefined): readonly string[] | undefined {
  return arns?.map((arn, index) => shapeOf(arn, `\uE004${index}`));
}

/** To become itself, or to hand itself on, gains it nothing. */
function otherPlaces<O>(own: string, places: readonly Place<O>[]): readonly Place<O>[] {
  return places.filter(({ pattern }) => !isSame(pattern, own));
}

/** Names are unique in an account, whatever path stands before them. */
function isSame(pattern: string, own: string): boolean {
  const split = (arn: string): readonly [string, string, string] => {
    const parts = arn.split(':');
    const [kind = '', ...path] = parts.slice(5).join(':').split('/');
    return [parts.slice(0, 5).join(':'), kind, path.at(-1) ?? ''];
  };
  const [account, kind, name] = split(pattern);
  const [ownAccount, ownKind, ownName] = split(own);
  return kind === ownKind && name === ownName && meet(account, ownAccount) !== undefined;
}

/** Where its name is not known, a text that names some of its kind may mean it. */
function ownPlaces<O>(
  kind: 'user' | 'role',
  { arns }: EscalationTarget,
  actions: readonly string[],
  { policies, asker, identity }: Pick<Inquiry<O>, 'policies' | 'asker' | 'identity'>,
): readonly Candidate<O>[] {
  const exact = policies.places(actions, [shapeAs(kind, asker)]);
  if (exact.length > 0 || asker.named) return exact;
  return policies
    .places(actions, arns)
    .filter(({ pattern, assumed }) => identity.arn === undefined || isPattern(pattern) || assumed.size > 0)
    .map((place) => ({ ...place, doubtful: true }));
}

/** Whether it may be one of several; the partition and the account of an ARN tell none apart. */
function isPattern(pattern: string): boolean {
  return /[*?\uE010]/u.test(pattern.split(':').slice(5).join(':'));
}

/** The requests differ by the service that the role is handed to, where several are possible. */
function givens({ passes }: EscalationMethod): readonly Given[] {
  return passes === undefined
    ? [{}]
    : passes.passedTo.map((service) => ({ 'iam:PassedToService': [service] }));
}

function answer<O>(
  method: EscalationMethod,
  actions: readonly string[],
  place: Candidate<O>,
  { policies }: Inquiry<O>,
): Answer<O> {
  const verdicts = actions.map((action) => {
    const each = action === 'iam:PassRole' ? givens(method) : [{}];
    return widest(each.map((given) => policies.at(action, place, given)));
  });
  const refused = verdicts.findIndex(({ result }) => result === 'no');
  const block = verdicts[refused]?.blocked;
  return {
    place,
    verdicts,
    actions,
    doubtful: place.doubtful === true,
    refusal: block === undefined ? undefined : { action: actions[refused] ?? '', ...block },
  };
}

const RANK: Readonly<Record<Verdict<unknown>['result'], number>> = { no: 0, conditional: 1, yes: 2 };

function widest<O>(verdicts: readonly Verdict<O>[]): Verdict<O> {
  const none: Verdict<O> = { result: 'no', statements: [], conditions: [] };
  return verdicts.reduce(
    (before, verdict) => (RANK[verdict.result] > RANK[before.result] || before === none ? verdict : before),
    none,
  );
}

function isAllowed<O>({ verdicts }: Answer<O>): boolean {
  return verdicts.every(({ result }) => result !== 'no');
}

function isCertain<O>({ verdicts, doubtful }: Answer<O>): boolean {
  return !doubtful && verdicts.every(({ result }) => result === 'yes');
}

function first<O>(
  answers: readonly Answer<O>[],
  reach: Pick<Together<O>, 'targets' | 'others'>,
): Together<O> | undefined {
  const chosen = answers.find(isCertain) ?? answers[0];
  if (chosen === undefined) return undefined;
  return {
    certain: isCertain(chosen),
    conditions: chosen.verdicts.flatMap(({ conditions }) => conditions),
    actions: chosen.actions.map((action, index) => ({
      action,
      on: readablePattern(chosen.place.pattern),
      statements: chosen.verdicts[index]?.statements ?? [],
    })),
    ...reach,
  };
}

/**
 * Roles of the workspace are asked for their trust. A place that is one of them counts only if it admits; any other
 * place may be a role that the workspace does not show.
 */
function amongRoles<O>(
  method: EscalationMethod,
  actions: readonly string[],
  allowed: readonly Answer<O>[],
  inquiry: Inquiry<O>,
): Together<O> | Refusal<O> | undefined {
  const { roles, identity, policies } = inquiry;
  const known = new Map(roles.map((role, index) => [role, shapeOf(role.arn, `\uE003${index}`)]));
  const targets: KnownRole<O>[] = [];
  const reaching: Answer<O>[] = [];
  for (const [role, shape] of known) {
    if (role.key === identity.key || admits(method, actions, role, inquiry) === false) continue;
    const answers = policies
      .places(actions, [shape])
      // A text that is not known could be this role as well as any other.
      .filter(({ assumed }) => assumed.size === 0)
      .map((place) => answer(method, actions, place, inquiry))
      .filter(isAllowed);
    if (answers.length === 0) continue;
    targets.push(role);
    reaching.push(...answers);
  }
  const elsewhere = allowed.filter(
    ({ place: { pattern, assumed } }) =>
      isPattern(pattern) ||
      assumed.size > 0 ||
      [...known.values()].every((shape) => meet(shape, pattern) === undefined),
  );
  const found = first([...elsewhere, ...reaching], { targets, others: elsewhere.length > 0 });
  return found ?? { action: actions[0] ?? '', by: 'trust', statements: [] };
}

function admits<O>(
  { passes }: EscalationMethod,
  actions: readonly string[],
  role: KnownRole<O>,
  { asker }: Inquiry<O>,
): Tri {
  if (actions.includes('iam:PassRole')) return passes === undefined || admitsService(role, passes);
  return !actions.includes('sts:AssumeRole') || admitsPrincipal(role, asker.principal);
}
