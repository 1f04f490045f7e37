import type { PolicyCondition, PolicyStatement } from '../../../model/policyDocument.js';
import type { EscalationMethod, EscalationTarget } from '../escalations/method.js';
import { shapeAs, shapeOf, type Asker, type EscalationIdentity } from './identity.js';
import { meet, readablePattern } from './meet.js';
import type { Answer, Candidate, Refusal } from './answer.js';
import { answer, isAllowed, isCertain, isPattern } from './answer.js';
import type { AskablePolicies } from './askable.js';
import { EVERYTHING, type Place } from './places.js';
import type { RoleReach } from './roleReach.js';
import type { KnownRole } from './roles.js';

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
  readonly roles: RoleReach<O>;
}

/** Actions that are allowed together on one and the same thing. */
export interface Together<O> {
  readonly certain: boolean;
  readonly conditions: readonly PolicyCondition<O>[];
  readonly actions: readonly GrantedAction<O>[];
  readonly targets: readonly KnownRole<O>[];
  readonly others: boolean;
}

/** Whether the actions are allowed on one thing that the target can be; undefined when no statement says so of one of them. */
export function tryTogether<O>(
  method: EscalationMethod,
  target: EscalationTarget,
  actions: readonly string[],
  inquiry: Inquiry<O>,
): Together<O> | Refusal<O> | undefined {
  const answers = placesFor(target, actions, inquiry).map((place) =>
    answer(method, actions, place, inquiry.policies),
  );
  const allowed = answers.filter(isAllowed);
  if (allowed.length === 0) return answers.find((found) => found.refusal !== undefined)?.refusal;
  if (target.kind !== 'passed-role' && target.kind !== 'other-role') {
    return first(allowed, { targets: [], others: true });
  }
  return amongRoles(method, actions, allowed, inquiry);
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
  { roles }: Inquiry<O>,
): Together<O> | Refusal<O> | undefined {
  const { targets, answer: reaching } = roles.reached(method, actions);
  const elsewhere = allowed.filter(
    ({ place: { pattern, assumed } }) => isPattern(pattern) || assumed.size > 0 || roles.isOfNone(pattern),
  );
  const answers = reaching === undefined ? elsewhere : [...elsewhere, reaching];
  const found = first(answers, { targets, others: elsewhere.length > 0 });
  return found ?? { action: actions[0] ?? '', by: 'trust', statements: [] };
}
