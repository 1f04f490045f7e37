import { atLeast } from '../../core/report/severity.js';
import { select } from '../../core/report/selection.js';
import type { ExitCode } from '../exitCode.js';
import { EXIT } from '../exitCode.js';
import { fileUri } from '../../disk/fileUri.js';
import type { Analysis } from './analysis.js';
import type { ScanRequest } from './scanOptions.js';

/**
 * The exit code of a scan. A file that could not be read whole, or a folder whose configuration is wrong, counts as a finding: what it grants is not known, and
 * a build must not pass because a file is broken.
 */
export function verdict({ host, root, selection, isSpoiled }: Analysis, { failOn }: ScanRequest): ExitCode {
  if (failOn === 'none') return EXIT.clean;
  if (isSpoiled) return EXIT.findings;
  const { files, findings } = select(host.snapshot, fileUri(root), selection);
  const fails =
    findings.some(({ finding }) => finding.suppressed === null && atLeast(finding.severity, failOn)) ||
    files.some(({ problems }) => problems.some(({ severity }) => severity === 'error'));
  return fails ? EXIT.findings : EXIT.clean;
}
