import { identityAction } from '../../knowledge/actions/lookup.js';
import type { FileFacts, SessionFacts, Unknown } from '../../model/facts.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { spanning } from '../../text/block.js';
import { baseName, parentUri } from '../../text/uri.js';
import type { AgentsOfAction } from './agents/actionAgents.js';
import { agentsOfAction } from './agents/actionAgents.js';
import { exposuresOf } from './checkout.js';
import { partyOf } from './participants.js';
import { awsNeedsOfCaller } from './needs/awsNeeds.js';
import type { StepsAround } from './needs/jobNeeds.js';
import { stepsNeeds } from './needs/jobNeeds.js';
import type { Reading } from './reading.js';
import { includeReferences } from './references.js';
import type { Step } from './workflow.js';
import { readSteps } from './workflow.js';

/**
 * The facts of an `action.yml`. An action has no session of its own: what a composite action's steps leave behind or
 * let in belongs to every job that uses it, so that it is told as a part to include.
 */
export function lowerAction(reading: Reading): FileFacts {
  const { uri, tree } = reading;
  const [node] = tree.documents;
  const runs = get(node, 'runs');
  const steps = readSteps(get(runs, 'steps'));
  const title = textOf(get(node, 'name')) ?? baseName(parentUri(uri));
  const key =
    node?.kind === 'mapping' ? node.entries.find((entry) => entry.key.text === 'runs')?.key : undefined;
  const isComposite = textOf(get(runs, 'using')) === 'composite' && key !== undefined;
  const agents: AgentsOfAction = isComposite ? agentsOfAction(reading, title, steps) : { sessions: [] };
  return {
    uri,
    platform: 'github-actions',
    title,
    complete: tree.complete,
    problems: reading.problems,
    sessions: isComposite ? [included(reading, key, runs ?? key, title, steps), ...agents.sessions] : [],
    ...(agents.agent === undefined ? {} : { agent: agents.agent }),
    definitions:
      key === undefined
        ? []
        : [{ space: 'action-folder', key: parentUri(uri), origin: reading.originOf(key) }],
    notes: [],
  };
}

function included(
  reading: Reading,
  key: Parameters<Reading['originOf']>[0],
  runs: Parameters<Reading['originOf']>[0],
  title: string,
  steps: readonly Step[],
): SessionFacts {
  const origin = reading.originOf(key);
  const around: StepsAround = {
    reading,
    environments: [],
    events: [],
    shell: 'bash',
    parseShell: reading.parseShell,
    included: true,
  };
  const ofCaller = awsNeedsOfCaller(around, steps);
  return {
    localId: 'action',
    kind: 'job-token',
    name: title,
    noun: 'action',
    label: title,
    credential: 'GITHUB_TOKEN',
    subject: { action: title },
    origin,
    extent: spanning(key.written, runs.written),
    role: 'included',
    initiators: [],
    lifetime: { seconds: null, basis: 'unknown', boundBy: 'the job that uses it', origin },
    grants: [],
    callable: true,
    gates: [],
    carried: [],
    sweeps: [],
    references: includeReferences(reading, steps),
    participants: steps.flatMap((step) =>
      step.uses === undefined
        ? []
        : [
            {
              name: step.uses.text,
              party: partyOf(step.uses.text),
              pinned: /@[0-9a-f]{40,64}$/iu.test(step.uses.text) || partyOf(step.uses.text) === 'repository',
              form: step.uses.text.startsWith('docker://') ? ('image' as const) : ('action' as const),
              holdsToken: 'ambient' as const,
              holdsSecrets: [],
              origin: reading.originOf(step.uses),
            },
          ],
    ),
    exposures: exposuresOf(reading, steps, [], []),
    tokenUses: [],
    influences: [],
    tiers: [],
    purposes: [],
    needs: stepsNeeds(around, steps),
    ...(ofCaller === undefined ? {} : { needsOfCaller: { AWS: ofCaller } }),
    unknowns: steps.flatMap((step) => takenIdentity(reading, step, title) ?? []),
  };
}

/** An identity that the action takes belongs to the job around it; as which one is not followed over the action's inputs. */
function takenIdentity(reading: Reading, step: Step, title: string): Unknown | undefined {
  const action = step.uses && identityAction(step.uses.text);
  const takes =
    action?.mintsAppToken !== undefined ||
    (action?.federates ?? []).length > 0 ||
    (action?.assumes ?? []).length > 0;
  if (step.uses === undefined || !takes) return undefined;
  const [name = ''] = step.uses.text.split('@');
  return {
    what: `what the identity may do that ${name} takes in action ${title}`,
    why: 'a local action takes it, and its inputs are not followed to the job',
    origin: reading.originOf(step.uses),
  };
}
