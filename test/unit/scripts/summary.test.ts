import { describe, expect, it } from 'vitest';
import { toCounts } from '../../../scripts/test-summary.js';

describe('counts of a test run', () => {
  it('are taken as they are written', () => {
    expect(toCounts({ passed: 3, failed: 1 })).toEqual({ passed: 3, failed: 1 });
  });

  it('are read from the report of vitest', () => {
    const report = { numPassedTests: 5, numFailedTests: 2, numFailedTestSuites: 3 };
    expect(toCounts(report)).toEqual({ passed: 5, failed: 2 });
  });

  it('count a test file that could not be loaded', () => {
    const report = { numPassedTests: 5, numFailedTests: 0, numFailedTestSuites: 1 };
    expect(toCounts(report)).toEqual({ passed: 5, failed: 1 });
  });

  it('count what left nothing readable as failed', () => {
    expect(toCounts({})).toEqual({ passed: 0, failed: 1 });
  });
});
