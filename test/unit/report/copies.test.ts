import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { Snapshot } from '../../../server/src/core/analysis/snapshot.js';
import { buildReport } from '../../../server/src/core/report/report.js';
import { renderReport } from '../../../server/src/core/report/renderReport.js';
import { select } from '../../../server/src/core/report/selection.js';
import { readSchema } from '../schemas/readSchema.js';

const ROOT = 'file:///w';
const RULE = 'wildcard-action';

/** A role with every verb on claims, bound to an account, as an operator keeps it for each version. */
function manifest(
  account: string,
  more: { readonly namespace?: string; readonly resource?: string } = {},
): string {
  const { namespace = 'media', resource = 'persistentvolumeclaims' } = more;
  return [
    'apiVersion: v1',
    'kind: ServiceAccount',
    `metadata: { name: ${account}, namespace: ${namespace} }`,
    '---',
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: Role',
    `metadata: { name: ${account}, namespace: ${namespace} }`,
    'rules:',
    '  - apiGroups: [""]',
    `    resources: [${resource}]`,
    '    verbs: ["*"]',
    '---',
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: RoleBinding',
    `metadata: { name: ${account}, namespace: ${namespace} }`,
    `roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${account} }`,
    `subjects: [{ kind: ServiceAccount, name: ${account}, namespace: ${namespace} }]`,
    '',
  ].join('\n');
}

/** A workflow whose job may push though it only tests. */
function workflow(job: string, on: string): string {
  return [
    `on: ${on}`,
    'permissions: { contents: write }',
    'jobs:',
    `  ${job}:`,
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 10',
    '    steps:',
    '      - run: echo done',
    '',
  ].join('\n');
}

function workspace(files: Readonly<Record<string, string>>): Snapshot {
  return new AnalysisHost().apply(
    Object.entries(files).map(([path, text]) => ({ uri: `${ROOT}/${path}`, root: ROOT, text })),
  );
}

const versions = {
  'deploy/v1/all.yaml': manifest('importer'),
  'deploy/v2/all.yaml': manifest('importer'),
  'deploy/v3/all.yaml': manifest('importer'),
};

/** Paths of what is told by itself, and of what is told with it. */
function told(snapshot: Snapshot, rule = RULE): readonly (readonly [string, readonly string[]])[] {
  const { findings, copies } = select(snapshot, ROOT);
  return findings
    .filter((selected) => selected.finding.rule === rule && copies.firstOf(selected) === undefined)
    .map((selected) => [selected.place.path, copies.of(selected).map(({ place }) => place.path)]);
}

describe('findings that repeat one of another file', () => {
  it('are told with the first by path', () => {
    expect(told(workspace(versions))).toEqual([
      ['deploy/v1/all.yaml', ['deploy/v2/all.yaml', 'deploy/v3/all.yaml']],
    ]);
  });

  it('may differ in the names of their sessions', () => {
    const files = {
      '.github/workflows/a.yml': workflow('billing', 'push'),
      '.github/workflows/b.yml': workflow('search', 'push'),
    };
    expect(told(workspace(files), 'unneeded-permission')).toEqual([
      ['.github/workflows/a.yml', ['.github/workflows/b.yml']],
    ]);
  });

  it('may be for other branches and events, where the same people start them', () => {
    const files = {
      '.github/workflows/a.yml': workflow('billing', '{ push: { branches: [main] } }'),
      '.github/workflows/b.yml': workflow('billing', '{ push: { branches: [next] }, workflow_dispatch: {} }'),
    };
    expect(told(workspace(files), 'unneeded-permission')).toEqual([
      ['.github/workflows/a.yml', ['.github/workflows/b.yml']],
    ]);
  });

  it.each([
    ['who starts the session', { 'b.yml': workflow('search', 'pull_request_target') }],
    [
      'what asks before',
      { 'b.yml': workflow('search', 'push').replace('    timeout', '    environment: x\n    timeout') },
    ],
    ['how long it lasts', { 'b.yml': workflow('search', 'push').replace('10', '300') }],
    [
      'what else it holds',
      { 'b.yml': workflow('search', 'push').replace('echo done', 'echo ${{ secrets.DEPLOY_TOKEN }}') },
    ],
  ])('stand by themselves where there is another answer to %s', (_what, other) => {
    const files = { 'a.yml': workflow('billing', 'push'), ...other };
    const inFolder = Object.entries(files).map(
      ([path, text]) => [`.github/workflows/${path}`, text] as const,
    );
    const { findings, copies } = select(workspace(Object.fromEntries(inFolder)), ROOT);
    expect(findings.filter((selected) => copies.firstOf(selected) !== undefined)).toEqual([]);
  });

  it('may be of skills that list other tools besides', () => {
    const skill = (tools: string): string =>
      `---\ndescription: does something\nallowed-tools: ${tools}\n---\n`;
    const files = {
      '.claude/skills/notes/SKILL.md': skill('Bash, Read'),
      '.claude/skills/release/SKILL.md': skill('Bash, Edit, WebFetch'),
      '.claude/skills/report/SKILL.md': skill('Bash(node *)'),
    };
    expect(told(workspace(files), 'agent-unrestricted-tool')).toEqual([
      ['.claude/skills/notes/SKILL.md', ['.claude/skills/release/SKILL.md']],
      ['.claude/skills/report/SKILL.md', []],
    ]);
  });

  it('stand by themselves where they speak of another right', () => {
    const files = { ...versions, 'deploy/v4/all.yaml': manifest('importer', { resource: 'configmaps' }) };
    expect(told(workspace(files))).toHaveLength(2);
  });

  it('are not looked for in one file, where the second is told beside the first', () => {
    const twice = `${manifest('importer')}---\n${manifest('exporter')}`;
    const files = { 'v1.yaml': twice, 'v2.yaml': twice, 'v3.yaml': manifest('importer') };
    expect(told(workspace(files))).toEqual([
      ['v1.yaml', ['v2.yaml', 'v3.yaml']],
      ['v1.yaml', ['v2.yaml']],
    ]);
  });

  it('leave the next one in the first place where somebody has decided on the first', () => {
    const decided = versions['deploy/v1/all.yaml'].replace(
      '    verbs',
      `    # trustscope: ignore[${RULE}] the importer makes all of them\n    verbs`,
    );
    const snapshot = workspace({ ...versions, 'deploy/v1/all.yaml': decided });
    expect(told(snapshot)).toEqual([
      ['deploy/v1/all.yaml', []],
      ['deploy/v2/all.yaml', ['deploy/v3/all.yaml']],
    ]);
  });

  it('are found in each file, as an open one shows it, and counted', () => {
    const snapshot = workspace(versions);
    for (const path of Object.keys(versions)) {
      const rules = snapshot.findings(`${ROOT}/${path}`).map(({ rule }) => rule);
      expect(rules.filter((rule) => rule === RULE)).toHaveLength(1);
    }
    const report = buildReport(snapshot, ROOT, { version: '1.2.3' });
    expect(report.findings.filter(({ rule }) => rule === RULE)).toHaveLength(3);
    expect(report.summary.findings.warning).toBe(
      report.findings.filter(({ severity }) => severity === 'warning').length,
    );
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(readSchema('report'));
    validate(report);
    expect(validate.errors).toBeNull();
    const [first, second, third] = report.findings.filter(({ rule }) => rule === RULE);
    expect(first?.copies?.map(({ path }) => path)).toEqual(['deploy/v2/all.yaml', 'deploy/v3/all.yaml']);
    expect(first).not.toHaveProperty('copyOf');
    for (const copy of [second, third]) {
      expect(copy?.copyOf).toEqual({ path: first?.path, range: first?.range });
      expect(copy).not.toHaveProperty('copies');
    }
  });
});

describe('reports for people', () => {
  const snapshot = workspace(versions);

  it.each(['text', 'markdown'] as const)('tell it once in %s, with the other places', (format) => {
    const text = renderReport(snapshot, ROOT, format, { version: '1.2.3', minSeverity: 'warning' });
    expect(text.match(/`\* persistentvolumeclaims`: every verb/gu)).toHaveLength(1);
    expect(text).toContain('the same in 2 other files: deploy/v2/all.yaml:11:13, deploy/v3/all.yaml:11:13');
    expect(text).toContain('of them the same in another file');
  });
});

describe('SARIF', () => {
  it('keeps each as a result, and points from the first to the others and back', () => {
    const log = JSON.parse(renderReport(workspace(versions), ROOT, 'sarif', { version: '1.2.3' })) as {
      runs: [{ results: { ruleId: string; relatedLocations?: { message: { text: string } }[] }[] }];
    };
    const results = log.runs[0].results.filter(({ ruleId }) => ruleId === RULE);
    const same = results.map(({ relatedLocations = [] }) =>
      relatedLocations.map(({ message }) => message.text).filter((text) => text.startsWith('the same')),
    );
    expect(same).toEqual([
      ['the same here', 'the same here'],
      ['the same, told first here'],
      ['the same, told first here'],
    ]);
  });
});
