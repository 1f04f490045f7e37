import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../../server/src/core/report/text/columns.js';
import { renderText } from '../../../server/src/core/report/text/text.js';
import { findingOf, fixOf, gate, originAt, RELEASE, ROOT, scopeOf, snapshotOf } from './sample.js';

const render = (sample: Parameters<typeof snapshotOf>[0] = {}, options = {}) =>
  renderText(snapshotOf(sample), ROOT, options);

describe('renderText', () => {
  it('tells what, where, under which circumstances and what to do', () => {
    expect(render({}, { width: 100, seconds: 0.42 })).toBe(
      [
        '.github/workflows/release.yml',
        `  3:14  error    broad-token-permissions${' '.repeat(21)}NHI5:2025  PR.AA-05  SP 800-207 tenet 3`,
        '        GITHUB_TOKEN may write everything; the steps need `contents: write`.',
        '        3 │ permissions: write-all',
        '          │              ^^^^^^^^^',
        '        started by anyone who can push · lasts up to 6 h · no gate',
        '        fix: Grant only `contents: write` (--fix)',
        '',
        '1 session broad · 1 error (1 with a safe fix) · 1 file in 0.4 s',
        '1 session with something that is not known',
        '',
      ].join('\n'),
    );
  });

  it('keeps a message that fits on the line, and the controls right of the circumstances', () => {
    const lines = render({ findings: [findingOf({ message: 'Too much.' })] }, { width: 110 }).split('\n');
    expect(lines[1]).toBe('  3:14  error    broad-token-permissions  Too much.');
    expect(lines[4]).toMatch(/no gate {2,}NHI5:2025 {2}PR\.AA-05 {2}SP 800-207 tenet 3$/u);
    expect(columnsOf(lines[4] ?? '')).toBe(110);
  });

  it('keeps an entry on one line each where nothing limits the width', () => {
    const lines = render().split('\n');
    expect(lines[1]).toContain('broad-token-permissions  GITHUB_TOKEN may write everything; the steps need');
    expect(lines[4]).toContain('no gate  [NHI5:2025  PR.AA-05  SP 800-207 tenet 3]');
  });

  it.each([40, 60, 80, 100, 160])('stays within %i columns', (width) => {
    const message = `${'a message of many words '.repeat(12)}https://example.org/${'long'.repeat(30)}`;
    const text = `name: 漢字漢字漢字 🚀 ${'x'.repeat(300)}\n`;
    const origin = { uri: RELEASE, range: { start: 200, end: 260 } };
    const findings = [findingOf({ message, origin })];
    const lines = render({ findings, texts: { [RELEASE]: text } }, { width }).split('\n');
    expect(Math.max(...lines.map(columnsOf))).toBeLessThanOrEqual(width);
    expect(lines.filter((line) => line.includes('^^^'))).toHaveLength(1);
  });

  it('puts the carets under signs that are drawn two columns wide', () => {
    const text = 'name: 漢字🚀 here\n';
    const start = text.indexOf('here');
    const findings = [findingOf({ origin: { uri: RELEASE, range: { start, end: start + 4 } } })];
    const lines = render({ findings, texts: { [RELEASE]: text } }, { width: 100 }).split('\n');
    const source = lines.find((line) => line.includes('here')) ?? '';
    const marks = lines.find((line) => line.includes('^')) ?? '';
    expect(columnsOf(source.slice(0, source.indexOf('here')))).toBe(marks.indexOf('^'));
  });

  it('never lets a file write control characters to the terminal', () => {
    const text = 'name: \u001b[2Jx\u202e\n';
    const message = 'Job \u001b]0;owned\u0007 does\r\nodd things';
    const findings = [findingOf({ message, origin: { uri: RELEASE, range: { start: 6, end: 10 } } })];
    expect(render({ findings, texts: { [RELEASE]: text } })).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f\u202e]/u,
    );
  });

  it('tells the circumstances of a session once in a file', () => {
    const output = render({ findings: [findingOf(), findingOf({ origin: originAt('jobs') })] });
    expect(output.match(/started by/gu)).toHaveLength(1);
    expect(output).toContain('session as at 3:14');
  });

  it('says that an assumed gate is assumed, and that an ineffective one is none', () => {
    expect(render({ scopes: [scopeOf({ gates: [gate] })] })).toContain(
      'gate: environment production (assumed)',
    );
    const ineffective = { ...gate, state: 'ineffective' as const };
    expect(render({ scopes: [scopeOf({ gates: [ineffective] })] })).toContain('no gate that checks');
  });

  it('says what an unsafe fix could break', () => {
    const fix = fixOf({ applicability: 'unsafe', caution: 'may stop the release upload' });
    expect(render({ fixes: () => [fix] })).toContain('(--fix --unsafe-fixes, may stop the release upload)');
  });

  it('counts suppressed findings and does not show them', () => {
    const suppressed = { rule: 'x', reason: 'y', origin: originAt('jobs') };
    expect(render({ findings: [findingOf({ suppressed })] })).toBe(
      '1 session broad · no findings (1 suppressed) · 1 file\n1 session with something that is not known\n',
    );
  });

  it('prints nothing at all when it is quiet and there is nothing to tell', () => {
    expect(render({ findings: [] }, { quiet: true })).toBe('');
  });

  it('shows what could not be read, and counts the file', () => {
    const problems = [
      {
        uri: RELEASE,
        message: 'a bracket is open',
        range: { start: 0, end: 1 },
        severity: 'error',
        kind: 'syntax',
      } as const,
    ];
    const output = render({ findings: [], problems });
    expect(output).toContain('  1:1  error    syntax  a bracket is open');
    expect(output).toContain('1 file, 1 not read whole');
  });

  it('gives all parts to the paint', () => {
    const paint = {
      severity: (_: string, text: string) => `S<${text}>`,
      path: (text: string) => `P<${text}>`,
      quiet: (text: string) => text,
      strong: (text: string) => text,
      good: (text: string) => `G<${text}>`,
    };
    const output = render({}, { paint });
    expect(output).toMatch(/^P<\.github\/workflows\/release\.yml>/u);
    expect(output).toContain('S<error  >');
    expect(output).toContain('G<fix:>');
  });
});
