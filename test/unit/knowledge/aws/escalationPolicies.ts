import type { EscalationContext } from '../../../../server/src/core/knowledge/aws/escalation/evaluate.js';
import type { PolicySet } from '../../../../server/src/core/knowledge/aws/policy/types.js';
import type {
  PolicyDocument,
  PolicyStatement,
  PolicyText,
} from '../../../../server/src/core/model/policyDocument.js';

/** Statements with a name for their origin, as short as tests want them. */
export function allow(
  action: string | readonly string[],
  resources: readonly PolicyText<string>[],
  origin = '',
): PolicyStatement<string> {
  const actions = typeof action === 'string' ? [action] : action;
  return { effect: 'Allow', actions: texts(actions), resources, conditions: [], origin };
}

/** Allows every action but one. */
export function allowAllBut(action: string, origin = ''): PolicyStatement<string> {
  return { effect: 'Allow', notActions: texts([action]), resources: on('*'), conditions: [], origin };
}

/** Allows the action on everything but this. */
export function allowElsewhere(action: string, ...but: readonly string[]): PolicyStatement<string> {
  return { effect: 'Allow', actions: texts([action]), notResources: on(...but), conditions: [], origin: '' };
}

export function deny(
  action: string | readonly string[],
  resources: readonly PolicyText<string>[],
  origin = '',
): PolicyStatement<string> {
  return { ...allow(action, resources, origin), effect: 'Deny' };
}

export function on(...resources: readonly string[]): readonly PolicyText<string>[] {
  return texts(resources);
}

export function when(
  statement: PolicyStatement<string>,
  operator: string,
  key: string,
  ...values: readonly string[]
): PolicyStatement<string> {
  const condition = { operator, key, values: texts(values), origin: '' };
  return { ...statement, conditions: [...statement.conditions, condition] };
}

export function documentOf(statements: readonly PolicyStatement<string>[]): PolicyDocument<string> {
  return { version: '2012-10-17', statements };
}

/** A trust policy for one service. */
export function trusting(service: string): PolicyDocument<string> {
  const principals = [{ kind: 'Service' as const, text: service, origin: '' }];
  return documentOf([
    { effect: 'Allow', actions: texts(['sts:AssumeRole']), principals, conditions: [], origin: '' },
  ]);
}

interface More {
  readonly policies?: Partial<PolicySet<string>>;
  readonly identity?: Partial<EscalationContext<string>['identity']>;
  readonly roles?: EscalationContext<string>['roles'];
}

/** An identity with one policy, and what is known around it. */
export function looking(
  statements: readonly PolicyStatement<string>[],
  { policies, identity, roles = [] }: More,
): { readonly policies: PolicySet<string>; readonly context: EscalationContext<string> } {
  return {
    policies: { identity: [documentOf(statements)], ...policies },
    context: { identity: { kind: 'role', boundary: false, ...identity }, roles },
  };
}

function texts(list: readonly string[]): readonly PolicyText<string>[] {
  return list.map((text) => ({ text, origin: '' }));
}
