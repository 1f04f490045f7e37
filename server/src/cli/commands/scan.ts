import type { Arguments } from '../arguments.js';
import type { Command } from '../command.js';
import type { ExitCode } from '../exitCode.js';
import { EXIT } from '../exitCode.js';
import { Progress } from '../progress.js';
import { analyse } from '../scanning/analysis.js';
import { emitReport } from '../scanning/emitReport.js';
import { runFixes } from '../scanning/runFixes.js';
import { SCAN_DETAILS, SCAN_OPTIONS, scanRequest } from '../scanning/scanOptions.js';
import { verdict } from '../scanning/verdict.js';
import { remark } from '../remark.js';
import type { Terminal } from '../terminal.js';

export const scan: Command = {
  name: 'scan',
  summary: 'show how far the sessions of workflows reach, and what is wider than it needs to be',
  operands: '[PATH...] [OPTIONS]',
  options: SCAN_OPTIONS,
  details: SCAN_DETAILS,
  run: runScan,
};

function runScan(args: Arguments, terminal: Terminal): ExitCode {
  const request = scanRequest(args);
  const progress = new Progress(terminal, !request.quiet);
  const analysis = analyse(request, terminal, progress);
  if (analysis.configurationMistakes.length > 0) {
    progress.clear();
    terminal.err(analysis.configurationMistakes.map(remark).join(''));
    return EXIT.usage;
  }
  const before = verdict(analysis, request);
  if (request.fix !== 'no') runFixes(analysis, request, terminal, progress);
  if (request.fix === 'dry-run') return before;
  emitReport(analysis, request, terminal, progress);
  return verdict(analysis, request);
}
