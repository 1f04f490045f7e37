import { describe, expect, it } from 'vitest';
import { renderGitHub } from '../../../server/src/core/report/github.js';
import { findingOf, originAt, RELEASE, ROOT, snapshotOf } from './sample.js';

const render = (findings: Parameters<typeof snapshotOf>[0]) => renderGitHub(snapshotOf(findings), ROOT);

describe('renderGitHub', () => {
  it('writes a workflow command per finding', () => {
    expect(render({})).toBe(
      '::error file=.github/workflows/release.yml,line=3,endLine=3,col=14,endColumn=23,title=broad-token-permissions' +
        '::GITHUB_TOKEN may write everything; the steps need `contents: write`.\n',
    );
  });

  it('escapes what would end the command or start another', () => {
    const findings = [findingOf({ message: '100 %\r\n::set-env name=X::y', rule: 'a,b:c' })];
    const lines = render({ findings }).trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('title=a%2Cb%3Ac::100 %25%0D%0A::set-env name=X::y');
  });

  it('leaves columns out where a finding spans lines', () => {
    const findings = [findingOf({ origin: { uri: RELEASE, range: { start: 2, end: 60 } } })];
    expect(render({ findings })).toMatch(/line=1,endLine=\d,title=/u);
  });

  it('puts the gravest first, since only the first ten of a kind are shown', () => {
    const findings = [
      findingOf({ severity: 'hint', origin: originAt('name') }),
      findingOf({ severity: 'warning' }),
      findingOf({ severity: 'error', origin: originAt('jobs') }),
    ];
    expect(render({ findings }).match(/^::\w+/gmu)).toEqual(['::error', '::warning', '::notice']);
  });

  it('is silent about suppressed findings', () => {
    const suppressed = { rule: 'x', reason: 'y', origin: originAt('jobs') };
    expect(render({ findings: [findingOf({ suppressed })] })).toBe('');
  });
});
