import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { renderReport } from '../../../server/src/core/report/renderReport.js';
import { REPORT_FORMATS } from '../../../server/src/core/report/reportFormats.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');
const KEY = `ghp_${'a1B2c3'.repeat(6)}`;

describe('a line that is shown with a finding', () => {
  const text = `on: pull_request_target\npermissions: write-all # token: ${KEY}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n`;
  const path = '.github/workflows/ci.yml';
  const snapshot = new AnalysisHost().apply([{ uri: uriOf(path), root: ROOT, text }]);

  it.each(REPORT_FORMATS)('holds no credential of the line in %s', (format) => {
    expect(snapshot.findings(uriOf(path))).not.toHaveLength(0);
    expect(renderReport(snapshot, ROOT, format, { version: '0' })).not.toContain(KEY);
  });

  it('is shown, with dots in its place', () => {
    expect(
      REPORT_FORMATS.filter((format) =>
        renderReport(snapshot, ROOT, format, { version: '0' }).includes('••••'),
      ),
    ).not.toHaveLength(0);
  });
});
