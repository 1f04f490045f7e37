import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../server/src/core/knowledge/aws/policy/evaluate.js';
import { requestContext } from '../../../../server/src/core/knowledge/aws/policy/context.js';
import type {
  Decision,
  PolicySet,
  RequestContext,
} from '../../../../server/src/core/knowledge/aws/policy/types.js';
import type { Question, Verdict, WorldPolicies } from '../../../support/aws/bruteForce.js';
import { bruteForce } from '../../../support/aws/bruteForce.js';
import type { Case } from '../../../support/aws/generatedCases.js';
import { generatedCase } from '../../../support/aws/generatedCases.js';
import { hide } from '../../../support/aws/hidden.js';
import { policyOf } from '../../../support/aws/policyJson.js';
import { Random } from '../../../support/random.js';

const CASES = 10_000;
/** Seconds on a quiet machine; some do other things, too. */
const PATIENCE = { timeout: 120_000 };

describe('the evaluator and a second one that shares no code', () => {
  it(`agree on ${CASES} generated policies and requests`, PATIENCE, () => {
    const random = new Random(20_261_126);
    const counts: Record<string, number> = {};
    for (let number = 0; number < CASES; number++) {
      const one = generatedCase(random);
      const { decision } = evaluate(
        { ...one.world, context: requestContext(one.world.context, 'absent') },
        documents(one.policies),
      );
      const worlds = verdicts(one);
      const expected = together(worlds);
      counts[decision] = (counts[decision] ?? 0) + 1;
      if (decision !== expected) expect.fail(report(number, one, decision, worlds));
    }
    // The generator makes cases of every outcome, or the agreement would say little.
    expect(counts['allow']).toBeGreaterThan(CASES / 20);
    expect(counts['deny']).toBeGreaterThan(CASES / 20);
    expect(counts['implicit-deny']).toBeGreaterThan(CASES / 20);
    expect(counts['unknown']).toBeGreaterThan(CASES / 500);
  });

  it('is never wrong about what it was only told in part', PATIENCE, () => {
    const random = new Random(7);
    const counts: Record<string, number> = {};
    for (let number = 0; number < CASES / 5; number++) {
      const { unknownKeys, told, worlds } = hide(random, generatedCase(random));
      const known = requestContext(told.world.context, 'absent');
      const context: RequestContext = {
        get: (key) => (unknownKeys.has(key.toLowerCase()) ? 'unknown' : known.get(key)),
      };
      const { decision } = evaluate({ ...told.world, context }, documents(told.policies));
      counts[decision] = (counts[decision] ?? 0) + 1;
      for (const world of worlds) {
        const found = verdicts(world);
        const right =
          decision === 'unknown' ||
          (decision === 'implicit-deny' ? !found.includes('allow') : found.every((one) => one === decision));
        if (!right) expect.fail(report(number, told, decision, found) + JSON.stringify(world, null, 1));
      }
    }
    for (const decision of ['allow', 'deny', 'implicit-deny', 'unknown']) {
      expect(counts[decision]).toBeGreaterThan(CASES / 200);
    }
  });
});

/** What AWS's pages leave open is tried in every way: only where it matters may the answer be unknown. */
function verdicts({ world, policies }: Case): readonly Verdict[] {
  const asked = new Set<Question>();
  const found = new Set<Verdict>();
  const answers = new Set<Question>();
  const judge = (): Verdict => {
    const maybe = (question: Question): boolean => {
      asked.add(question);
      return answers.has(question);
    };
    return bruteForce({ ...world, maybe }, policies);
  };
  const visit = (left: readonly Question[]): void => {
    const [first, ...rest] = left;
    if (first === undefined) {
      found.add(judge());
      return;
    }
    visit(rest);
    answers.add(first);
    visit(rest);
    answers.delete(first);
  };
  judge();
  visit(asked.size === 0 ? [] : ALL);
  return [...found];
}

const ALL: readonly Question[] = ['variable', 'not-principal', 'any-if-exists', 'several'];

/** Whatever denies it, what is not allowed in any world is not allowed. */
function together(worlds: readonly Verdict[]): Decision {
  const distinct = new Set(worlds);
  if (distinct.size === 1) return worlds[0] ?? 'unknown';
  return distinct.has('allow') ? 'unknown' : 'implicit-deny';
}

function documents(policies: WorldPolicies): PolicySet<unknown> {
  const { identity, resource, boundary, session, scp, rcp } = policies;
  return {
    identity: identity.map(policyOf),
    ...(resource === undefined ? {} : { resource: policyOf(resource) }),
    ...(boundary === undefined ? {} : { boundary: policyOf(boundary) }),
    ...(session === undefined ? {} : { session: session.map(policyOf) }),
    ...(scp === undefined ? {} : { scp: scp.map((level) => level.map(policyOf)) }),
    ...(rcp === undefined ? {} : { rcp: rcp.map((level) => level.map(policyOf)) }),
  };
}

function report(number: number, one: Case, decision: string, worlds: readonly string[]): string {
  return `case ${number}: ${decision}, expected ${worlds.join(' or ')}\n${JSON.stringify(one, null, 1)}`;
}
