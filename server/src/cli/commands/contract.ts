import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIGURATION_NAMES } from '../../core/analysis/configurationResolver.js';
import { select } from '../../core/report/selection.js';
import { counted } from '../../core/text/phrases.js';
import { fileUri, shown } from '../../disk/fileUri.js';
import { readText } from '../../disk/readText.js';
import type { Command } from '../command.js';
import { CONTRACT_RULE, CONTRACT_RULES } from '../comparing/agreedContract.js';
import { contractOf } from '../comparing/contractFile.js';
import { lockPlace } from '../comparing/lockFile.js';
import type { State } from '../comparing/states.js';
import { folderState } from '../comparing/states.js';
import { EXIT, UsageError } from '../exitCode.js';
import { replaceFile } from '../files/replaceFile.js';
import { remark } from '../remark.js';

export const contract: Command = {
  name: 'contract',
  summary: 'write a contract from what sessions may do today, to be agreed on and narrowed',
  operands: '[FOLDER] --init [OPTIONS]',
  details: `Without FOLDER the repository that the current folder is in. Writes scopes: to its .trustscope.yml, behind what
stands there: a ceiling for each kind of session as it is, and one for whatever comes anew, which may read the
repository alone. Where all sessions of a file do the same they are named by a pattern. trustscope scan finds nothing
beyond it then; trustscope check --base holds changes to it.

Exit codes: 0 written, 2 there is a contract already or the command line is wrong.`,
  options: {
    init: { help: 'write it; there must be none yet' },
    print: { help: 'with --init: print it instead of writing it' },
    quiet: { short: 'q', help: 'no progress, and no line at the end' },
  },
  run: (args, terminal) => {
    if (!args.has('init')) {
      throw new UsageError('contract needs --init; trustscope check holds the workspace to a contract');
    }
    const { folder } = lockPlace(args, terminal);
    const name = CONFIGURATION_NAMES.find((each) => existsSync(join(folder, each))) ?? '.trustscope.yml';
    const path = join(folder, name);
    const state = folderState(folder, terminal, args.has('quiet'), CONTRACT_RULES);
    const { snapshot } = state.host;
    const written = existsSync(path) ? readText(path).text : '';
    const own = snapshot.configurationTree(fileUri(path))?.documents[0];
    if (own?.kind === 'mapping' && own.entries.some(({ key }) => key.text === 'scopes')) {
      throw new UsageError(`${shown(terminal.cwd, path)} has a contract already`);
    }
    const made = contractOf(snapshot, folder, state.isAsked);
    if (args.has('print')) {
      terminal.out(made.text);
      return EXIT.clean;
    }
    const gap = written === '' ? '' : written.endsWith('\n') ? '\n' : '\n\n';
    const text = `${written}${gap}${made.text}`;
    write(path, text, shown(terminal.cwd, path));
    if (!args.has('quiet')) {
      const left = beyond(state, path, text);
      terminal.err(
        [
          `${counted(made.sessions, 'session')} in ${counted(made.entries.length, 'entry', 'entries')} of ${shown(terminal.cwd, path)}`,
          ...(left === 0 ? [] : [`${counted(left, 'place')} the contract could not be put in words for`]),
          ...made.apart.map((uri) => `${uri} counts alone for the sessions below it, and was left as it is`),
        ]
          .map(remark)
          .join(''),
      );
    }
    return EXIT.clean;
  },
};

function write(path: string, text: string, name: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    throw new UsageError(`${name} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
  }
}

/** What is beyond the contract that was just made. */
function beyond({ host, root, isAsked }: State, path: string, text: string): number {
  const snapshot = host.apply([{ uri: fileUri(path), root, text }]);
  const files = new Set(
    snapshot
      .files()
      .map(({ uri }) => uri)
      .filter(isAsked),
  );
  return select(snapshot, root, { files, rules: new Set([CONTRACT_RULE]) }).findings.length;
}
