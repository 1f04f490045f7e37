import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../server/src/core/rules/index.js';
import type { Rule } from '../../server/src/core/rules/rule.js';
import { fixAll } from '../support/fixes/fixAll.js';
import type { Comparison } from '../support/fixtures/compare.js';
import { compare } from '../support/fixtures/compare.js';
import type { FixtureCase } from '../support/fixtures/fixtureCase.js';
import { caseFolders, readCases } from '../support/fixtures/fixtureCase.js';
import type { Variant } from '../support/fixtures/variant.js';
import { AS_WRITTEN, rewriteAll, VARIANTS } from '../support/fixtures/variant.js';
import type { Repository } from '../support/repository.js';
import { openRepository } from '../support/repository.js';

/** `UPDATE_FIXTURES=1 npx vitest run test/unit/rules.test.ts` writes the golden files that exist anew. */
const UPDATE = process.env['UPDATE_FIXTURES'] === '1';

describe('fixtures of rules', () => {
  it('belong to a rule each', () => {
    const known = new Set(RULES.map((rule) => rule.meta.id));
    expect(caseFolders('rules').filter((id) => !known.has(id))).toEqual([]);
  });
});

for (const rule of RULES) {
  describe(rule.meta.id, () => {
    for (const fixture of readCases(`rules/${rule.meta.id}`)) {
      describe(fixture.name, () => {
        describeFindings(rule, fixture);
        if (fixture.goldens.size > 0) describeGoldens(rule, fixture);
      });
    }
  });
}

function compareAs(rule: Rule, fixture: FixtureCase, variant: Variant): Comparison {
  const snapshot = openRepository(rewriteAll(fixture.repository, variant), [rule]);
  return compare(fixture.markers, fixture.repository, variant, snapshot);
}

function describeFindings(rule: Rule, fixture: FixtureCase): void {
  it('finds what is marked, and nothing else', () => {
    const { difference } = compareAs(rule, fixture, AS_WRITTEN);
    if (difference !== '') expect.fail(difference);
  });
  for (const variant of VARIANTS) {
    it(`finds the same ${variant.name}`, () => {
      const { difference } = compareAs(rule, fixture, variant);
      if (difference !== '') expect.fail(difference);
    });
  }
}

function describeGoldens(rule: Rule, fixture: FixtureCase): void {
  const fixedAs = (variant: Variant): Repository =>
    fixAll(rewriteAll(fixture.repository, variant), rule, compareAs(rule, fixture, variant).matches);

  it('is mended as the golden files show', () => {
    const fixed = fixedAs(AS_WRITTEN);
    if (UPDATE) writeGoldens(fixture, fixed);
    const changed = [...fixed].filter(([path, text]) => text !== fixture.repository.get(path));
    expect(Object.fromEntries(changed)).toEqual(Object.fromEntries(fixture.goldens));
  });
  for (const variant of VARIANTS) {
    it(`is mended to the same ${variant.name}`, () => {
      expect(fixedAs(variant)).toEqual(rewriteAll(fixedAs(AS_WRITTEN), variant));
    });
  }
}

function writeGoldens(fixture: FixtureCase, fixed: Repository): void {
  for (const path of fixture.goldens.keys()) {
    writeFileSync(join(fixture.folder, `${path}.fixed`), fixed.get(path) ?? '');
  }
}
