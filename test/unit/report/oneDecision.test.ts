import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { Snapshot } from '../../../server/src/core/analysis/snapshot.js';
import { baselineText, readBaseline } from '../../../server/src/core/report/baseline.js';
import { buildReport } from '../../../server/src/core/report/report.js';
import { renderReport } from '../../../server/src/core/report/renderReport.js';
import { select } from '../../../server/src/core/report/selection.js';

const ROOT = 'file:///w';
const PATH = 'infra/deploy.json';

/** A role that pipelines take, with a statement for each service, each with a resource of its own. */
function role(...services: readonly string[]): string {
  const statements = services.map((service) => ({
    Effect: 'Allow',
    Action: [`${service}:*`],
    Resource: `arn:aws:${service}:eu-west-1:111122223333:shop-*`,
  }));
  return JSON.stringify(
    {
      Resources: {
        Deploy: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {
              Statement: [
                {
                  Effect: 'Allow',
                  Principal: { Service: 'codebuild.amazonaws.com' },
                  Action: 'sts:AssumeRole',
                },
              ],
            },
            Policies: [{ PolicyName: 'all', PolicyDocument: { Statement: statements } }],
          },
        },
      },
    },
    undefined,
    2,
  );
}

function workspace(text: string): Snapshot {
  return new AnalysisHost().apply([{ uri: `${ROOT}/${PATH}`, root: ROOT, text }]);
}

function textOf(snapshot: Snapshot, format: 'text' | 'markdown'): string {
  return renderReport(snapshot, ROOT, format, { version: '0' });
}

describe('findings that one person decides on together', () => {
  const three = workspace(role('sqs', 'sns', 'dynamodb'));

  it('are each a finding', () => {
    const { findings } = buildReport(three, ROOT, { version: '0' });
    expect(findings.filter(({ rule }) => rule === 'wildcard-action')).toHaveLength(3);
  });

  it.each(['text', 'markdown'] as const)('are told once for people, as %s', (format) => {
    const told = textOf(three, format);
    expect(told.match(/may do `sqs:\*`/gu)).toHaveLength(1);
    expect(told).not.toMatch(/may do `sns:\*`/u);
    expect(told).toMatch(/the same in 2 other places of it: `sns:\*` at \d+:\d+, `dynamodb:\*` at/u);
  });

  it('are counted', () => {
    expect(textOf(three, 'text')).toContain('2 told with another');
  });

  it('hide no new one behind those that were accepted', () => {
    const before = select(workspace(role('sqs', 'sns')), ROOT);
    const entries = readBaseline(baselineText(before.findings, [], before.places, '2026-12-02'));
    const { findings, together } = select(three, ROOT, {
      baseline: { entries, root: ROOT, covers: () => true },
    });
    const fresh = findings.filter(({ finding }) => finding.rule === 'wildcard-action');
    expect(fresh.map(({ finding }) => finding.message)).toEqual([expect.stringContaining('`dynamodb:*`')]);
    expect(fresh.map(together.firstOf)).toEqual([undefined]);
  });

  it('stay apart in two sessions', () => {
    const [first = '', second = ''] = [role('sqs'), role('sns')].map((text) =>
      JSON.stringify(JSON.parse(text)),
    );
    const two = new AnalysisHost().apply([
      { uri: `${ROOT}/a.json`, root: ROOT, text: first },
      { uri: `${ROOT}/b.json`, root: ROOT, text: second },
    ]);
    expect(textOf(two, 'text')).not.toContain('told with another');
  });
});

describe('findings that one setting decides', () => {
  const job = (body: string): string =>
    `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n${body}`;
  const foreign = job('      - uses: acme/one@v1\n');
  const files = {
    'a.yml': foreign,
    'b.yml': job('      - uses: acme/two@v1\n'),
    // Anybody starts it, which is more than the setting decides.
    'c.yml': foreign.replace('on: push', 'on: issues'),
  };
  const snapshot = new AnalysisHost().apply(
    Object.entries(files).map(([name, text]) => ({
      uri: `${ROOT}/.github/workflows/${name}`,
      root: ROOT,
      text,
    })),
  );

  it('are each a finding', () => {
    const { findings } = buildReport(snapshot, ROOT, { version: '0' });
    expect(findings.filter(({ rule }) => rule === 'implicit-token-permissions')).toHaveLength(3);
  });

  it.each(['text', 'markdown'] as const)('are told once for a repository, as %s', (format) => {
    const told = textOf(snapshot, format);
    expect(told.match(/names no permissions/gu)).toHaveLength(2);
    expect(told).toMatch(/the same in 1 other place: .*b\.yml:\d+:\d+/u);
    expect(told).toMatch(/by opening an issue, can start it/u);
  });
});
