import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INEFFECTIVE_SUPPRESSION } from '../../server/src/core/analysis/suppressionFindings.js';
import { RULES } from '../../server/src/core/rules/index.js';
import { readRuleExamples } from '../support/docs/ruleExamples.js';
import { sightings } from '../support/fixtures/compare.js';
import { openRepository } from '../support/repository.js';

const PAGES = join(import.meta.dirname, '../../docs/rules');

describe('pages of rules', () => {
  it('belong to a rule each', () => {
    const ids = new Set(
      [...RULES.map(({ meta }) => meta.id), INEFFECTIVE_SUPPRESSION].map((id) => `${id}.md`),
    );
    const pages = readdirSync(PAGES).filter((name) => name.endsWith('.md') && name !== 'index.md');
    expect(pages.filter((name) => !ids.has(name))).toEqual([]);
  });
});

for (const rule of RULES) {
  const page = join(PAGES, `${rule.meta.id}.md`);
  if (!existsSync(page)) continue; // npm run check says so.
  describe(`docs/rules/${rule.meta.id}.md`, () => {
    const examples = readRuleExamples(readFileSync(page, 'utf8'));

    it('shows what is wrong and what is right', () => {
      expect([...new Set(examples.map(({ heading }) => heading))].sort()).toEqual(['Correct', 'Incorrect']);
    });

    for (const { heading, line, repository } of examples) {
      const found = (rules?: readonly (typeof rule)[]): readonly string[] =>
        sightings(openRepository(repository, rules), repository).map(
          ({ path, kind, rule: id, message }) => `${path}: ${kind} [${id ?? ''}] ${message}`,
        );

      if (heading === 'Incorrect') {
        it(`line ${line}, incorrect, yields exactly this rule`, () => {
          const lines = found([rule]);
          expect(lines).not.toEqual([]);
          expect(lines.filter((text) => !text.includes(`[${rule.meta.id}]`))).toEqual([]);
        });
      } else {
        it(`line ${line}, correct, yields nothing`, () => {
          expect(found([rule])).toEqual([]);
        });
        // What a page calls correct gets copied.
        it(`line ${line}, correct, is no error or warning to any other rule`, () => {
          expect(found().filter((text) => /: (?:error|warning|problem) /u.test(text))).toEqual([]);
        });
      }
    }
  });
}
