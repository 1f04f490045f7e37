import { compareStates } from '../../core/compare/compareStates.js';
import { COMPARISON_FORMATS } from '../../core/report/change/comparisonFormats.js';
import type { Command } from '../command.js';
import { lockedSessions, lockPlace } from '../comparing/lockFile.js';
import { folderState } from '../comparing/states.js';
import { EXIT } from '../exitCode.js';
import { emitComparison } from './diff.js';

export const check: Command = {
  name: 'check',
  summary: 'fail where the workspace is wider than .trustscope.lock.json says',
  operands: '[FOLDER] [OPTIONS]',
  details: `Tells what a session may do, how long it lasts and who starts it beyond the lock. A change that is meant is agreed on
by committing what trustscope lock writes.

Exit codes:
  0  nothing is wider than the lock says
  1  something is wider, or is no longer known
  2  the command line is wrong, or there is no lock that can be read
  3  TrustScope itself failed`,
  options: {
    lock: { value: 'FILE', help: 'compare with this file instead' },
    format: {
      value: 'FORMAT',
      choices: COMPARISON_FORMATS,
      short: 'f',
      help: 'how to tell it (default: text)',
    },
    output: { value: 'FILE', short: 'o', help: 'write it to a file' },
    all: { help: 'in text: every row, not the first five of each kind' },
    quiet: { short: 'q', help: 'no progress' },
    'no-color': { help: 'no colours, whatever the terminal' },
  },
  run: (args, terminal) => {
    const place = lockPlace(args, terminal);
    const agreed = lockedSessions(place);
    const { sessions, places } = folderState(place.folder, terminal, args.has('quiet'));
    const changes = compareStates(agreed, sessions);
    emitComparison({ base: place.shown, changes, after: places }, args, terminal);
    const isWider = changes.some(({ direction }) => direction === 'wider' || direction === 'became-unknown');
    return isWider ? EXIT.findings : EXIT.clean;
  },
};
