import { describe, expect, it } from 'vitest';
import { permits } from '../../../../server/src/core/knowledge/aws/policy/permits.js';
import type { IdentityPolicies } from '../../../../server/src/core/knowledge/aws/policy/types.js';
import type { WorldPolicies } from '../../../support/aws/bruteForce.js';
import { bruteForce } from '../../../support/aws/bruteForce.js';
import { generatedCase, RESOURCES, someContext } from '../../../support/aws/generatedCases.js';
import { listOf, policyOf } from '../../../support/aws/policyJson.js';
import { Random } from '../../../support/random.js';

const CASES = 1_000;
const CONTEXTS = 4;
const USER = { kind: 'AWS', id: 'arn:aws:iam::111122223333:user/bob' } as const;

/*
 * What an identity may do whatever its requests say: "yes" must be allowed in every world, "no" in none. Cases with
 * policy variables are left out, since of a list the entries without them are counted on.
 */
describe('permits, against the second evaluator', () => {
  const random = new Random(4);
  const cases = Array.from({ length: CASES * 2 }, () => generatedCase(random))
    .filter(({ policies }) => !JSON.stringify(policies).includes('${'))
    .slice(0, CASES)
    .map(({ world, policies }) => {
      const { identity, boundary, session, scp } = policies;
      const own: WorldPolicies = {
        identity,
        ...(boundary === undefined ? {} : { boundary }),
        ...(session === undefined ? {} : { session }),
        ...(scp === undefined ? {} : { scp }),
      };
      return { world, own, contexts: Array.from({ length: CONTEXTS }, () => someContext(random)) };
    });

  it('is right about one resource', () => {
    const counts: Record<string, number> = {};
    for (const { world, own, contexts } of cases) {
      const { result } = permits(documents(own), world.action, world.resource);
      counts[result] = (counts[result] ?? 0) + 1;
      const allowed = contexts.map((context) => isAllowed(own, world.action, world.resource, context));
      if (result !== 'conditional' && allowed.includes(result === 'no')) {
        expect.fail(`${result}: ${world.action} on ${world.resource}\n${JSON.stringify(own, null, 1)}`);
      }
    }
    for (const result of ['yes', 'no', 'conditional']) expect(counts[result]).toBeGreaterThan(CASES / 50);
  });

  it('is right about any resource', () => {
    const counts: Record<string, number> = {};
    for (const { world, own, contexts } of cases) {
      const { result } = permits(documents(own), world.action);
      counts[result] = (counts[result] ?? 0) + 1;
      const everywhere = witnesses(own).map((resource) =>
        contexts.map((context) => isAllowed(own, world.action, resource, context)),
      );
      const right =
        result === 'conditional' ||
        (result === 'no'
          ? everywhere.every((allowed) => !allowed.includes(true))
          : everywhere.some((allowed) => !allowed.includes(false)));
      if (!right) expect.fail(`${result}: ${world.action}\n${JSON.stringify(own, null, 1)}`);
    }
    for (const result of ['yes', 'no', 'conditional']) expect(counts[result]).toBeGreaterThan(CASES / 50);
  });
});

function isAllowed(
  policies: WorldPolicies,
  action: string,
  resource: string,
  context: Readonly<Record<string, readonly string[]>>,
): boolean {
  const verdict = bruteForce({ action, resource, context, principal: USER, maybe: () => true }, policies);
  return verdict === 'allow';
}

/** Resources that the policies' own patterns stand for, one for each way of filling their wildcards. */
function witnesses({ identity, boundary, session, scp }: WorldPolicies): readonly string[] {
  const documents = [
    ...identity,
    ...(boundary === undefined ? [] : [boundary]),
    ...(session ?? []),
    ...(scp ?? []).flat(),
  ];
  const patterns = documents
    .flatMap(({ Statement }) => Statement)
    .flatMap(({ Resource = [], NotResource = [] }) => [...listOf(Resource), ...listOf(NotResource)]);
  const filled = [...new Set(patterns)].flatMap((pattern) =>
    ['', 'w', '/x:y'].map((run) => pattern.replace(/\*/g, run).replace(/\?/g, 'q')),
  );
  const whole = filled.map((text) => text + ':'.repeat(Math.max(0, 6 - text.split(':').length)));
  return [...new Set([...RESOURCES, 'nowhere', ...filled, ...whole])].filter((text) => text !== '');
}

function documents({ identity, boundary, session, scp }: WorldPolicies): IdentityPolicies<unknown> {
  return {
    identity: identity.map(policyOf),
    ...(boundary === undefined ? {} : { boundary: policyOf(boundary) }),
    ...(session === undefined ? {} : { session: session.map(policyOf) }),
    ...(scp === undefined ? {} : { scp: scp.map((level) => level.map(policyOf)) }),
  };
}
