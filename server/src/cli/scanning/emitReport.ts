import { resolve } from 'node:path';
import { reportParts } from '../../core/report/renderReport.js';
import type { ReportFormat } from '../../core/report/reportFormats.js';
import { ruleMetas } from '../../core/report/ruleMetas.js';
import { assets } from '../assets.js';
import { UsageError } from '../exitCode.js';
import { chunks } from '../files/chunks.js';
import { below, fileUri, shown } from '../../disk/fileUri.js';
import { replaceFile } from '../files/replaceFile.js';
import { Repositories } from '../../disk/repository.js';
import { paintFor } from '../paint.js';
import type { Progress } from '../progress.js';
import { remark } from '../remark.js';
import type { Terminal } from '../terminal.js';
import type { Analysis } from './analysis.js';
import type { ScanRequest } from './scanOptions.js';

/** Writes the report to standard output or to the file asked for. */
export function emitReport(
  analysis: Analysis,
  request: ScanRequest,
  terminal: Terminal,
  progress: Progress,
): void {
  const { format, output, quiet } = request;
  const toTerminal = output === undefined;
  const width = toTerminal ? terminal.columns : undefined;
  const { version, rulePages } = assets();
  const root = reportRoot(analysis, format, terminal.cwd);
  const report = reportParts(analysis.host.snapshot, fileUri(root), format, {
    ...analysis.selection,
    notRead: analysis.notRead.map(({ path, why }) => ({ path: shown(root, path) || '.', why })),
    version,
    rulePages,
    ruleMetas: ruleMetas(),
    seconds: progress.seconds,
    quiet,
    paint: paintFor(terminal, request.noColor || !toTerminal),
    ...(width === undefined ? {} : { width }),
  });
  progress.clear();
  if (!quiet) terminal.err(analysis.complaints.map(remark).join(''));
  if (toTerminal) for (const chunk of chunks(report)) terminal.out(chunk);
  else writeOutput(resolve(terminal.cwd, output), output, report);
}

/**
 * The folder that paths start from. People and annotations want them from where they stand; SARIF and GitLab's code
 * quality are matched with a repository's files; JSON speaks of the scanned root, wherever the scan was started.
 */
function reportRoot({ root }: Analysis, format: ReportFormat, cwd: string): string {
  switch (format) {
    case 'json':
      return root;
    case 'sarif':
    case 'gitlab':
      return new Repositories().topOf(root, root);
    case 'text':
    case 'markdown':
    case 'github':
    case 'rdjson':
    case 'junit':
      return below(cwd, root) === undefined ? root : cwd;
  }
}

function writeOutput(path: string, written: string, report: Iterable<string>): void {
  try {
    replaceFile(path, report);
  } catch (error) {
    throw new UsageError(
      `--output ${written} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`,
    );
  }
}
