import { describe, expect, it } from 'vitest';
import { readingReport } from '../../server/src/lsp/firstReading.js';
import { openRepository, pathOf } from '../support/repository.js';

describe('the report of the first reading', () => {
  it('says what was read, and by which configuration', () => {
    const snapshot = openRepository(
      new Map([
        ['.github/workflows/ci.yml', 'on: push\njobs: { a: { runs-on: x, steps: [{ run: echo }] } }\n'],
        ['.gitlab-ci.yml', 'a: { script: [make] }\nb: { script: [make] }\n'],
        ['.trustscope.yml', 'rules: {}\n'],
      ]),
    );
    expect(readingReport(snapshot, pathOf)).toBe(
      'Read 2 files (github-actions 1, gitlab-ci 1), 3 sessions. Configuration: .trustscope.yml.',
    );
  });

  it('says that there is none', () => {
    expect(readingReport(openRepository(new Map()), pathOf)).toBe(
      'Read 0 files, 0 sessions. No configuration was found, so defaults count.',
    );
  });
});
