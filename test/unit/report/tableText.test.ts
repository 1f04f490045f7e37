import { describe, expect, it } from 'vitest';
import { tableText } from '../../../server/src/core/report/text/tableText.js';

describe('a table of Markdown in a terminal', () => {
  const rows = [
    '| Control | Framework | Why |',
    '| --- | :-: | --- |',
    '| AC-6 | SP 800-53 | more than is needed, as `a\\|b` |',
  ];

  it('stays as it is where it fits', () => {
    expect(tableText(rows, 80)).toEqual(rows);
  });

  it('has its first cell beside what the others say where it does not', () => {
    expect(tableText(rows, 36)).toEqual([
      'Control  Framework · Why',
      'AC-6     SP 800-53 · more than is',
      '         needed, as `a|b`',
    ]);
  });

  it('puts them below a first cell that is long', () => {
    const long = '| CICD-SEC-4 of the OWASP Top 10 of risks in CI/CD | Top 10 |';
    expect(tableText([...rows.slice(0, 2), long], 40)).toEqual([
      'Control  Framework · Why',
      'CICD-SEC-4 of the OWASP Top 10 of risks',
      'in CI/CD',
      '         Top 10',
    ]);
  });

  it('keeps a row that has nothing but its first cell', () => {
    expect(tableText([...rows, '| Others |  | |'], 36).at(-1)).toBe('Others');
  });
});
