import type { Host } from '../../../model/facts.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Around } from '../around.js';
import type { Job } from '../workflow.js';

/**
 * The shell of a `run:` that names none: `defaults.run.shell` of the job, then of the workflow; else bash, but
 * PowerShell on Windows.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export function defaultShell(workflow: Around, job: Job, host: Host | undefined): 'bash' | 'other' {
  const written = runDefault(workflow, job, 'shell');
  if (written !== undefined) return /^(?:ba)?sh\b/u.test(written) ? 'bash' : 'other';
  const labels = host?.labels ?? [];
  const isWindows = labels.length > 0 && labels.every((label) => /windows/iu.test(label));
  return isWindows ? 'other' : 'bash';
}

/** The folder of a `run:` that names none: `defaults.run.working-directory` of the job, then of the workflow. */
export function defaultFolder(workflow: Around, job: Job): string | undefined {
  return runDefault(workflow, job, 'working-directory');
}

function runDefault(workflow: Around, job: Job, key: string): string | undefined {
  return [get(job.node, 'defaults'), workflow.defaults]
    .map((defaults) => textOf(get(get(defaults, 'run'), key)))
    .find((value) => value !== undefined);
}
