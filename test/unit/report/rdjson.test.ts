import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { renderRdjson } from '../../../server/src/core/report/formats/rdjson.js';
import { ruleUri } from '../../../server/src/core/report/ruleUri.js';
import { findingOf, fixOf, RELEASE, RELEASE_TEXT, ROOT, snapshotOf } from './sample.js';

const POSITION = {
  type: 'object',
  properties: { line: { type: 'integer', minimum: 1 }, column: { type: 'integer', minimum: 1 } },
  additionalProperties: false,
};
const RANGE = {
  type: 'object',
  properties: { start: POSITION, end: POSITION },
  required: ['start'],
  additionalProperties: false,
};

/**
 * The part of reviewdog's schema that the report uses, and tighter: nothing beside it.
 * https://github.com/reviewdog/reviewdog/blob/08614ef9c4095bcacfda60090a70da8834e17019/proto/rdf/jsonschema/DiagnosticResult.json
 */
const DIAGNOSTIC_RESULT = {
  type: 'object',
  additionalProperties: false,
  required: ['source', 'diagnostics'],
  properties: {
    source: {
      type: 'object',
      properties: { name: { type: 'string' }, url: { type: 'string' } },
      additionalProperties: false,
    },
    diagnostics: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['message', 'location', 'severity', 'code'],
        properties: {
          message: { type: 'string' },
          location: {
            type: 'object',
            properties: { path: { type: 'string' }, range: RANGE },
            required: ['path'],
            additionalProperties: false,
          },
          severity: { enum: ['UNKNOWN_SEVERITY', 'ERROR', 'WARNING', 'INFO'] },
          code: {
            type: 'object',
            properties: { value: { type: 'string' }, url: { type: 'string' } },
            required: ['value'],
            additionalProperties: false,
          },
          suggestions: {
            type: 'array',
            items: {
              type: 'object',
              properties: { range: RANGE, text: { type: 'string' } },
              required: ['range', 'text'],
              additionalProperties: false,
            },
          },
        },
      },
    },
  },
};

interface Result {
  readonly diagnostics: readonly {
    readonly location: { readonly range?: unknown };
    readonly suggestions?: unknown;
  }[];
}

const render = (sample: Parameters<typeof snapshotOf>[0] = {}, options = {}) =>
  JSON.parse(renderRdjson(snapshotOf(sample), ROOT, options)) as Result;

describe('renderRdjson', () => {
  it('is what the schema of reviewdog describes', () => {
    const ajv = new Ajv({ allErrors: true, strict: true });
    const problem = { uri: RELEASE, message: 'odd', range: { start: 0, end: 4 }, severity: 'error' } as const;
    const sample = {
      findings: [findingOf(), findingOf({ severity: 'hint' })],
      problems: [{ ...problem, kind: 'syntax' as const }],
    };
    const found = render(sample, { notRead: [{ path: 'infra', why: 'cannot be read' }] });
    ajv.validate(DIAGNOSTIC_RESULT, found);
    expect(ajv.errors).toBeNull();
    expect(found.diagnostics).toHaveLength(5);
    expect(found.diagnostics[1]).toMatchObject({
      code: { value: 'broad-token-permissions', url: ruleUri('broad-token-permissions') },
      severity: 'ERROR',
    });
  });

  it('counts columns in bytes of UTF-8, from 1', () => {
    const text = RELEASE_TEXT.replace('permissions: write-all', 'permissions: { "a𐐀b": write-all }');
    expect(text).not.toBe(RELEASE_TEXT);
    const start = text.indexOf('write-all');
    const finding = findingOf({ origin: { uri: RELEASE, range: { start, end: start + 9 } } });
    const line = text.slice(0, start).split('\n').length;
    const column = Buffer.byteLength(text.slice(text.lastIndexOf('\n', start) + 1, start)) + 1;
    expect(render({ texts: { [RELEASE]: text }, findings: [finding], fixes: () => [] }).diagnostics).toEqual([
      expect.objectContaining({
        location: {
          path: '.github/workflows/release.yml',
          range: { start: { line, column }, end: { line, column: column + 9 } },
        },
      }),
    ]);
    expect(column).toBe(text.slice(text.lastIndexOf('\n', start) + 1, start).length + 3);
  });

  it('suggests a safe fix of one edit, to the letter, and no other', () => {
    const newText = '{ contents: write } # password: hunter2hunter2';
    const [change] = fixOf().changes;
    const edit = change!.edits[0]!;
    const exact = fixOf({ changes: [{ uri: RELEASE, edits: [{ ...edit, newText }] }] });
    expect(render({ fixes: () => [exact] }).diagnostics[0]?.suggestions).toEqual([
      { range: { start: { line: 3, column: 14 }, end: { line: 3, column: 23 } }, text: newText },
    ]);
    const others = [
      fixOf({ applicability: 'unsafe' }),
      fixOf({ changes: [{ uri: RELEASE, edits: [edit, { range: { start: 0, end: 0 }, newText: '' }] }] }),
      fixOf({ changes: [{ uri: `${ROOT}/other.yml`, edits: [edit] }] }),
    ];
    expect(render({ fixes: () => others }).diagnostics[0]?.suggestions).toBeUndefined();
  });
});
