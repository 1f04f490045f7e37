import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { Grant, SessionFacts, Unknown } from '../../../model/facts.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Around } from '../around.js';
import { opensOf } from '../permissions.js';
import type { SecretUse } from '../secrets.js';
import type { Job } from '../workflow.js';
import type { AgentStep } from './agentStep.js';
import { scalarInput } from './agentStep.js';

/** Variables in which programs look for a token of GitHub. */
const TOKEN_VARIABLES = [
  'GH_TOKEN',
  'GITHUB_TOKEN',
  'COPILOT_GITHUB_TOKEN',
  'GITHUB_PERSONAL_ACCESS_TOKEN',
  'GITHUB_MCP_TOKEN',
];
const JOB_TOKEN = /\b(?:github\.token|secrets\.GITHUB_TOKEN)\b/iu;

/** The token that commands of the agent go to GitHub with. */
interface Token {
  /** `unknown` for one whose rights no file tells. */
  readonly rights: readonly Grant[] | 'unknown';
  readonly unknowns: readonly Unknown[];
}

/** What of its job an agent has in its hands. */
export interface Surroundings {
  readonly workflow: Around;
  readonly job: Job;
  /** The session of the job. */
  readonly session: SessionFacts;
  readonly uses: readonly SecretUse[];
}

/**
 * What a step's agent comes to with the token and the secrets around it: a command that goes to GitHub does what the
 * token may; one that can be any command has the token itself, and every secret that its environment has.
 */
export function withHeld(
  agent: AgentStep,
  tools: readonly Grant[],
  around: Surroundings,
): { readonly grants: readonly Grant[]; readonly unknowns: readonly Unknown[] } {
  const token = tokenOf(agent, around);
  const free = tools.some(isAnything);
  const { rights } = token;
  const own =
    free && rights !== 'unknown'
      ? rights.map((grant) => ({ ...grant, declaredFor: 'session' as const }))
      : [];
  return {
    grants: [
      ...tools.map((grant) => limited(grant, rights)),
      ...own,
      ...(free ? secrets(agent, around) : []),
    ],
    unknowns: tools.some((grant) => goesToGitHub(grant) || isAnything(grant)) ? token.unknowns : [],
  };
}

function isAnything({ system, access, evidence }: Grant): boolean {
  return system.kind === 'compute' && access !== 'read' && evidence !== 'unneeded';
}

function goesToGitHub({ system }: Grant): boolean {
  return system.kind === 'repository';
}

function limited(grant: Grant, rights: Token['rights']): Grant {
  if (!goesToGitHub(grant) || grant.access === 'read' || rights === 'unknown') return grant;
  const writes = rights.filter(({ access }) => access !== 'read');
  if (writes.length === 0) return { ...grant, access: 'read', breadth: [] };
  if (writes.some(({ conversational }) => conversational !== true)) return grant;
  return { ...grant, access: 'write', conversational: true, breadth: [] };
}

function tokenOf(agent: AgentStep, { workflow, job, session }: Surroundings): Token {
  const { action, step, reading, place } = agent;
  const environments: readonly (SyntaxNode | undefined)[] = [step.env, get(job.node, 'env'), workflow.env];
  const texts = [
    scalarInput(agent, action.token)?.text,
    ...environments.flatMap((env) => TOKEN_VARIABLES.map((name) => textOf(get(env, name)))),
  ].filter((text) => text !== undefined);
  if (texts.some((text) => JOB_TOKEN.test(text) && !text.includes('||'))) return jobToken(session);
  if (texts.length > 0 || action.mintsToken === true) {
    const given = scalarInput(agent, action.token);
    const origin = given === undefined ? place : reading.originOf(given);
    return {
      rights: 'unknown',
      unknowns: [{ what: 'what the token of its agent may do', why: 'it is made elsewhere', origin }],
    };
  }
  if (action.ownToken !== undefined) return { rights: appRights(agent, action.ownToken), unknowns: [] };
  // https://github.com/actions/ai-inference/blob/main/action.yml: the token of the job is the default of the input
  if (action.token !== undefined || session.exposures.length > 0) return jobToken(session);
  return { rights: [], unknowns: [] };
}

function jobToken(session: SessionFacts): Token {
  if (session.grantBlock !== undefined) {
    return { rights: session.grants.filter(({ identity }) => identity === undefined), unknowns: [] };
  }
  const what = 'what the token of its job may do';
  return {
    rights: 'unknown',
    unknowns: [{ what, why: 'no permissions are written', origin: session.origin }],
  };
}

/** The App of the action's vendor gives it a token of its own. */
function appRights(
  { place }: AgentStep,
  rights: Readonly<Record<string, 'read' | 'write'>>,
): readonly Grant[] {
  return Object.entries(rights).map(([right, access]) => ({
    ...toolGrant({
      action: `${right}:${access}`,
      reach: {
        system: { kind: 'repository', name: 'this repository' },
        access,
        opens: opensOf(right, access),
        ...(right === 'contents' ? {} : { conversational: true as const }),
      },
      origin: place,
      gates: [],
      certainty: 'platform-default',
      declaredFor: 'default',
    }),
    right,
  }));
}

/** Secrets that a command of the agent can read: those of its environment, and the key of its model. */
function secrets(agent: AgentStep, { uses }: Surroundings): readonly Grant[] {
  const { step, action } = agent;
  const keys = holdsModelKey(agent) ? action.modelKeys : [];
  const seen = new Set<string>();
  return uses.flatMap(({ what, name, visibleTo, step: of, place, origin }) => {
    if (what !== 'secret' || seen.has(name)) return [];
    const inEnvironment = place.kind === 'variable' && (visibleTo !== 'step' || of === step);
    const asKey = of === step && place.kind === 'input' && keys.includes(place.name);
    if (!inEnvironment && !asKey) return [];
    seen.add(name);
    const reach = {
      system: { kind: 'secrets' as const, name: 'secrets of this repository' },
      access: 'read' as const,
      opens: 'read the secret',
    };
    return [{ ...toolGrant({ action: `secret:${name}`, reach, origin, gates: [] }), resource: name }];
  });
}

/** Where strangers may start it, Claude Code takes the keys out of the environment of commands; Codex keeps them in a proxy. */
function holdsModelKey(agent: AgentStep): boolean {
  if (agent.action.agent === 'codex') return scalarInput(agent, 'safety-strategy')?.text === 'unsafe';
  return agent.action.agent !== 'claude' || scalarInput(agent, agent.action.openedBy?.input) === undefined;
}
