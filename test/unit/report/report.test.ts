import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../server/src/core/report/report.js';
import { CI, findingOf, gate, grant, originAt, ROOT, scopeOf, snapshotOf } from './sample.js';

const options = { version: '1.2.3' };
const build = (sample?: Parameters<typeof snapshotOf>[0], more = {}) =>
  buildReport(snapshotOf(sample), ROOT, { ...options, ...more });

describe('buildReport', () => {
  it('says which tool made it and where its paths start', () => {
    expect(build()).toMatchObject({
      version: 1,
      tool: { name: 'trustscope', version: '1.2.3' },
      root: '/work/shop',
    });
    expect(buildReport(snapshotOf(), 'file:///c%3A/my%20shop', options).root).toBe('c:/my shop');
    expect(buildReport(snapshotOf(), 'vscode-vfs://github/a/b', options).root).toBe(
      'vscode-vfs://github/a/b',
    );
  });

  it('gives paths relative to the root and 0-based UTF-16 positions', () => {
    const [finding] = build().findings;
    expect(finding?.path).toBe('.github/workflows/release.yml');
    expect(finding?.range).toEqual({ start: { line: 2, character: 13 }, end: { line: 2, character: 22 } });
  });

  it.each([
    ['session', 'declared'],
    ['file', 'declared'],
    ['default', 'platform-default'],
    ['caller', 'inherited'],
  ] as const)('tells a grant declared for the %s as %s', (declaredFor, origin) => {
    const scopes = [scopeOf({ grants: [{ ...grant, declaredFor }] })];
    expect(build({ scopes }).sessions[0]?.grants[0]?.origin).toBe(origin);
  });

  it('names the first gate that really checks, and none for an open grant', () => {
    const ineffective = { ...gate, id: 'if', state: 'ineffective' as const };
    const gated = { ...grant, gates: ['if', gate.id] };
    const scopes = [scopeOf({ gates: [ineffective, gate], grants: [gated, { ...grant, gates: ['if'] }] })];
    expect(build({ scopes }).sessions[0]?.grants.map((each) => each.gate)).toEqual([gate.id, null]);
  });

  it('splits controls into framework and the code that the publisher uses', () => {
    expect(build().findings[0]?.controls).toEqual([
      { framework: 'owasp-nhi-2025', id: 'NHI5:2025' },
      { framework: 'nist-csf-2.0', id: 'PR.AA-05' },
      { framework: 'nist-sp-800-207', id: 'Tenet 3' },
    ]);
  });

  it('keeps suppressed findings, with the reason, and does not count them', () => {
    const suppressed = { rule: 'x', reason: 'reviewed weekly', origin: originAt('jobs') };
    const report = build({ findings: [findingOf({ suppressed })] });
    expect(report.findings[0]?.suppressed).toMatchObject({
      reason: 'reviewed weekly',
      path: '.github/workflows/release.yml',
    });
    expect(report.summary.findings).toEqual({ error: 0, warning: 0, information: 0, hint: 0 });
  });

  it('orders by path, place and rule, whatever the order of analysis', () => {
    const findings = [
      findingOf({ origin: originAt('jobs') }),
      findingOf({ rule: 'b' }),
      findingOf({ rule: 'a' }),
      findingOf({ origin: { uri: CI, range: { start: 5, end: 6 } } }),
    ];
    const texts = {
      [snapshotOf().files()[0]?.uri ?? '']: snapshotOf().files()[0]?.tree.text ?? '',
      [CI]: 'name: ci\n',
    };
    const order = (list: typeof findings) =>
      build({ findings: list, texts }).findings.map(({ path, rule, range }) => [
        path,
        range.start.line,
        rule,
      ]);
    expect(order(findings)).toEqual([
      ['.github/workflows/ci.yml', 0, 'broad-token-permissions'],
      ['.github/workflows/release.yml', 2, 'a'],
      ['.github/workflows/release.yml', 2, 'b'],
      ['.github/workflows/release.yml', 3, 'broad-token-permissions'],
    ]);
    expect(order([...findings].reverse())).toEqual(order(findings));
  });

  it('speaks only of the files, severities and rules that were asked for', () => {
    expect(build({}, { files: new Set() })).toMatchObject({ files: [], sessions: [], findings: [] });
    expect(
      build({ findings: [findingOf({ severity: 'hint' })] }, { minSeverity: 'warning' }).findings,
    ).toEqual([]);
    expect(build({}, { rules: new Set(['other']) }).findings).toEqual([]);
  });

  it('lists what could not be read with the file', () => {
    const problem = { uri: originAt('jobs').uri, message: 'odd', range: { start: 0, end: 4 } };
    const problems = [{ ...problem, severity: 'error', kind: 'syntax' } as const];
    expect(build({ problems }).files[0]?.problems).toEqual([
      { message: 'odd', range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } } },
    ]);
  });
});
