import type { Command } from '../command.js';
import { EXIT, UsageError } from '../exitCode.js';

const TRANSPORTS = ['stdio', 'pipe', 'socket', 'node-ipc'];

/** Starts the language server, which reads the same words itself (`server/src/lsp/node.ts`). */
export const lsp: Command = {
  name: 'lsp',
  summary: 'start the language server, for editors',
  operands: '--stdio',
  options: {
    stdio: { help: 'talk over standard input and output' },
    pipe: { value: 'NAME', help: 'talk over a pipe of this name' },
    socket: { value: 'PORT', help: 'talk over this port of the loopback interface' },
    'node-ipc': { help: 'talk over the channel of a Node process that has started this one' },
    clientProcessId: { value: 'PID', help: 'accepted, since some editors add it' },
  },
  details: `The server reads the files of the workspace's folders by itself, as \`trustscope scan\` does, unless the editor
says that it hands them out. Set-ups for Neovim, Helix, Emacs and others: docs/editors in the repository.`,
  run: (args, terminal) => {
    if (args.operands.length > 0) {
      throw new UsageError(`lsp takes no file; it got ${args.operands.join(' ')}`);
    }
    if (!TRANSPORTS.some((name) => args.has(name))) {
      throw new UsageError('say how the editor talks to the server: trustscope lsp --stdio');
    }
    if (terminal.serve === undefined) throw new UsageError('there is no language server beside this program');
    terminal.serve();
    return EXIT.clean;
  },
};
