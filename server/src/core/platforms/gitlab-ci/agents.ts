import { systemOf } from '../../knowledge/names/systems.js';
import { sensitivityOf, tierOf } from '../../knowledge/names/words.js';
import type { CarriedIdentity } from '../../model/facts.js';
import { filledIn } from '../../pipelines/aws/takenRoles.js';
import type { JobContext } from './jobContext.js';

/** `path/to/project:agent`, as jobs choose an agent that lets their project in. */
const CONTEXT =
  /\bkubectl\s+config\s+use-context\s+["']?([^\s"';|&]+)|--(?:kube-)?context[=\s]+["']?([\w./${}-]+:[\w${}-]+)/gu;

/**
 * Clusters that a job reaches over an agent of GitLab's, which puts its contexts into the job's KUBECONFIG.
 * https://docs.gitlab.com/user/clusters/agent/ci_cd_workflow/
 */
export function agentContexts({ items, variables, reading, gates }: JobContext): readonly CarriedIdentity[] {
  const values = new Map(variables.map(({ name, node }) => [name, node.text]));
  const found = new Map<string, CarriedIdentity>();
  for (const { node, text } of items) {
    for (const [, used, given] of text.matchAll(CONTEXT)) {
      const written = used ?? given ?? '';
      const context = filledIn(written, values);
      // Other contexts are those of a file that the job brings along.
      if (!/^[^:]+:[^:]+$/u.test(context) || /^arn:|^https?:/u.test(context)) continue;
      const origin = reading.originWithin(node, written);
      const tier = tierOf(context);
      const key = `gitlab-agent:${context}`;
      if (found.has(key)) continue;
      found.set(key, {
        key,
        kind: 'federated-workload',
        name: `agent ${context}`,
        system: systemOf('Kubernetes'),
        lifetime: { seconds: null, basis: 'unknown', boundBy: 'the job, whose token it takes', origin },
        visibleTo: 'session',
        gates,
        ...(tier === undefined ? {} : { tier }),
        sensitivity: sensitivityOf(context),
        origin,
        uses: [origin],
      });
    }
  }
  return [...found.values()];
}
