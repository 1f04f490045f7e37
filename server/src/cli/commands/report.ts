import { resolve } from 'node:path';
import { compareStates } from '../../core/compare/compareStates.js';
import type { Comparison } from '../../core/report/change/comparison.js';
import { renderComparison } from '../../core/report/change/renderComparison.js';
import { renderHtml } from '../../core/report/html/renderHtml.js';
import { renderReport } from '../../core/report/renderReport.js';
import { fileUri, shown } from '../../disk/fileUri.js';
import { Arguments } from '../arguments.js';
import { assets } from '../assets.js';
import type { Command } from '../command.js';
import type { ExitCode } from '../exitCode.js';
import { EXIT, UsageError } from '../exitCode.js';
import { replaceFile } from '../files/replaceFile.js';
import { paintFor } from '../paint.js';
import { Progress } from '../progress.js';
import { remark } from '../remark.js';
import { analyse } from '../scanning/analysis.js';
import { scanRequest } from '../scanning/scanOptions.js';
import type { Terminal } from '../terminal.js';
import { comparedStates } from './diff.js';

const FORMATS = ['html', 'markdown'] as const;

export const report: Command = {
  name: 'report',
  summary: 'write a report for readers: sessions, picture, findings with controls, what is not known',
  operands: '[FOLDER] [OPTIONS]',
  details: `As html it is one file that loads nothing and runs nothing: to be kept, printed or sent.

Exit codes:
  0  the report is written
  2  the command line is wrong, or something cannot be read or written
  3  TrustScope itself failed`,
  options: {
    format: { value: 'FORMAT', choices: FORMATS, short: 'f', help: 'how to write it (default: html)' },
    base: { value: 'BASE', help: 'tell also what changed since this commit, branch or tag' },
    output: { value: 'FILE', short: 'o', help: 'write it to a file' },
    quiet: { short: 'q', help: 'no progress' },
  },
  run: runReport,
};

function runReport(args: Arguments, terminal: Terminal): ExitCode {
  const [folder = '.', ...others] = args.operands;
  if (others.length > 0) throw new UsageError('report takes one folder');
  const quiet = args.has('quiet');
  const progress = new Progress(terminal, !quiet);
  const request = { ...scanRequest(new Arguments([folder], new Map())), quiet };
  const analysis = analyse(request, terminal, progress);
  progress.clear();
  if (analysis.configurationMistakes.length > 0) {
    terminal.err(analysis.configurationMistakes.map(remark).join(''));
    return EXIT.usage;
  }
  const { snapshot } = analysis.host;
  const root = fileUri(analysis.root);
  const options = {
    ...analysis.selection,
    notRead: analysis.notRead.map(({ path, why }) => ({ path: shown(analysis.root, path) || '.', why })),
    version: assets().version,
  };
  const base = args.value('base');
  const comparison = base === undefined ? undefined : comparisonWith(base, terminal);
  const text =
    args.choice('format', FORMATS, 'html') === 'html'
      ? renderHtml(snapshot, root, { ...options, ...(comparison && { comparison }) })
      : renderReport(snapshot, root, 'markdown', options) +
        (comparison ? markdownOf(comparison, terminal) : '');
  emitText(text, args, terminal);
  return EXIT.clean;
}

function comparisonWith(base: string, terminal: Terminal): Comparison {
  const states = comparedStates(new Arguments([base], new Map([['quiet', []]])), terminal);
  const { before, after } = states;
  const changes = compareStates(before.sessions, after.sessions);
  return { base: states.base, changes, before: before.places, after: after.places };
}

function markdownOf(comparison: Comparison, terminal: Terminal): string {
  const { version } = assets();
  const options = { version, paint: paintFor(terminal, true), width: undefined, most: Infinity };
  return `\n${renderComparison(comparison, 'markdown', options)}`;
}

/** Prints a text, or writes it to the file asked for. */
export function emitText(text: string, args: Arguments, terminal: Terminal): void {
  const output = args.value('output');
  if (output === undefined) {
    terminal.out(text);
    return;
  }
  try {
    replaceFile(resolve(terminal.cwd, output), text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--output ${output} cannot be written (${code ?? 'error'})`);
  }
}
