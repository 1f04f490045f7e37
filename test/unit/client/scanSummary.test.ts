import { describe, expect, it } from 'vitest';
import { scanSummary } from '../../../client/src/commands/scanSummary.js';

const none = { error: 0, warning: 0, information: 0, hint: 0 };
const widths = { narrow: 0, moderate: 0, broad: 0, unbounded: 0, unknown: 0 };

describe('scanSummary', () => {
  it('says widths first, the widest of them first, then findings, then files', () => {
    const result = {
      files: 43,
      sessions: 43,
      widths: { ...widths, narrow: 31, moderate: 9, broad: 3 },
      findings: { ...none, error: 2, warning: 1 },
    };
    expect(scanSummary(result)).toBe(
      '3 sessions broad, 9 moderate, 31 narrow · 2 errors, 1 warning · 43 files',
    );
  });

  it('says that there is nothing, in one way or the other', () => {
    const one = { files: 1, sessions: 1, widths: { ...widths, narrow: 1 }, findings: none };
    expect(scanSummary(one)).toBe('1 session narrow · no findings · 1 file');
    expect(scanSummary({ ...one, sessions: 0, widths })).toBe('no sessions · no findings · 1 file');
    expect(scanSummary({ ...one, files: 0 })).toBe('TrustScope found no workflow in this workspace.');
  });
});
