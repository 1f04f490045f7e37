import { managedPolicy } from './documented/documentedPolicies.js';
import { remembered } from '../../patterns/remembered.js';
import type { Wildcards } from './wildcards.js';
import { standsFor, wildcards } from './wildcards.js';

/*
 * What the agents of AWS's own services ask for: to register the machine that they run on, to fetch orders, to plug a
 * network interface in. AWS's policies for them say `*`, as what they work on gets its name only by that very call.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html has a page for each.
 */
const POLICIES_OF_AGENTS = [
  'AmazonSSMManagedInstanceCore',
  'AmazonEKSWorkerNodePolicy',
  'AmazonEKS_CNI_Policy',
  'AWSXRayDaemonWriteAccess',
  'CloudWatchAgentServerPolicy',
  'service-role/AmazonEC2ContainerServiceforEC2Role',
  'service-role/AmazonECSTaskExecutionRolePolicy',
  'service-role/AWSLambdaBasicDurableExecutionRolePolicy',
  'service-role/AWSLambdaVPCAccessExecutionRole',
] as const;

/** To read secrets is no agent's business as such, even where its policy lets it. */
const SECRETS = 'ssm:getparameter';

const OF_AGENTS: readonly Wildcards[] = POLICIES_OF_AGENTS.flatMap(
  (path) => managedPolicy(path)?.statements ?? [],
)
  .filter(({ effect, resources }) => effect === 'Allow' && resources.includes('*'))
  .flatMap(({ actions }) => actions.map((action) => action.toLowerCase()))
  .filter((action) => !action.startsWith(SECRETS))
  .map(wildcards);

const rememberedOfAgents = remembered<boolean>(5_000);

/** Whether AWS gives the action, written `service:Name`, to agents of its services on whatever there is. */
export function isOfAgents(action: string): boolean {
  return rememberedOfAgents(action, () => {
    const name = action.toLowerCase();
    return OF_AGENTS.some((pattern) => standsFor(pattern, name));
  });
}
