import { run } from './run.js';
import { processTerminal } from './terminal.js';

// Not process.exit: what is still being written to a pipe would be cut off.
process.exitCode = run(process.argv.slice(2), processTerminal());
