import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { renderGitLab } from '../../../server/src/core/report/formats/gitlab.js';
import { findingOf, originAt, RELEASE, RELEASE_TEXT, ROOT, snapshotOf } from './sample.js';

/**
 * What GitLab documents of the report; it publishes no schema.
 * https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
const DOCUMENTED = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^[^/]' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
} as const;

interface Issue {
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: object;
}

const render = (sample: Parameters<typeof snapshotOf>[0] = {}, options = {}) =>
  JSON.parse(renderGitLab(snapshotOf(sample), ROOT, options)) as Issue[];

const PROBLEM = {
  uri: RELEASE,
  message: 'odd',
  range: { start: 0, end: 4 },
  severity: 'error',
  kind: 'syntax',
} as const;

describe('renderGitLab', () => {
  it('is what GitLab documents', () => {
    const ajv = new Ajv({ allErrors: true, strict: true });
    const findings = [findingOf(), findingOf({ session: null }), findingOf({ severity: 'hint' })];
    const issues = render(
      { findings, problems: [PROBLEM] },
      { notRead: [{ path: 'infra', why: 'cannot be read' }] },
    );
    ajv.validate(DOCUMENTED, issues);
    expect(ajv.errors).toBeNull();
    expect(issues.map(({ check_name, severity }) => [check_name, severity])).toEqual([
      ['syntax', 'critical'],
      ['broad-token-permissions', 'critical'],
      ['broad-token-permissions', 'critical'],
      ['broad-token-permissions', 'info'],
      ['not-read', 'minor'],
      ['not-read', 'minor'],
    ]);
  });

  it('names the line from 1', () => {
    expect(render()[0]?.location).toEqual({ path: '.github/workflows/release.yml', lines: { begin: 3 } });
  });

  it('gives each issue a fingerprint of its own, which stays while lines move', () => {
    const marks = (text: string) => {
      const start = text.indexOf('write-all');
      const finding = findingOf({ origin: { uri: RELEASE, range: { start, end: start + 9 } } });
      return render({ texts: { [RELEASE]: text }, findings: [finding, finding] }).map(
        ({ fingerprint }) => fingerprint,
      );
    };
    const before = marks(RELEASE_TEXT);
    expect(marks(`# a comment\n\n${RELEASE_TEXT}`)).toEqual(before);
    expect(new Set(before).size).toBe(2);
  });

  it('leaves suppressed findings out, and has no byte order mark', () => {
    const suppressed = { rule: 'x', reason: 'y', origin: originAt('jobs') };
    expect(renderGitLab(snapshotOf({ findings: [findingOf({ suppressed })] }), ROOT)).toBe('[]\n');
  });
});
