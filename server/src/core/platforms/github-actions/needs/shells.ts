import type { Host } from '../../../model/facts.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Job, Workflow } from '../workflow.js';

/**
 * The shell of a `run:` that names none: `defaults.run.shell` of the job, then of the workflow; else bash, but
 * PowerShell on Windows.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export function defaultShell(workflow: Workflow, job: Job, host: Host | undefined): 'bash' | 'other' {
  const written = [job.node, workflow.node]
    .map((node) => textOf(get(get(get(node, 'defaults'), 'run'), 'shell')))
    .find((shell) => shell !== undefined);
  if (written !== undefined) return /^(?:ba)?sh\b/u.test(written) ? 'bash' : 'other';
  const labels = host?.labels ?? [];
  const isWindows = labels.length > 0 && labels.every((label) => /windows/iu.test(label));
  return isWindows ? 'other' : 'bash';
}
