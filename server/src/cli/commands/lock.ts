import { lockText } from '../../core/compare/lock.js';
import { counted } from '../../core/text/phrases.js';
import type { Command } from '../command.js';
import { lockPlace } from '../comparing/lockFile.js';
import { folderState } from '../comparing/states.js';
import { EXIT, UsageError } from '../exitCode.js';
import { replaceFile } from '../files/replaceFile.js';

export const lock: Command = {
  name: 'lock',
  summary: 'write what every session may do to .trustscope.lock.json, to be committed',
  operands: '[FOLDER] [OPTIONS]',
  details: `Without FOLDER the repository that the current folder is in. One line a grant, sorted, without places: what gets wider
shows as added lines of a pull request, and what is only moved or written in another way changes nothing.
trustscope check compares the workspace with it.`,
  options: {
    lock: { value: 'FILE', help: 'write to this file instead' },
    quiet: { short: 'q', help: 'no progress, and no line at the end' },
  },
  run: (args, terminal) => {
    const place = lockPlace(args, terminal);
    const { sessions } = folderState(place.folder, terminal, args.has('quiet'));
    try {
      replaceFile(place.path, lockText(sessions));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new UsageError(`${place.shown} cannot be written (${code ?? 'error'})`);
    }
    if (!args.has('quiet')) {
      terminal.err(`trustscope: ${counted(sessions.length, 'session')} in ${place.shown}\n`);
    }
    return EXIT.clean;
  },
};
