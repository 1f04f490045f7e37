import { needsOf, renderNeeds, renderNeedsAsJson } from '../../core/report/needsReport.js';
import type { Command } from '../command.js';
import { EXIT } from '../exitCode.js';
import { fileUri } from '../../disk/fileUri.js';
import { paintFor } from '../paint.js';
import { Progress } from '../progress.js';
import { remark } from '../remark.js';
import { analyse } from '../scanning/analysis.js';
import { scanRequest } from '../scanning/scanOptions.js';

const FORMATS = ['text', 'json'] as const;

export const needs: Command = {
  name: 'needs',
  summary: 'show what the steps of each job need of GITHUB_TOKEN, against what it was granted',
  operands: '[PATH...] [OPTIONS]',
  details: `PATH is a file, a folder or a glob in quotes; without any, the current folder.
A need is known by the step that has it. Where a step is not known, what it could use is unknown, never nothing.`,
  options: {
    format: { value: 'FORMAT', choices: FORMATS, short: 'f', help: 'how to print it (default: text)' },
    config: { value: 'FILE', help: 'use this file instead of the .trustscope.yml files' },
    quiet: { short: 'q', help: 'nothing but the tables: no progress, no remarks' },
    'no-color': { help: 'no colours, whatever the terminal' },
  },
  run: (args, terminal) => {
    const request = scanRequest(args);
    const progress = new Progress(terminal, !request.quiet);
    const analysis = analyse(request, terminal, progress);
    progress.clear();
    const wrong = analysis.configurationMistakes.length > 0;
    const remarks = wrong ? analysis.configurationMistakes : request.quiet ? [] : analysis.complaints;
    terminal.err(remarks.map(remark).join(''));
    if (wrong) return EXIT.usage;
    const asked = [...analysis.files].filter(([, file]) => file.asked).map(([uri]) => uri);
    const sessions = needsOf(analysis.host.snapshot, asked, fileUri(analysis.root));
    terminal.out(
      args.choice('format', FORMATS, 'text') === 'json'
        ? renderNeedsAsJson(sessions)
        : renderNeeds(sessions, paintFor(terminal, args.has('no-color')), terminal.columns),
    );
    return EXIT.clean;
  },
};
