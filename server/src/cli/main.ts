import { loweringTools } from './loweringTools.js';
import { run } from './run.js';
import { processTerminal } from './terminal.js';

void main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<void> {
  // Only what reads files reads scripts; the bundle is a script and so knows its folder.
  const readsFiles = ['scan', 'diff', 'check', 'lock', 'needs', 'can'].includes(words[0] ?? '');
  const folder = readsFiles && typeof __dirname === 'string' ? __dirname : undefined;
  // Not process.exit: what is still being written to a pipe would be cut off.
  process.exitCode = run(words, { ...processTerminal(), tools: await loweringTools(folder) });
}
