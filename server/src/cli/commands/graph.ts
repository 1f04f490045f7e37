import { GRAPH_FORMATS } from '../../core/report/graph/graphFormats.js';
import { graphText } from '../../core/report/graph/graphText.js';
import { reachGraph } from '../../core/report/graph/reachPicture.js';
import { fileUri } from '../../disk/fileUri.js';
import { Arguments } from '../arguments.js';
import type { Command } from '../command.js';
import type { ExitCode } from '../exitCode.js';
import { EXIT, UsageError } from '../exitCode.js';
import { Progress } from '../progress.js';
import { remark } from '../remark.js';
import { analyse } from '../scanning/analysis.js';
import { scanRequest } from '../scanning/scanOptions.js';
import type { Terminal } from '../terminal.js';
import { emitText } from './report.js';

export const graph: Command = {
  name: 'graph',
  summary: 'draw who starts which session, and what it reaches over which gates',
  operands: '[FOLDER] [OPTIONS]',
  details: `Where there are many sessions, those of one file or folder stand together; narrow it by --search to see them.

Exit codes:
  0  the graph is written
  2  the command line is wrong, or something cannot be read or written
  3  TrustScope itself failed`,
  options: {
    format: { value: 'FORMAT', choices: GRAPH_FORMATS, short: 'f', help: 'how to write it (default: svg)' },
    search: { value: 'WORDS', help: 'only sessions that have all these words' },
    system: { value: 'NAME', help: 'only what leads to this system' },
    'only-open': { help: 'only what no proved gate stops' },
    output: { value: 'FILE', short: 'o', help: 'write it to a file' },
    quiet: { short: 'q', help: 'no progress' },
  },
  run: runGraph,
};

function runGraph(args: Arguments, terminal: Terminal): ExitCode {
  const [folder = '.', ...others] = args.operands;
  if (others.length > 0) throw new UsageError('graph takes one folder');
  const quiet = args.has('quiet');
  const progress = new Progress(terminal, !quiet);
  const analysis = analyse({ ...scanRequest(new Arguments([folder], new Map())), quiet }, terminal, progress);
  progress.clear();
  if (analysis.configurationMistakes.length > 0) {
    terminal.err(analysis.configurationMistakes.map(remark).join(''));
    return EXIT.usage;
  }
  const root = fileUri(analysis.root);
  const [search, system] = [args.value('search'), args.value('system')];
  const drawn = reachGraph(analysis.host.snapshot.model.scopes, () => root, {
    onlyOpen: args.has('only-open'),
    ...(search === undefined ? {} : { search }),
    ...(system === undefined ? {} : { system }),
  });
  emitText(graphText(drawn, args.choice('format', GRAPH_FORMATS, 'svg')), args, terminal);
  return EXIT.clean;
}
