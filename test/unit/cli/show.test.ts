import { describe, expect, it } from 'vitest';
import { runIn } from './fakeTerminal.js';
import { temporaryFolder } from './temporaryFolder.js';

const FILES = {
  '.github/workflows/ci.yml': `on: pull_request_target
permissions: write-all
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
        env:
          TOKEN: \${{ secrets.NPM_TOKEN }}
`,
};
const ask = (...words: string[]) => runIn(temporaryFolder(FILES), words);

describe('trustscope show', () => {
  it.each(['build', 'job build', '.github/workflows/ci.yml:5', 'NPM_TOKEN'])(
    'finds a session by %s, and shows its card',
    (name) => {
      const { code, out } = ask('show', name, '-q');
      expect(code).toBe(0);
      expect(out).toContain('Session of job `build`');
      expect(out).toContain('Started by');
      expect(out).toContain('NPM_TOKEN');
    },
  );

  it('shows it as data', () => {
    const told = JSON.parse(ask('show', 'build', '-f', 'json', '-q').out) as {
      sessions: { name: string }[];
      findings: unknown[];
    };
    expect(told.sessions).toHaveLength(1);
    expect(told.findings.length).toBeGreaterThan(0);
  });

  it('says what there is instead', () => {
    expect(ask('show', 'biuld', '-q')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean build?') as string,
    });
  });
});

describe('trustscope coverage and filters by control', () => {
  it('says which controls are touched, and where', () => {
    const { out } = ask('coverage', '--framework', 'owasp-nhi', '-q');
    expect(out).toContain('OWASP Non-Human Identities Top 10 2025');
    expect(out).toMatch(
      /NHI5:2025\W+Overprivileged NHI\W+\d+ findings?\n\s+- `\.github\/workflows\/ci\.yml:2:14`/u,
    );
    const { controls } = JSON.parse(ask('coverage', '--framework', 'mitre-cwe', '-f', 'json', '-q').out) as {
      controls: { id: string; findings: unknown[] }[];
    };
    expect(controls.find(({ id }) => id === 'CWE-250')?.findings.length).toBeGreaterThan(0);
    expect(ask('coverage').out).toContain('osps-baseline-2026-02-19');
  });

  it('scans for one control, or one framework', () => {
    const rules = (...words: string[]): string[] => {
      const { findings } = JSON.parse(ask('scan', '-f', 'json', '-q', ...words).out) as {
        findings: { rule: string; controls: { framework: string }[] }[];
      };
      return findings.map(({ rule }) => rule);
    };
    const all = rules();
    const some = rules('--control', 'CWE-613');
    expect(some.length).toBeLessThan(all.length);
    expect(rules('--framework', 'mitre-cwe', '--control', 'NHI5:2025')).toEqual([]);
    expect(rules('--control', 'CWE-250').length).toBeGreaterThan(0);
    expect(ask('scan', '--framework', 'nope').err).toContain('no framework "nope"');
  });
});
