import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shownFindings } from '../../../server/src/core/ide/shownFindings.js';
import { frameworks } from '../../../server/src/core/frameworks/catalogue.js';
import { RULES } from '../../../server/src/core/rules/index.js';
import { openRepository, uriOf } from '../../support/repository.js';

const PATH = '.github/workflows/ci.yml';
const snapshot = openRepository(
  new Map([
    [
      PATH,
      'on: push\npermissions: write-all\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: echo }] } }\n',
    ],
  ]),
);
const findings = snapshot.findings(uriOf(PATH));
const ALL = { minSeverity: 'hint', rules: {} } as const;
const BROAD = 'broad-token-permissions';

const rulesOf = (wishes: Parameters<typeof shownFindings>[1]): readonly string[] =>
  shownFindings(findings, wishes).map(({ rule, severity }) => `${rule} ${severity}`);

describe('the findings that a person wants to see', () => {
  it('are all of them by default', () => {
    expect(shownFindings(findings, ALL)).toEqual(findings.filter(({ suppressed }) => suppressed === null));
    expect(rulesOf(ALL)).toContain(`${BROAD} warning`);
  });

  it('are as severe as that person has it, before the least severity counts', () => {
    expect(rulesOf({ ...ALL, rules: { [BROAD]: 'hint' } })).toContain(`${BROAD} hint`);
    expect(rulesOf({ minSeverity: 'error', rules: { [BROAD]: 'error' } })).toEqual([`${BROAD} error`]);
    expect(rulesOf({ ...ALL, rules: { [BROAD]: 'off' } }).join()).not.toContain(BROAD);
  });

  it('touch the framework that is asked for', () => {
    const shown = shownFindings(findings, { ...ALL, framework: 'owasp-nhi-2025' });
    expect(shown.map(({ rule }) => rule)).toContain(BROAD);
    for (const { controls } of shown) expect(controls.join()).toContain('owasp-nhi-2025:');
    expect(shownFindings(findings, { ...ALL, framework: 'mitre-atlas' })).toEqual([]);
  });
});

describe('the settings of the extension', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: {
      configuration: {
        properties: Record<string, { properties?: Record<string, unknown>; enum?: readonly string[] }>;
      };
    };
  };
  const { properties } = manifest.contributes.configuration;

  it('name every rule and every framework', () => {
    // What a suppression is wrong in is found beside the rules.
    const ids = [...RULES.map(({ meta }) => meta.id), 'ineffective-suppression'].sort();
    expect(Object.keys(properties['trustscope.rules']?.properties ?? {}).sort()).toEqual(ids);
    const known = frameworks().map(({ id }) => id);
    expect([...(properties['trustscope.framework']?.enum ?? [])].sort()).toEqual(['', ...known].sort());
  });

  it('come with the page of every rule in the package', () => {
    const files = readFileSync('scripts/package-files.txt', 'utf8').split('\n');
    for (const { meta } of RULES) expect(files).toContain(`docs/rules/${meta.id}.md`);
  });
});
