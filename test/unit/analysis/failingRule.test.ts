import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { RULES } from '../../../server/src/core/rules/index.js';
import type { Rule } from '../../../server/src/core/rules/rule.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');
const URI = uriOf('.github/workflows/build.yml');
const TEXT =
  'on: push\npermissions: write-all\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm test\n';

describe('a rule that fails', () => {
  it('takes no other finding along, and is told as a problem of the file', () => {
    const [first] = RULES;
    if (first === undefined) throw new Error('there are no rules');
    const failing: Rule = {
      meta: { ...first.meta, id: 'failing-rule' },
      check: () => {
        throw new Error('no such thing');
      },
    };
    const all = new AnalysisHost();
    const host = new AnalysisHost({ rules: [failing, ...RULES] });
    for (const one of [all, host]) one.apply([{ uri: URI, root: ROOT, text: TEXT }]);
    const rules = (of: AnalysisHost): readonly string[] => of.snapshot.findings(URI).map(({ rule }) => rule);
    expect(rules(host)).toEqual(rules(all));
    expect(rules(host)).toContain('broad-token-permissions');
    expect(host.snapshot.problems(URI).map(({ message }) => message)).toEqual([
      'The rule failing-rule failed on this session, which is an error in TrustScope (no such thing). What it would say of it is missing.',
    ]);
  });
});
