import type { ShellCommand } from '../../model/shellScript.js';
import { readPipelineScript } from '../../pipelines/script.js';
import { behind } from '../../pipelines/scripts/behind.js';
import { ranBy } from '../../pipelines/scripts/ran.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import type { Step } from './workflow.js';

/** Scripts that run scripts are followed this far, and no more than so many for one step. */
const MOST_DEPTH = 4;
const MOST_SCRIPTS = 24;

/**
 * The scripts of the shell that a step's commands run out of the repository: files, targets of make, scripts of a
 * package, and what these run in turn; in the order in which they are come by, each once.
 *
 * @param inFolder where the job's commands run, below the root, unless the step says so itself
 */
export function ranScripts(reading: Reading, step: Step, inFolder = ''): readonly string[] {
  const { run } = step;
  if (run === undefined) return [];
  const folder = textOf(get(step.node, 'working-directory')) ?? inFolder;
  if (folder.includes('$')) return [];
  // Asked for more than once; with other files of the repository the memory is another one.
  return reading.once(`scripts run in ${folder},`, run.text, () => scriptsOf(reading, run.text, folder));
}

function scriptsOf(reading: Reading, script: string, folder: string): readonly string[] {
  const files = { textOf: (path: string) => reading.fileText(path), parseShell: reading.parseShell };
  const texts: string[] = [];
  const seen = new Set<string>();
  const follow = (commands: readonly ShellCommand[], depth: number): void => {
    for (const command of commands) {
      const ran = ranBy(command);
      const key = JSON.stringify(ran);
      if (ran === undefined || seen.has(key) || seen.size >= MOST_SCRIPTS) continue;
      seen.add(key);
      const read = behind(ran, folder, files);
      if (read === undefined) continue;
      texts.push(...read.texts);
      if (depth < MOST_DEPTH) follow(read.commands, depth + 1);
    }
  };
  follow(commandsOf(reading, script), 1);
  return texts;
}

function commandsOf(reading: Reading, script: string): readonly ShellCommand[] {
  const { parseShell } = reading;
  return reading.once('bash', script, () => readPipelineScript(script, { isBash: true, parseShell }))
    .commands;
}
