import type { ScanWorkspaceResult } from '../../../server/src/protocol.js';

/** `3 sessions broad, 9 moderate, 31 narrow · 2 errors, 5 warnings · 43 files`: widths first, as on the command line. */
export function scanSummary({ files, sessions, widths, findings }: ScanWorkspaceResult): string {
  if (files === 0) return 'TrustScope found no workflow in this workspace.';
  const bands = (['unbounded', 'broad', 'unknown', 'moderate', 'narrow'] as const).filter(
    (band) => widths[band] > 0,
  );
  const widthTexts = bands.map((band, index) =>
    index === 0
      ? `${counted(widths[band], 'session')} ${words(band)}`
      : `${String(widths[band])} ${words(band)}`,
  );
  const findingTexts = [
    ...(findings.error > 0 ? [counted(findings.error, 'error')] : []),
    ...(findings.warning > 0 ? [counted(findings.warning, 'warning')] : []),
    ...(findings.information > 0 ? [`${String(findings.information)} information`] : []),
    ...(findings.hint > 0 ? [counted(findings.hint, 'hint')] : []),
  ];
  return [
    sessions === 0 ? 'no sessions' : widthTexts.join(', '),
    findingTexts.length === 0 ? 'no findings' : findingTexts.join(', '),
    counted(files, 'file'),
  ].join(' · ');
}

/** Of some it is not known how wide they are. */
function words(band: string): string {
  return band === 'unknown' ? 'not known' : band;
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
