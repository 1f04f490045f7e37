import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { ReportDocument } from '../../../server/src/core/report/document.js';
import { runIn } from './fakeTerminal.js';
import { temporaryFolder } from './temporaryFolder.js';

const WORKFLOW = `name: ci
on: push
permissions: { contents: read }
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps: [{ run: make }]
`;
/** The same without a word on permissions. */
const loose = WORKFLOW.replace('permissions: { contents: read }\n', '');
const CI = '.github/workflows/ci.yml';
const RELEASE = '.github/workflows/release.yml';

function report(cwd: string, ...words: string[]): ReportDocument {
  return JSON.parse(runIn(cwd, ['scan', '--format', 'json', ...words]).out) as ReportDocument;
}

const paths = ({ files }: ReportDocument): string[] => files.map(({ path }) => path);

describe('trustscope scan: which files', () => {
  it('reads the current folder without what git ignores', () => {
    const folder = temporaryFolder({
      [CI]: WORKFLOW,
      '.gitignore': '/vendor/\n',
      'vendor/x/.github/workflows/theirs.yml': WORKFLOW,
      'node_modules/y/.github/workflows/theirs.yml': WORKFLOW,
      'docs/notes.yml': 'a: b\n',
    });
    expect(paths(report(folder))).toEqual([CI]);
  });

  it('takes files, folders and globs, and names files from the scanned root', () => {
    const folder = temporaryFolder({
      'shop/.git/HEAD': '',
      [`shop/${CI}`]: WORKFLOW,
      [`shop/${RELEASE}`]: WORKFLOW,
    });
    expect(paths(report(folder, 'shop'))).toEqual([CI, RELEASE]);
    expect(paths(report(folder, `shop/${CI}`))).toEqual([CI]);
    expect(paths(report(folder, 'shop/.github/*/rel*.yml'))).toEqual([RELEASE]);
    expect(paths(report(folder, 'shop/.github/workflows'))).toEqual(['ci.yml', 'release.yml']);
    expect(paths(report(join(folder, 'shop/.github'), '../.github/workflows/ci.yml'))).toEqual([CI]);
  });

  it('keeps sessions of several repositories apart', () => {
    const folder = temporaryFolder({ [`a/${CI}`]: WORKFLOW, [`b/${CI}`]: WORKFLOW });
    const { sessions } = report(folder);
    expect(sessions.map(({ id }) => id)).toEqual([`a/${CI}#job:build`, `b/${CI}#job:build`]);
  });

  it('gives a session the same id whether its file is scanned alone or with its repository', () => {
    const folder = temporaryFolder({ '.git/HEAD': '', [CI]: WORKFLOW, [RELEASE]: WORKFLOW });
    expect(report(folder, CI).sessions[0]?.id).toBe(report(folder).sessions[0]?.id);
  });

  it('links a file with the rest of its repository, and reports of it alone', () => {
    const callee = WORKFLOW.replace('on: push', 'on: workflow_call').replace(
      'permissions: { contents: read }\n',
      '',
    );
    const caller = `on: push\npermissions: { issues: write }\njobs:\n  call: { uses: ./${CI} }\n`;
    const folder = temporaryFolder({ '.git/HEAD': '', [CI]: callee, [RELEASE]: caller });
    const { files, sessions } = report(folder, CI);
    expect(files).toHaveLength(1);
    expect(sessions[0]?.grants.map(({ action, origin }) => [action, origin])).toContainEqual([
      'issues:write',
      'inherited',
    ]);
  });

  it('reads standard input under the name it is given', () => {
    const folder = temporaryFolder({ '.git/HEAD': '' });
    const { out, code } = runIn(folder, ['scan', '-', '--stdin-filename', RELEASE, '--format', 'json'], {
      input: WORKFLOW,
    });
    expect(code).toBe(0);
    expect(paths(JSON.parse(out) as ReportDocument)).toEqual([RELEASE]);
  });

  it('says so when a named file is of no known kind', () => {
    const folder = temporaryFolder({ 'notes.yml': 'a: b\n' });
    expect(runIn(folder, ['scan', 'notes.yml'])).toMatchObject({
      code: 0,
      err: 'trustscope: notes.yml is of no kind that TrustScope reads\n',
    });
  });
});

describe('trustscope scan: reports', () => {
  it('prints JSON that its schema describes', () => {
    const folder = temporaryFolder({ [CI]: WORKFLOW, [RELEASE]: 'on: push\njobs:\n  a:\n    steps: [\n' });
    const schema = JSON.parse(runIn(folder, ['schema', 'report']).out) as object;
    const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
    ajv.validate(schema, report(folder));
    expect(ajv.errors).toBeNull();
  });

  it('ends in widths, findings and files', () => {
    const folder = temporaryFolder({ [CI]: WORKFLOW });
    expect(runIn(folder, ['scan']).out).toMatch(/^1 session \w+ · .* · 1 file in \d+\.\d s$/mu);
    expect(runIn(folder, ['scan', '--quiet', '--min-severity', 'error'])).toEqual({
      code: 0,
      out: '',
      err: '',
    });
  });

  it('writes to a file when asked', () => {
    const folder = temporaryFolder({ [CI]: WORKFLOW });
    expect(runIn(folder, ['scan', '--format', 'json', '--output', 'report.json']).out).toBe('');
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({ version: 1 });
    expect(runIn(folder, ['scan', '--output', 'no/such/report.json'])).toMatchObject({
      code: 2,
      err: 'trustscope: --output no/such/report.json cannot be written (ENOENT)\n',
    });
  });

  it('keeps colours for terminals', () => {
    const folder = temporaryFolder({ [CI]: WORKFLOW });
    const coloured = (words: string[], columns: number | undefined, env = {}) =>
      runIn(folder, ['scan', ...words], { ...(columns === undefined ? {} : { columns }), env }).out.includes(
        '\u001b[',
      );
    expect(coloured([], 80)).toBe(true);
    expect(coloured([], undefined)).toBe(false);
    expect(coloured(['--no-color'], 80)).toBe(false);
    expect(coloured([], 80, { NO_COLOR: '1' })).toBe(false);
    expect(coloured([], 80, { TERM: 'dumb' })).toBe(false);
    expect(coloured([], undefined, { FORCE_COLOR: '1' })).toBe(true);
  });
});

describe('trustscope scan: mistakes', () => {
  it.each([
    [['nowhere.yml'], 'no file or folder "nowhere.yml"'],
    [['nowhere/*.yml'], 'no folder "nowhere", which nowhere/*.yml starts from'],
    [['--rule', 'no-such-rule'], 'no rule "no-such-rule".'],
    [['--fix', '--fix-dry-run'], 'give one of them'],
    [['--unsafe-fixes'], '--unsafe-fixes goes with --fix or --fix-dry-run'],
    [['--fix', '-'], '--fix cannot change standard input'],
    [['--stdin-filename', 'x.yml'], '--stdin-filename goes with -'],
    [['--config', 'none.yml'], '--config none.yml cannot be read (ENOENT)'],
  ])('%j exits with 2 and says why', (words, message) => {
    const { code, out, err } = runIn(temporaryFolder(), ['scan', ...words]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('exits with 2 for a mistake in a configuration file, naming place, key and what is allowed', () => {
    const folder = temporaryFolder({
      [CI]: WORKFLOW,
      '.trustscope.yml': 'assume:\n  defaultTokenPermissions: strict\n',
    });
    const { code, err } = runIn(folder, ['scan']);
    expect(code).toBe(2);
    expect(err).toMatch(
      /^trustscope: \.trustscope\.yml:2:\d+: .*defaultTokenPermissions.*permissive.*restricted/u,
    );
  });

  it('leaves a mistake alone in a configuration that counts for none of the files asked for', () => {
    const folder = temporaryFolder({
      '.git/HEAD': '',
      [CI]: WORKFLOW,
      'other/.trustscope.yml': 'assume: { defaultTokenPermissions: open }\n',
      [`other/${CI}`]: WORKFLOW,
    });
    expect(runIn(folder, ['scan', CI])).toMatchObject({ code: 0, err: '' });
  });

  it('leaves out the folder that a mistake counts for, and scans the rest', () => {
    const folder = temporaryFolder({
      '.git/HEAD': '',
      [CI]: loose,
      'other/.trustscope.yml': 'assume: { defaultTokenPermissions: open }\n',
      [`other/${CI}`]: WORKFLOW,
    });
    const { code, out, err } = runIn(folder, ['scan']);
    expect(code).toBe(1);
    expect(err).toContain('other/.trustscope.yml:1:');
    expect(out).toContain('not read: other (its configuration file has mistakes)');
    const { files, coverage, findings } = report(folder);
    expect(files.map(({ path }) => path)).toEqual([CI]);
    expect(findings).not.toEqual([]);
    expect(coverage.notRead).toEqual([{ path: 'other', why: 'its configuration file has mistakes' }]);
  });

  it('says so where a folder holds nothing that is read', () => {
    const folder = temporaryFolder({
      'src/main.c': 'int main;\n',
      'lib/acl.c': 'topic read x\n',
      'lib/oracle.go': 'topic x\n',
    });
    const { code, err } = runIn(folder, ['scan', '.']);
    expect(code).toBe(0);
    expect(err).toBe('trustscope: this folder holds no file of a kind that TrustScope reads\n');
    expect(runIn(folder, ['scan', 'src']).err).toContain('src holds no file of a kind that TrustScope reads');
  });
});

const CHART = {
  'charts/shop/templates/rbac.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: {{ .Values.name }}\n',
  'charts/shop/templates/extra/role.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  {{- include "x" . }}\n',
};

describe('trustscope scan: what was not read', () => {
  it('is told once for a chart, and fails nothing', () => {
    const folder = temporaryFolder({ ...CHART, [CI]: WORKFLOW });
    const { code, out } = runIn(folder, ['scan']);
    expect(code).toBe(0);
    expect(out.match(/not read/gu)).toHaveLength(1);
    expect(report(folder).coverage).toEqual({
      read: 1,
      notRead: [
        {
          path: 'charts/shop',
          why: '2 files, each a template of Helm or the like, which is a manifest only when it is rendered',
        },
      ],
      sessionsWithUnknowns: 0,
    });
  });

  it('is told of a policy that Terraform fills in', () => {
    const policy =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":${arns}}]}\n';
    const folder = temporaryFolder({ 'iam/policy.json': policy });
    expect(runIn(folder, ['scan']).code).toBe(0);
    expect(report(folder).coverage.notRead).toEqual([
      {
        path: 'iam/policy.json',
        why: 'a template that another program fills in, such as `templatefile` of Terraform',
      },
    ]);
  });

  it.each(['markdown', 'sarif', 'github'])('stands in %s, too', (format) => {
    const { out } = runIn(temporaryFolder({ ...CHART, [CI]: WORKFLOW }), ['scan', '--format', format]);
    expect(out).toContain('charts/shop');
  });
});

describe('trustscope scan: configuration', () => {
  it('uses --config in place of the configuration files', () => {
    const folder = temporaryFolder({
      [CI]: WORKFLOW,
      '.trustscope.yml': 'nonsense: 1\n',
      'other.yml': 'ignore: ["**"]\n',
      'wrong.yml': 'nonsense: 1\n',
    });
    expect(runIn(folder, ['scan', '--config', 'other.yml']).code).toBe(0);
    expect(report(folder, '--config', 'other.yml').sessions).toEqual([]);
    expect(runIn(folder, ['scan', '--config', 'wrong.yml']).err).toMatch(/^trustscope: wrong\.yml:1:1: /u);
  });
});

describe('trustscope scan: bad input', () => {
  it.each([
    ['broken YAML', 'on: push\njobs: [\n', 1],
    ['NUL bytes', 'on: push\0\n', 1],
    ['an empty file', '', 0],
  ])('tells of %s and never fails', (_, text, least) => {
    const { code, out, err } = runIn(temporaryFolder({ [CI]: text }), ['scan']);
    expect([0, 1]).toContain(code);
    expect(code).toBeGreaterThanOrEqual(least);
    expect(out).toContain('1 file');
    expect(err).toBe('');
  });

  it('tells that a file is not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from(`# \xe4\n`, 'latin1'), Buffer.from(WORKFLOW)]);
    const { code, err } = runIn(temporaryFolder({ [CI]: bytes }), ['scan']);
    expect([0, 1]).toContain(code);
    expect(err).toContain(`${CI} is not UTF-8`);
  });

  it('counts columns behind a byte order mark as an editor does', () => {
    const folder = temporaryFolder({ [CI]: `\ufeff${WORKFLOW}` });
    expect(report(folder).sessions[0]?.range).toEqual(
      report(temporaryFolder({ [CI]: WORKFLOW })).sessions[0]?.range,
    );
  });
});

describe('trustscope scan --fix', () => {
  const implicit = ['--rule', 'implicit-token-permissions'];

  it('prints a diff and changes nothing when it is a dry run', () => {
    const folder = temporaryFolder({ '.git/HEAD': '', [CI]: loose });
    const { code, out, err } = runIn(folder, [
      'scan',
      '--fix-dry-run',
      '--fail-on',
      'information',
      ...implicit,
      '--unsafe-fixes',
    ]);
    expect(code).toBe(1);
    expect(out).toMatch(/^--- a\/\.github\/workflows\/ci\.yml\n\+\+\+ b\/.*\n@@ .* @@\n/u);
    expect(out).toContain('+permissions:');
    expect(err).toMatch(/^would fix \.github\/workflows\/ci\.yml:\d+:\d+ implicit-token-permissions: /u);
    expect(readFileSync(join(folder, CI), 'utf8')).toBe(loose);
  });

  it('changes the files that were asked for, and reports what is left', () => {
    const folder = temporaryFolder({ '.git/HEAD': '', [CI]: `\ufeff${loose}`, [RELEASE]: loose });
    const { code, out, err } = runIn(folder, ['scan', CI, '--fix', ...implicit, '--unsafe-fixes']);
    expect(code).toBe(0);
    expect(out).toContain('no findings');
    expect(err).toMatch(/^fixed \.github\/workflows\/ci\.yml/u);
    const fixed = readFileSync(join(folder, CI), 'utf8');
    expect(fixed.startsWith('\ufeffname: ci\n')).toBe(true);
    expect(fixed).toContain('permissions:');
    expect(readFileSync(join(folder, RELEASE), 'utf8')).toBe(loose);
    expect(runIn(folder, ['scan', CI, '--fix', ...implicit, '--unsafe-fixes']).err).toBe(
      'trustscope: nothing to fix\n',
    );
  });

  it('leaves a file alone that it could not read exactly', () => {
    const bytes = Buffer.concat([Buffer.from('# \xe4\n', 'latin1'), Buffer.from(loose)]);
    const folder = temporaryFolder({ '.git/HEAD': '', [CI]: bytes });
    runIn(folder, ['scan', '--fix', '--unsafe-fixes']);
    expect(readFileSync(join(folder, CI))).toEqual(bytes);
  });
});

describe('trustscope scan: severities', () => {
  const codeOf = (...words: string[]) => runIn(temporaryFolder({ [CI]: loose }), ['scan', ...words]).code;

  it('fails from --fail-on on, and by what is reported only', () => {
    expect(codeOf()).toBe(0);
    expect(codeOf('--fail-on', 'information')).toBe(1);
    expect(codeOf('--fail-on', 'none')).toBe(0);
    expect(codeOf('--min-severity', 'error')).toBe(0);
    expect(codeOf('--rule', 'unbounded-session')).toBe(0);
  });
});
