import { get } from '../../syntax/syntaxTree.js';
import type { Config, Workflow } from './config.js';
import { find } from './library.js';
import type { Invocation } from './invocations.js';
import { InvocationIndex } from './invocations.js';
import type { Reading } from './reading.js';
import { meantBy, meantWords } from '../../text/meant.js';
import { quoted } from '../../text/quoted.js';

/**
 * What CircleCI refuses and what bears on a session's scope: a job that nothing defines, one that is needed and not
 * there. It is not the place for all that a file can get wrong.
 */
export function checkShape(
  reading: Reading,
  config: Config,
  workflows: readonly { readonly workflow: Workflow; readonly invocations: readonly Invocation[] }[],
): void {
  // Files beside the first one may be parts that something puts together.
  if (config.isContinuation) return;
  for (const { workflow, invocations } of workflows) {
    const index = new InvocationIndex(invocations);
    for (const invocation of invocations) {
      checkJob(reading, config, invocation);
      for (const requirement of invocation.requires) {
        if (requirement.name.includes('<<') || index.needed(requirement).length > 0) continue;
        const meant = meantBy(
          requirement.name,
          invocations.map(({ name }) => name),
        );
        reading.refuse(
          requirement.node,
          `Job ${quoted(invocation.name)} requires ${quoted(requirement.name)}, and workflow ${quoted(workflow.name)} has no such job${meantWords(meant)}`,
          meant,
        );
      }
    }
  }
}

function checkJob(reading: Reading, config: Config, { job, key, kind, body }: Invocation): void {
  if (kind === 'approval' || job.includes('<<') || get(body, 'override-with') !== undefined) return;
  if (find(config.library, 'jobs', job) !== undefined) return;
  const slash = job.indexOf('/');
  const orb = slash < 0 ? undefined : job.slice(0, slash);
  if (orb !== undefined && !config.library.orbs.has(orb)) {
    reading.refuse(
      key,
      `${quoted(job)} is a job of the orb ${quoted(orb)}, which \`orbs\` does not name; CircleCI refuses the file.`,
      meantBy(orb, config.library.orbs.keys()),
    );
    return;
  }
  const meant = orb === undefined ? meantBy(job, config.library.jobs.keys()) : undefined;
  reading.refuse(
    key,
    `Nothing defines the job ${quoted(job)}: CircleCI refuses the file${meantWords(meant)}`,
    meant,
  );
}
