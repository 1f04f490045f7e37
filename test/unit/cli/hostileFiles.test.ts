import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn } from './fakeTerminal.js';
import { temporaryFolder } from './temporaryFolder.js';

const CI = '.github/workflows/ci.yml';
const LINK = '.github/workflows/link.yml';
const LOOSE =
  'on: push\npermissions: write-all\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: "true"\n';
const GIT = { '.git/HEAD': 'ref: refs/heads/main\n' };

/** A report on a folder, as a program reads it. */
function reportOf(
  folder: string,
  ...words: readonly string[]
): { paths: string[]; err: string; code: number } {
  const { out, err, code } = runIn(folder, ['scan', ...words, '--format', 'json']);
  const { files } = JSON.parse(out) as { files: { path: string }[] };
  return { paths: files.map(({ path }) => path), err, code };
}

describe('links', () => {
  it('that lead out of the folder are not followed, and that is said', () => {
    const outside = temporaryFolder({ 'secret.yml': LOOSE });
    const folder = temporaryFolder({ ...GIT, [CI]: LOOSE });
    symlinkSync(join(outside, 'secret.yml'), join(folder, LINK));
    const { paths, err, code } = reportOf(folder, '.');
    expect(paths).toEqual([CI]);
    expect(err).toContain(`${LINK} is a link that leads out of its folder`);
    expect(code).toBe(1);
  });

  it('within the folder are read, and never written through', () => {
    const folder = temporaryFolder({ ...GIT, [CI]: LOOSE, 'shared/real.yml': LOOSE });
    symlinkSync(join(folder, 'shared/real.yml'), join(folder, LINK));
    expect(reportOf(folder, '.').paths).toEqual([CI, LINK]);
    const { err } = runIn(folder, ['scan', '.', '--fix', '--unsafe-fixes']);
    expect(readFileSync(join(folder, CI), 'utf8')).not.toBe(LOOSE);
    expect(readFileSync(join(folder, 'shared/real.yml'), 'utf8')).toBe(LOOSE);
    expect(lstatSync(join(folder, LINK)).isSymbolicLink()).toBe(true);
    expect(err).toContain(`${LINK} is reached over a link; it is left as it is`);
  });

  it('that were named lead to a report, and are never written through', () => {
    const outside = temporaryFolder({ 'real.yml': LOOSE });
    const folder = temporaryFolder({ ...GIT, [CI]: LOOSE });
    symlinkSync(join(outside, 'real.yml'), join(folder, LINK));
    runIn(folder, ['scan', LINK, '--fix', '--unsafe-fixes']);
    expect(readFileSync(join(outside, 'real.yml'), 'utf8')).toBe(LOOSE);
  });

  it('that go in a circle, or nowhere, are no failure', () => {
    const folder = temporaryFolder({ ...GIT, [CI]: LOOSE });
    symlinkSync('b.yml', join(folder, '.github/workflows/a.yml'));
    symlinkSync('a.yml', join(folder, '.github/workflows/b.yml'));
    symlinkSync('nowhere.yml', join(folder, '.github/workflows/c.yml'));
    symlinkSync('.', join(folder, 'd'));
    expect(reportOf(folder, '.')).toMatchObject({ paths: [CI], code: 1 });
    expect(runIn(folder, ['scan', '.github/workflows/a.yml']).code).toBe(2);
  });
});

describe('files that are none', () => {
  it.skipIf(process.platform === 'win32')('such as pipes are never opened for reading', () => {
    const folder = temporaryFolder({ ...GIT, [CI]: LOOSE });
    for (const name of ['.github/workflows/pipe.yml', '.gitignore', '.trustscope.yml']) {
      execFileSync('mkfifo', [join(folder, name)]);
    }
    const { paths, err, code } = reportOf(folder, '.');
    expect({ paths, code }).toEqual({ paths: [CI], code: 1 });
    expect(err).toContain('.gitignore is no regular file');
    expect(runIn(folder, ['scan', '.github/workflows/pipe.yml'])).toMatchObject({ code: 2 });
  });

  it.skipIf(process.platform === 'win32')('such as a pipe in place of git’s folder are left alone', () => {
    const folder = temporaryFolder({ [CI]: LOOSE });
    execFileSync('mkfifo', [join(folder, '.git')]);
    expect(reportOf(folder, '.')).toMatchObject({ paths: [CI], code: 1 });
  });

  it.skipIf(process.platform === 'win32')('such as devices behind links are left alone', () => {
    const folder = temporaryFolder({ ...GIT, [CI]: LOOSE });
    symlinkSync('/dev/zero', join(folder, LINK));
    symlinkSync('/dev/zero', join(folder, '.gitignore'));
    expect(reportOf(folder, '.')).toMatchObject({ paths: [CI], code: 1 });
    expect(runIn(folder, ['scan', '/dev/zero'])).toMatchObject({ code: 2 });
  });

  it('of gigabytes are not read, and that is said once', () => {
    const folder = temporaryFolder({ ...GIT, [CI]: LOOSE, [LINK]: '' });
    truncateSync(join(folder, LINK), 3 * 1024 ** 3);
    const { paths, err, code } = reportOf(folder, '.');
    expect({ paths, code }).toEqual({ paths: [CI], code: 1 });
    expect(err.split(`${LINK} is larger than 32 MB`)).toHaveLength(2);
  });

  it('and lists of rules for git without end hide nothing', () => {
    const folder = temporaryFolder({ ...GIT, [CI]: LOOSE, '.gitignore': 'x*y*z\n'.repeat(200_000) });
    const { paths, err } = reportOf(folder, '.');
    expect(paths).toEqual([CI]);
    expect(err).toMatch(/\.gitignore (?:has more than 5000 lines|is larger than 1 MB)/u);
  });
});

describe('what lies above', () => {
  it('does not count: a configuration, a folder of workflows, other files', () => {
    const above = temporaryFolder({
      '.trustscope.yml': 'ignore: ["**"]\n',
      '.github/workflows/other.yml': LOOSE,
      [`private/${CI}`]: LOOSE,
      [`proj/${CI}`]: LOOSE,
    });
    const { paths, code } = reportOf(above, 'proj');
    expect({ paths, code }).toEqual({ paths: [CI], code: 1 });
    expect(runIn(above, ['scan', `proj/${CI}`]).code).toBe(1);
    mkdirSync(join(above, '.git'));
    expect(reportOf(above, 'proj').code).toBe(1);
  });

  it('counts in a real repository of the same owner', () => {
    const above = temporaryFolder({ ...GIT, '.trustscope.yml': 'ignore: ["**"]\n', [CI]: LOOSE });
    expect(runIn(above, ['scan', '.github/workflows']).code).toBe(0);
  });
});

describe('--fix', () => {
  it('keeps the mode and the other names of a file', () => {
    const folder = temporaryFolder({ ...GIT, [CI]: LOOSE });
    chmodSync(join(folder, CI), 0o640);
    linkSync(join(folder, CI), join(folder, 'other-name'));
    runIn(folder, ['scan', '.', '--fix', '--unsafe-fixes']);
    const text = readFileSync(join(folder, CI), 'utf8');
    expect(text).not.toBe(LOOSE);
    expect(readFileSync(join(folder, 'other-name'), 'utf8')).toBe(text);
    expect(statSync(join(folder, CI))).toMatchObject({ nlink: 2 });
    expect(statSync(join(folder, CI)).mode & 0o777).toBe(0o640);
  });

  it('leaves a read-only file as it is, and says so', () => {
    const folder = temporaryFolder({ ...GIT, [CI]: LOOSE });
    chmodSync(join(folder, CI), 0o444);
    const { err } = runIn(folder, ['scan', '.', '--fix', '--unsafe-fixes']);
    expect(readFileSync(join(folder, CI), 'utf8')).toBe(LOOSE);
    expect(err).toContain(`${CI} is read-only; it is left as it is`);
  });

  it('writes a shorter text whole', () => {
    const folder = temporaryFolder({ ...GIT });
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    writeFileSync(join(folder, CI), `${LOOSE}# ${'x'.repeat(10)}\n`);
    runIn(folder, ['scan', '.', '--fix', '--unsafe-fixes']);
    expect(readFileSync(join(folder, CI), 'utf8')).toMatch(/# x{10}\n$/u);
  });
});
