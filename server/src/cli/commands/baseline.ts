import { join, resolve } from 'node:path';
import { baselineText } from '../../core/report/baseline.js';
import { Places } from '../../core/report/places.js';
import { select } from '../../core/report/selection.js';
import { counted } from '../../core/text/phrases.js';
import { fileUri, shown } from '../../disk/fileUri.js';
import { Arguments } from '../arguments.js';
import type { Command } from '../command.js';
import { lockPlace } from '../comparing/lockFile.js';
import { EXIT, UsageError } from '../exitCode.js';
import { replaceFile } from '../files/replaceFile.js';
import { Progress } from '../progress.js';
import { remark } from '../remark.js';
import { analyse } from '../scanning/analysis.js';
import { BASELINE_NAME, baselineEntries } from '../scanning/baselineFile.js';
import { scanRequest } from '../scanning/scanOptions.js';

export const baseline: Command = {
  name: 'baseline',
  summary: `accept the findings that are there, in ${BASELINE_NAME}, so that scan shows new ones alone`,
  operands: '[FOLDER] [OPTIONS]',
  details: `Without FOLDER the repository that the current folder is in. One line for each finding, with the day on which it
was first accepted; meant to be committed. A finding keeps its identity when lines move, a file is formatted anew or
moves, or a session is renamed: it is known by its rule, its session and the text that it points at.
trustscope scan --baseline ${BASELINE_NAME} leaves accepted findings out, and counts entries that are stale.
Run this again to drop those and to accept what is new. Editors show all findings, accepted ones too.`,
  options: {
    output: { value: 'FILE', short: 'o', help: `write to this file instead of ${BASELINE_NAME}` },
    quiet: { short: 'q', help: 'no progress, and no line at the end' },
  },
  run: (args, terminal) => {
    const { folder } = lockPlace(args, terminal);
    const output = args.value('output');
    const path = output === undefined ? join(folder, BASELINE_NAME) : resolve(terminal.cwd, output);
    const before = baselineEntries(path, terminal.cwd) ?? [];
    const progress = new Progress(terminal, !args.has('quiet'));
    const request = { ...scanRequest(new Arguments([folder], new Map())), quiet: args.has('quiet') };
    const { host, selection, configurationMistakes: mistakes } = analyse(request, terminal, progress);
    progress.clear();
    const [mistake] = mistakes;
    if (mistake !== undefined) throw new UsageError(mistake);
    const root = fileUri(resolve(path, '..'));
    const { findings } = select(host.snapshot, root, { ...selection, minSeverity: 'hint' });
    const today = new Date().toISOString().slice(0, 10);
    const text = baselineText(findings, before, new Places(host.snapshot, root), today);
    const name = shown(terminal.cwd, path);
    try {
      replaceFile(path, text);
    } catch (error) {
      throw new UsageError(`${name} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
    }
    const accepted = findings.filter(({ finding }) => finding.suppressed === null).length;
    if (!args.has('quiet')) terminal.err(remark(`${counted(accepted, 'finding')} accepted in ${name}`));
    return EXIT.clean;
  },
};
