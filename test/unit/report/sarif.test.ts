import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { ruleUri } from '../../../server/src/core/report/ruleUri.js';
import { renderSarif } from '../../../server/src/core/report/sarif/sarif.js';
import type { RuleMeta } from '../../../server/src/core/rules/rule.js';
import { findingOf, fixOf, originAt, RELEASE, RELEASE_TEXT, ROOT, snapshotOf } from './sample.js';

const META: RuleMeta = {
  id: 'broad-token-permissions',
  title: 'The token may do more than it needs',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};
const PAGE = '# broad-token-permissions\n\n## What it finds\n\nA token that may do\neverything.\n';

const render = (sample?: Parameters<typeof snapshotOf>[0], more = {}) =>
  JSON.parse(
    renderSarif(snapshotOf(sample), ROOT, {
      version: '1.2.3',
      ruleMetas: [META],
      rulePages: { [META.id]: PAGE },
      ...more,
    }),
  ) as Sarif;

/** As much of a log as the tests look at. */
interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } };
      readonly taxonomies: readonly {
        readonly name: string;
        readonly taxa: readonly { readonly id: string }[];
      }[];
      readonly results: readonly (Record<string, unknown> & {
        readonly partialFingerprints: Record<string, string>;
        readonly taxa: readonly Reference[];
      })[];
    },
  ];
}
interface Reference {
  readonly id: string;
  readonly index: number;
  readonly toolComponent: { readonly name: string; readonly index: number };
}

describe('renderSarif', () => {
  it('is valid against the official schema', () => {
    const path = createRequire(import.meta.url).resolve(
      '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
    );
    const schema = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    // It is written in draft 4, of which it uses nothing that draft 7 reads otherwise, the name of its id aside.
    delete schema['$schema'];
    delete schema['id'];
    const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true, unicodeRegExp: false }));
    const suppressed = { rule: META.id, reason: 'reviewed', origin: originAt('jobs') };
    const problems = [
      {
        uri: RELEASE,
        message: 'odd',
        range: { start: 0, end: 4 },
        severity: 'error',
        kind: 'syntax',
      } as const,
    ];
    const findings = [findingOf(), findingOf({ suppressed }), findingOf({ session: null, rule: 'unlisted' })];
    ajv.validate(schema, render({ findings, problems }));
    expect(ajv.errors).toBeNull();
  });

  it('describes rules with their page and the level of the plain case', () => {
    expect(render().runs[0].tool.driver.rules[0]).toMatchObject({
      id: META.id,
      shortDescription: { text: META.title },
      fullDescription: { text: 'A token that may do everything.' },
      helpUri: ruleUri(META.id),
      help: { markdown: PAGE.trimEnd() },
      properties: { tags: ['security', 'external/cwe/cwe-250'], 'security-severity': '5.5' },
      defaultConfiguration: { level: 'warning' },
    });
  });

  it('describes only rules that have results, and stays small and within what GitHub takes', () => {
    const idle = Array.from({ length: 50 }, (_, index) => ({ ...META, id: `idle-${String(index)}` }));
    const findings = Array.from({ length: 26 }, () => findingOf());
    const log = renderSarif(snapshotOf({ findings }), ROOT, {
      version: '1.2.3',
      ruleMetas: [META, ...idle],
      rulePages: Object.fromEntries([META, ...idle].map(({ id }) => [id, PAGE])),
    });
    const [run] = (JSON.parse(log) as Sarif).runs;
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual([META.id]);
    const { tags } = run.tool.driver.rules[0]?.['properties'] as { tags: string[] };
    // https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
    expect(tags.length).toBeLessThanOrEqual(10);
    expect(log.length).toBeLessThan(60_000);
  });

  it('counts lines and columns from 1, in UTF-16 code units', () => {
    const result = render().runs[0].results[0];
    expect(result).toMatchObject({
      ruleId: META.id,
      ruleIndex: 0,
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: '.github/workflows/release.yml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 14, endLine: 3, endColumn: 23 },
          },
        },
      ],
    });
    expect(render().runs[0]).toMatchObject({
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { '%SRCROOT%': { uri: `${ROOT}/` } },
    });
  });

  it('carries fixes as replacements', () => {
    const fix = fixOf({ applicability: 'unsafe', caution: 'may stop the upload' });
    expect(render({ fixes: () => [fix] }).runs[0].results[0]?.['fixes']).toMatchObject([
      {
        description: { text: 'Grant only `contents: write` (may stop the upload)' },
        artifactChanges: [
          {
            replacements: [
              {
                deletedRegion: { startLine: 3, startColumn: 14 },
                insertedContent: { text: '{ contents: write }' },
              },
            ],
          },
        ],
      },
    ]);
  });

  it('refers to controls so that every reference leads to the control it names', () => {
    const { taxonomies, results, tool } = render().runs[0];
    const related = tool.driver.rules[0]?.['relationships'] as { target: Reference }[];
    const unlisted = render({ findings: [findingOf({ rule: 'unlisted' })] }).runs[0].results[0]?.taxa;
    // A rule says them once for all its results; what has no rule says them itself.
    expect(results[0]?.taxa).toBeUndefined();
    expect(unlisted).toHaveLength(3);
    const references = related.map(({ target }) => target);
    expect(references.length).toBeGreaterThan(20);
    for (const { id, index, toolComponent } of references) {
      expect(taxonomies[toolComponent.index]?.name).toBe(toolComponent.name);
      expect(taxonomies[toolComponent.index]?.taxa[index]?.id).toBe(id);
    }
  });

  it('keeps fingerprints while lines move, and tells equal findings apart', () => {
    const marks = (text: string) => {
      const start = text.indexOf('write-all');
      const finding = findingOf({ origin: { uri: RELEASE, range: { start, end: start + 9 } } });
      return render({ texts: { [RELEASE]: text }, findings: [finding, finding] }).runs[0].results.map(
        ({ partialFingerprints }) => partialFingerprints['trustscopeFinding/v1'],
      );
    };
    const before = marks(RELEASE_TEXT);
    expect(marks(`# a comment\n\n${RELEASE_TEXT}`)).toEqual(before);
    expect(new Set(before).size).toBe(2);
  });
});
