import { describe, expect, it } from 'vitest';
import { escalationsOf } from '../../../../server/src/core/knowledge/aws/escalation/evaluate.js';
import { ESCALATION_METHODS } from '../../../../server/src/core/knowledge/aws/escalations.js';
import type {
  EscalationMethod,
  RequiredAction,
} from '../../../../server/src/core/knowledge/aws/escalations/method.js';
import type { PolicyStatement } from '../../../../server/src/core/model/policyDocument.js';
import { allow, allowAllBut, deny, documentOf, looking, on, when } from './escalationPolicies.js';

/** One way of one method, so that another way cannot stand in for it. */
interface Case {
  readonly name: string;
  readonly method: EscalationMethod;
  readonly way: readonly RequiredAction[];
}

const CASES: readonly Case[] = ESCALATION_METHODS.flatMap((method) =>
  method.ways.map((way, index) => ({
    name: `${method.id} ${index + 1}`,
    method: { ...method, ways: [way] },
    way,
  })),
);

const KIND = { user: 'user', role: 'role', any: 'role' } as const;

/** Looks for the one way with these statements, asked by an identity that it works for. */
function ask(
  { method }: Case,
  statements: readonly PolicyStatement<string>[],
  more: Parameters<typeof looking>[1] = {},
) {
  const kind = KIND[method.principal];
  const boundary = method.againstBoundary === true;
  const { policies, context } = looking(statements, {
    ...more,
    identity: { kind, arn: `arn:aws:iam::111122223333:${kind}/deploy`, boundary, ...more.identity },
  });
  return escalationsOf(policies, context, [method]);
}

/** What each required action is allowed by: a statement of its own, on whatever it has to be allowed on. */
function statementsOf(way: readonly RequiredAction[]): readonly PolicyStatement<string>[] {
  return way.map(([action, target], index) =>
    allow(action, on(target.kind === 'none' ? '*' : (target.arns[0] ?? '')), `requirement ${index}`),
  );
}

function without<T>(list: readonly T[], index: number): readonly T[] {
  return list.filter((_item, at) => at !== index);
}

function replaced<T>(list: readonly T[], index: number, item: T): readonly T[] {
  return list.map((before, at) => (at === index ? item : before));
}

const NOTHING = { found: [], blocked: [] };

describe.each(CASES)('$name', (tested) => {
  const { way, method } = tested;
  const statements = statementsOf(way);
  const indices = way.map((_requirement, index) => index);

  it('is found when all its actions are granted', () => {
    const { found, blocked } = ask(tested, statements);
    expect(blocked).toEqual([]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ result: 'yes', conditions: [], others: true });
    const expected = way.map(([action], index) => [action, `requirement ${index}`]).sort();
    const granted = found[0]!.actions.map(({ action, statements: by }) => [action, by[0]!.origin]).sort();
    expect(granted).toEqual(expected);
  });

  it('is found when everything is granted', () => {
    expect(ask(tested, [allow('*', on('*'))]).found).toMatchObject([{ result: 'yes' }]);
    expect(ask(tested, [allow('*', on('*'))], { identity: { kind: 'unknown' } }).found).toHaveLength(1);
  });

  it('is not found when any one action is missing', () => {
    for (const index of indices) {
      expect(ask(tested, without(statements, index))).toEqual(NOTHING);
      const [action] = way[index]!;
      expect(ask(tested, [allowAllBut(action)])).toEqual(NOTHING);
    }
  });

  it('is not found when any one action is granted on something else only', () => {
    for (const index of indices) {
      const elsewhere = allow(way[index]![0], on('arn:aws:elsewhere:eu-west-1:111122223333:thing/one'));
      expect(ask(tested, replaced(statements, index, elsewhere))).toEqual(NOTHING);
    }
  });

  it('is not found when any one action is denied', () => {
    for (const index of indices) {
      const [action] = way[index]!;
      const denied = deny(action, on('*'), 'denying');
      expect(ask(tested, [...statements, denied]).found).toEqual([]);
      expect(ask(tested, [...statements, denied]).blocked).toMatchObject([
        { action, by: 'deny', statements: [{ origin: 'denying' }] },
      ]);
    }
  });

  it('is not found when any one action is conditioned away', () => {
    for (const index of indices) {
      const [action] = way[index]!;
      const never = when(statements[index]!, 'StringEquals', 'aws:PrincipalAccount', '999988887777');
      expect(ask(tested, replaced(statements, index, never)).found).toEqual([]);
      expect(ask(tested, replaced(statements, index, never)).blocked).toMatchObject([
        { action, by: 'condition' },
      ]);
    }
  });

  it('is not found when a boundary, a session policy or the organisation leaves out any one action', () => {
    for (const index of indices) {
      const [action] = way[index]!;
      const limit = documentOf([allowAllBut(action)]);
      for (const more of [{ boundary: limit }, { session: [limit] }, { scp: [[limit]] }]) {
        const outcome = ask(tested, statements, { policies: more });
        expect(outcome.found).toEqual([]);
        expect(outcome.blocked).toMatchObject([{ action, by: 'limit' }]);
      }
    }
  });

  it('is conditional where a condition may hold', () => {
    for (const index of indices) {
      const maybe = when(statements[index]!, 'Bool', 'aws:MultiFactorAuthPresent', 'true');
      const { found } = ask(tested, replaced(statements, index, maybe));
      expect(found).toMatchObject([
        { result: 'conditional', conditions: [{ key: 'aws:MultiFactorAuthPresent' }] },
      ]);
    }
  });

  if (method.passes !== undefined) {
    it('is found only when the role may be passed to its service', () => {
      const index = way.findIndex(([action]) => action === 'iam:PassRole');
      const passing = (...services: string[]): readonly PolicyStatement<string>[] =>
        replaced(
          statements,
          index,
          when(statements[index]!, 'StringEquals', 'iam:PassedToService', ...services),
        );
      for (const service of method.passes!.passedTo) {
        expect(ask(tested, passing(service)).found).toMatchObject([{ result: 'yes', conditions: [] }]);
      }
      expect(ask(tested, passing('other.amazonaws.com')).found).toEqual([]);
      expect(ask(tested, passing('other.amazonaws.com')).blocked).toMatchObject([
        { action: 'iam:PassRole', by: 'condition' },
      ]);
    });
  }
});
