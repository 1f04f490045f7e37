import { describe, expect, it } from 'vitest';
import { runIn } from './fakeTerminal.js';
import { temporaryFolder } from './temporaryFolder.js';

const RELEASE = `on: push
jobs:
  release:
    runs-on: ubuntu-latest
    permissions:
      contents: write
      issues: write
    steps:
      - uses: softprops/action-gh-release@v2
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: write
    steps:
      - uses: nobody-knows/what-this-does@v1
`;

describe('trustscope needs', () => {
  it('shows what is needed, by which step, and what is not known', () => {
    const folder = temporaryFolder({ '.github/workflows/release.yml': RELEASE });
    const { code, out, err } = runIn(folder, ['needs']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/contents +write +write +step 1 \(softprops\/action-gh-release\)/u);
    expect(out).toMatch(/issues +write +- +no step needs it/u);
    expect(out).toContain('Least that is enough: contents: write');
    expect(out).toContain('Not known: what nobody-knows/what-this-does does');
  });

  it('says what is equal of several permissions once, and names them all', () => {
    const folder = temporaryFolder({
      '.github/workflows/release.yml': RELEASE.replace(
        'issues: write',
        'issues: write\n      checks: write\n      statuses: write\n      packages: write\n      deployments: write',
      ),
    });
    const { out } = runIn(folder, ['needs']);
    expect(out.match(/no step needs it/gu)).toHaveLength(1);
    expect(out).toMatch(
      / {2}issues, checks, statuses, packages, +write +- +no step needs it\n {2}deployments\n/u,
    );
  });

  it('shows jobs that need the same once, below the names of all', () => {
    const build = RELEASE.slice(RELEASE.indexOf('  build:'));
    const folder = temporaryFolder({
      '.github/workflows/a.yml': RELEASE + build.replace('build', 'again'),
      '.github/workflows/b.yml': `on: push\njobs:\n${build}`,
    });
    const { out } = runIn(folder, ['needs']);
    expect(out.match(/Not known: /gu)).toHaveLength(1);
    expect(out).toContain(
      '.github/workflows/a.yml\n  a / build\n  a / again\n.github/workflows/b.yml\n  b / build\n  PERMISSION',
    );
  });

  it('prints the same as JSON', () => {
    const folder = temporaryFolder({ '.github/workflows/release.yml': RELEASE });
    const { sessions } = JSON.parse(runIn(folder, ['needs', '--format', 'json']).out) as {
      sessions: readonly { readonly path: string; readonly minimum: unknown }[];
    };
    expect(sessions.map(({ minimum }) => minimum)).toEqual([{ contents: 'write' }, null]);
    expect(sessions[0]?.path).toBe('.github/workflows/release.yml');
  });

  it('takes from the configuration what is known of an action', () => {
    const configuration =
      'actions: { nobody-knows/what-this-does: { token: default, needs: { checks: write } } }\n';
    const folder = temporaryFolder({
      '.github/workflows/release.yml': RELEASE,
      '.trustscope.yml': configuration,
      'wrong.yml': configuration.replace('checks: write', 'check: write'),
    });
    const { out, err } = runIn(folder, ['needs']);
    expect(err).toBe('');
    expect(out).toMatch(
      /checks +- +write +not granted: step 1 \(nobody-knows\/what-this-does\), to do what the configuration says/u,
    );
    expect(out).not.toContain('Not known');
    expect(runIn(folder, ['needs', '--config', 'wrong.yml'])).toMatchObject({
      code: 2,
      err: 'trustscope: wrong.yml:1:68: `actions.nobody-knows/what-this-does.needs`: there is no permission `check`; did you mean `checks`?\n',
    });
  });

  it('keeps to the width of a terminal', () => {
    const folder = temporaryFolder({ '.github/workflows/release.yml': RELEASE });
    const { out } = runIn(folder, ['needs', '--no-color'], { columns: 72 });
    expect(out.split('\n').filter((line) => line.length > 72)).toEqual([]);
    expect(out.replace(/\s+/gu, ' ')).toContain('step 1 (softprops/action-gh-release), to');
  });
});
