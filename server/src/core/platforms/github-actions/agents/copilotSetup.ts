import type { Note } from '../../../model/facts.js';
import type { Reading } from '../reading.js';
import type { Job } from '../workflow.js';

/** The one name of a job that Copilot's agent looks for. */
const SETUP = 'copilot-setup-steps';

/** What a reader should know of the steps that run before the agent does. */
export function setupNote(reading: Reading, job: Job): readonly Note[] {
  if (job.id !== SETUP) return [];
  return [
    {
      origin: reading.originOf(job.permissions?.key ?? job.key),
      title: 'Steps before Copilot starts',
      text: 'These permissions are those of the steps here. The agent that starts after them gets a token of its own, and what the steps leave behind.',
      source:
        'https://docs.github.com/en/copilot/how-tos/use-copilot-agents/cloud-agent/customize-the-agent-environment',
    },
  ];
}
