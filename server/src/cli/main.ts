import { join } from 'node:path';
import { hasWork } from './guarding/hasWork.js';
import { loweringTools } from './loweringTools.js';
import { run } from './run.js';
import type { Terminal } from './terminal.js';
import { processTerminal } from './terminal.js';

/** Commands that neither read files nor tell of actions of AWS, and so need no tools. */
const WITHOUT_TOOLS: ReadonlySet<string> = new Set(['rules', 'schema', 'lsp', 'help']);

async function main(words: readonly string[]): Promise<void> {
  const terminal = heldInput(processTerminal());
  const [name = ''] = words;
  // A guard is asked at every edit, and most are none of its business.
  const needsTools =
    /^[a-z]/u.test(name) && !WITHOUT_TOOLS.has(name) && (name !== 'guard' || hasWork(terminal));
  // The bundle is a script and so knows its folder.
  const here = typeof __dirname === 'string' ? __dirname : undefined;
  // Not process.exit: what is still being written to a pipe would be cut off.
  process.exitCode = run(words, {
    ...terminal,
    tools: await loweringTools(needsTools ? here : undefined),
    // A program of its own, which lies beside this one and reads the words itself.
    ...(here === undefined ? {} : { serve: () => void import(join(here, 'server.cjs')) }),
  });
}

/** The terminal with its input read once, whoever asks for it. */
function heldInput(terminal: Terminal): Terminal {
  let input: Buffer | undefined;
  return { ...terminal, readInput: () => (input ??= terminal.readInput()) };
}

void main(process.argv.slice(2));
