import { describe, expect, it } from 'vitest';
import type { Finding } from '../../server/src/core/analysis/snapshot.js';
import { everyFixture } from '../support/contract/everyFixture.js';
import { allFindings, openRepository } from '../support/repository.js';

/**
 * Two rules that may speak at the same text, with what each tells that the other does not. A pair that is not here is one
 * cause told twice: the better one stays.
 */
const TWO_CAUSES: ReadonlySet<string> = new Set([
  // A tool that administers, and one that moves money: each has its own way to be taken out.
  'agent-admin-reach + billing-in-reach',
  // What the agent may do unasked, and who writes what it reads.
  'agent-unrestricted-tool + agent-untrusted-input',
  // What starts it, and a right that a step lacks: the place of both is the step.
  'agent-untrusted-input + missing-permission',
  'missing-permission + third-party-code-in-session',
  // What it opens, and that nothing uses it.
  'billing-in-reach + unneeded-grant',
  'privilege-escalation + unneeded-grant',
  // Too much for itself, and more than its caller has, which stops the run.
  'broad-token-permissions + callee-exceeds-caller',
  'callee-exceeds-caller + unneeded-permission',
  // How a grant is written, or how wide it is, and what can be made of it.
  'inverted-grant + privilege-escalation',
  'privilege-escalation + wildcard-action',
  'privilege-escalation + wildcard-resource',
  'privilege-escalation + secrets-in-reach',
  // Where a secret is held: beside those of another stage, without an approval, in reach of another session.
  'mixed-environments + secrets-in-reach',
  'mixed-environments + ungated-secret',
  'reused-identity + static-cloud-credential',
  // What a step runs, and what is done with what it is given.
  'third-party-code-in-session + ungated-sensitive-reach',
  'third-party-code-in-session + unscoped-app-token',
]);

describe('one cause gives one diagnostic', () => {
  const found = new Map<string, string>();
  for (const { name, repository } of everyFixture()) {
    it(`in ${name}`, () => {
      const findings = allFindings(openRepository(repository), repository);
      const pairs = pairsAtOneText(findings.filter(({ suppressed }) => suppressed === null));
      for (const pair of pairs) found.set(pair, name);
      // What was agreed on is a cause of its own, beside what is wrong with a text by itself.
      const others = pairs.filter((pair) => !pair.includes('scope-exceeds-contract'));
      expect(others.filter((pair) => !TWO_CAUSES.has(pair))).toEqual([]);
    });
  }

  it('and no pair is excused that does not occur', () => {
    expect([...TWO_CAUSES].filter((pair) => !found.has(pair))).toEqual([]);
  });
});

/** The pairs of rules that speak at the very same text. */
function pairsAtOneText(findings: readonly Finding[]): readonly string[] {
  const rules = new Map<string, Set<string>>();
  for (const { origin, rule } of findings) {
    const place = `${origin.uri} ${String(origin.range.start)} ${String(origin.range.end)}`;
    rules.set(place, (rules.get(place) ?? new Set()).add(rule));
  }
  return [...rules.values()].flatMap((set) =>
    [...set].flatMap((a) => [...set].filter((b) => a < b).map((b) => `${a} + ${b}`)),
  );
}
