import type { Terminal } from '../../server/src/cli/terminal.js';

/** A terminal that stands in a folder, shows nothing and is given nothing. */
export function silentTerminal(folder: string): Terminal {
  return {
    cwd: folder,
    env: {},
    out: () => undefined,
    err: () => undefined,
    readInput: () => Buffer.alloc(0),
    columns: undefined,
    errColumns: undefined,
  };
}
