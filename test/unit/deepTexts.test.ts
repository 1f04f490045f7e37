import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import { whyPlain } from '../../server/src/core/pipelines/script.js';
import { renderReport } from '../../server/src/core/report/renderReport.js';
import { uriOf } from '../support/repository.js';
import { everyTool } from '../support/tools.js';

const ROOT = uriOf('').replace(/\/$/u, '');
const GOOD = '.github/workflows/good.yml';
const tools = await everyTool();

function around(count: number, open: string, inside: string, close: string): string {
  return open.repeat(count) + inside + close.repeat(count);
}

function workflow(script: string): string {
  return `on: push\njobs:\n  deep:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          ${script}\n`;
}

const chart = { 'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n', 'c/values.yaml': 'on: true\n' };
const json = around(40_000, '{"Statement":[', '', ']}');

/** Files by path; the first is the deep one. */
const DEEP: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'operators of one sum': { 'main.tf': `locals {\n  a = ${'b + '.repeat(15_500)}1\n}\n` },
  'operators that differ': { 'main.tf': `locals {\n  a = ${'b * c + d == '.repeat(5_000)}1\n}\n` },
  'parentheses of Terraform': { 'main.tf': `locals {\n  a = ${around(40_000, '(', '1', ')')}\n}\n` },
  'calls of Terraform': { 'main.tf': `locals {\n  a = ${around(20_000, 'merge(', '1', ')')}\n}\n` },
  'templates of Terraform': { 'main.tf': `locals {\n  a = ${around(20_000, '"${', 'b', '}"')}\n}\n` },
  'blocks of Terraform': { 'main.tf': around(40_000, 'a {\n', '', '}\n') },
  'nested `if` of a script': {
    [`.github/workflows/ci.yml`]: workflow(around(70_000, 'if true; then ', 'true', '; fi')),
  },
  'nested `$(` of a script': { [`.github/workflows/ci.yml`]: workflow(around(40_000, '$(', 'true', ')')) },
  'nested `"$(` of a script': { [`.github/workflows/ci.yml`]: workflow(around(40_000, '"$(', 'true', ')"')) },
  'nested `bash -c`': { [`.github/workflows/ci.yml`]: workflow(`${'bash -c "'.repeat(20_000)}true`) },
  'nested `{` of a script': { [`.github/workflows/ci.yml`]: workflow(around(40_000, '{ ', 'true', '; }')) },
  'nested `$(` of GitLab': {
    '.gitlab-ci.yml': `a:\n  script:\n    - ${around(40_000, '$(', 'true', ')')}\n`,
  },
  'parentheses of an expression': {
    [`.github/workflows/ci.yml`]: `on: push\njobs:\n  a:\n    if: \${{ ${around(40_000, '(', 'true', ')')} }}\n    runs-on: x\n`,
  },
  'negations of an expression': {
    [`.github/workflows/ci.yml`]: `on: push\njobs:\n  a:\n    if: \${{ ${'!'.repeat(40_000)}true }}\n    runs-on: x\n`,
  },
  'calls of an expression': {
    [`.github/workflows/ci.yml`]: `on: push\njobs:\n  a:\n    if: \${{ ${around(40_000, 'contains(', '1', ')')} }}\n    runs-on: x\n`,
  },
  'operators of an expression': {
    [`.github/workflows/ci.yml`]: `on: push\njobs:\n  a:\n    if: \${{ ${"github.ref == 'a' && ".repeat(10_000)}true }}\n    runs-on: x\n`,
  },
  'a rule of GitLab': {
    '.gitlab-ci.yml': `a:\n  script: [make]\n  rules:\n    - if: ${around(40_000, '(', '$A', ')')}\n`,
  },
  'a condition of Azure': {
    'azure-pipelines.yml': `jobs:\n- job: a\n  condition: ${around(40_000, 'not(', 'true', ')')}\n  steps: [{ script: make }]\n`,
  },
  'a template expression of Azure': {
    'azure-pipelines.yml': `jobs:\n- job: a\n  steps:\n  - script: echo \${{ ${around(40_000, 'not(', 'true', ')')} }}\n`,
  },
  'brackets of YAML': { [`.github/workflows/ci.yml`]: `on: push\njobs: ${around(40_000, '[', '', ']')}\n` },
  'braces of YAML': { [`.github/workflows/ci.yml`]: `on: push\njobs: ${around(40_000, '{a: ', '', '}')}\n` },
  'mappings of YAML': {
    [`.github/workflows/ci.yml`]: `on: push\njobs:\n${Array.from({ length: 2_000 }, (_, at) => `${' '.repeat(at + 1)}a:\n`).join('')}`,
  },
  'lists of YAML': { [`.github/workflows/ci.yml`]: `on: push\njobs:\n  ${'- '.repeat(40_000)}a\n` },
  'brackets behind an anchor': {
    [`.github/workflows/ci.yml`]: `on: &a push\njobs: ${around(40_000, '[', '', ']')}\n`,
  },
  'JSON of a policy': { 'policy.json': json },
  'JSON of an agent': { '.claude/settings.json': around(40_000, '{"permissions":', '1', '}') },
  'JSON within a policy of Terraform': {
    'main.tf': `resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = <<EOF\n${json.slice(0, 200_000)}\nEOF\n}\n`,
  },
  'blocks of a chart': {
    'c/templates/a.yaml': around(20_000, '{{ if .Values.on }}', 'kind: Role', '{{ end }}'),
    ...chart,
  },
  'parentheses of a chart': {
    'c/templates/a.yaml': `kind: {{ ${around(20_000, '(', '.Values.on', ')')} }}\n`,
    ...chart,
  },
  'templates of a chart that take in themselves': {
    'c/templates/a.yaml': '{{ define "a" }}{{ include "a" . }}{{ end }}\nkind: {{ include "a" . }}\n',
    ...chart,
  },
  'mappings in braces': {
    [`.github/workflows/ci.yml`]: `on: push\njobs: ${around(40_000, '{a: ', '', '}')}\n`,
  },
  'arrays of TOML': { '.codex/config.toml': `a = ${around(40_000, '[', '', ']')}\n` },
  'tables of TOML': { '.codex/config.toml': `[${'a.'.repeat(40_000)}a]\nb = 1\n` },
  'inline tables of TOML': { '.codex/config.toml': `a = ${around(40_000, '{ b = ', '1', ' }')}\n` },
  'blocks of NATS': { 'nats.conf': `authorization { users: [] }\n${around(40_000, 'a { ', '', ' }')}\n` },
  'lists of NATS': { 'nats.conf': `authorization { users: ${around(40_000, '[', '', ']')} }\n` },
  'selectors of Redis': { 'users.acl': `user u on nopass ${around(40_000, '(', '~k', ')')}\n` },
  'a pattern of RabbitMQ': {
    'definitions.json': JSON.stringify({
      rabbit_version: '4.0.0',
      users: [{ name: 'u', password_hash: 'x', tags: '' }],
      permissions: [{ user: 'u', vhost: '/', configure: '', write: around(40_000, '(', 'a', ')'), read: '' }],
    }),
  },
  'a topic of Mosquitto': { 'mosquitto.acl': `user u\ntopic readwrite ${'+/'.repeat(40_000)}#\n` },
  'a script of Python': {
    'tool.py': `import os\nx = ${around(40_000, '(', '1', ')')}\n`,
    [`.github/workflows/ci.yml`]: workflow('python tool.py'),
  },
  'a script of JavaScript': {
    'tool.js': `const x = ${around(40_000, '(', '1', ')')};\n`,
    [`.github/workflows/ci.yml`]: workflow('node tool.js'),
  },
  'a script for github-script': {
    [`.github/workflows/ci.yml`]: `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: actions/github-script@v7\n        with:\n          script: ${around(40_000, '(', '1', ')')}\n`,
  },
  'a makefile': {
    Makefile: `all:\n\techo ${around(40_000, '$(', 'x', ')')}\n`,
    [`.github/workflows/ci.yml`]: workflow('make'),
  },
};

describe('a text ten times as deep as what once took the stack', () => {
  it.each(Object.entries(DEEP))('takes no other file along: %s', (_name, files) => {
    const host = new AnalysisHost({ tools });
    const good =
      'on: push\npermissions: write-all\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n';
    const all = Object.entries({ ...files, [GOOD]: good });
    const snapshot = host.apply(all.map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })));
    const report = JSON.parse(renderReport(snapshot, ROOT, 'json', { version: '0' })) as {
      readonly files: readonly {
        readonly path: string;
        readonly problems: readonly { readonly message: string }[];
      }[];
      readonly sessions: readonly { readonly path: string }[];
    };
    const problems = report.files.flatMap((file) =>
      file.problems.map(({ message }) => ({ path: file.path, message })),
    );
    expect(problems.filter(({ message }) => message.includes('an error in TrustScope'))).toEqual([]);
    expect(problems.filter(({ message }) => /call stack|recursion/iu.test(message))).toEqual([]);
    expect(report.sessions.filter(({ path }) => path === GOOD)).toHaveLength(1);
    expect(snapshot.findings(uriOf(GOOD))).not.toHaveLength(0);
    // Only the deep file is told of.
    expect(problems.filter(({ path }) => files[path] === undefined)).toEqual([]);
    for (const path of Object.keys(files)) {
      for (const finding of snapshot.findings(uriOf(path))) snapshot.fixes(finding);
    }
  });
});

describe('a script that is too long or too deep to be read whole', () => {
  it.each([
    [
      'too long',
      around(70_000, 'if true; then ', 'true', '; fi'),
      'a script of more than 300,000 characters',
    ],
    ['too deep', around(501, '$(', 'true', ')'), 'a script with more than 500 commands inside of each other'],
  ])('leaves open what its job needs: %s', (_name, script, why) => {
    const path = '.github/workflows/ci.yml';
    const text = workflow(script).replace('on: push', 'on: push\npermissions: { contents: write }');
    const snapshot = new AnalysisHost({ tools }).apply([{ uri: uriOf(path), root: ROOT, text }]);
    const [grant] = snapshot.model.scopes
      .flatMap(({ grants }) => grants)
      .filter(({ right }) => right === 'contents');
    expect(grant).toMatchObject({ evidence: 'unknown', evidenceFrom: [{ why: `${why} is not read whole` }] });
  });

  it('is read by the grammar up to there', () => {
    expect(whyPlain(around(500, '$(', 'true', ')'))).toBeUndefined();
    expect(whyPlain('(a) '.repeat(5_000))).toBeUndefined();
  });
});
