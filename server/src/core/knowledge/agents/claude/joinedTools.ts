import type { AgentSettings, OfferedServer } from '../../../model/agentParts.js';
import type { Gate, Grant, Unknown } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import { allowedTools } from './allowed.js';
import { idleGates } from './idleGates.js';
import type { MergedSettings } from './mergedSettings.js';
import { mergedSettings } from './mergedSettings.js';
import { bypass, standingTools } from './modes.js';
import { unreadPlugins } from './plugins.js';
import { recognised, serverTools } from './serverTools.js';

/** What an agent may do by its settings, what stands before it, and what they leave open. */
export interface JoinedTools {
  readonly settings: MergedSettings;
  readonly grants: readonly Grant[];
  readonly gates: readonly Gate[];
  readonly unknowns: readonly Unknown[];
}

/** Servers of a project with the session that each is by itself. */
export interface ProjectServers {
  readonly servers: readonly OfferedServer[];
  readonly idOf: (server: OfferedServer) => string;
}

/** What no file of a project can tell. */
export const OTHER_SETTINGS = 'what other settings add';

export const NO_SERVERS: ProjectServers = { servers: [], idOf: ({ localId }) => localId };

/** The tools of the agent that these files set up together, from the lowest precedence to the highest. */
export function joinedTools(files: readonly AgentSettings[], { servers, idOf }: ProjectServers): JoinedTools {
  const merged = mergedSettings(files);
  const { permissions, standing, enforcement, allServers } = merged;
  const known = { ...permissions, servers: recognised(servers) };
  const allowed = allowedTools(known);
  const others = standingTools(permissions, standing);
  const offered = serverTools(servers, merged, idOf);
  const off = merged.forbidsBypass ? undefined : bypass(standing, 'default');
  return {
    settings: merged,
    grants: [
      ...allowed.grants,
      ...others.grants,
      ...offered.grants,
      ...files.flatMap(({ directories }) => directories),
    ],
    gates: uniqueGates([
      ...(off === undefined ? [] : [off]),
      ...(allServers?.value === true ? [serversLetIn(allServers.origin)] : []),
      ...allowed.gates,
      ...others.gates,
      ...offered.gates,
      ...idleGates(permissions, enforcement),
      ...hooksOf(files),
    ]),
    unknowns: [...allowed.unknowns, ...offered.unknowns, ...unreadPlugins(files)],
  };
}

/** https://code.claude.com/docs/en/settings-reference#enableallprojectmcpservers */
function serversLetIn(origin: Origin): Gate {
  return {
    id: 'approval-off-servers',
    kind: 'human-in-the-loop',
    state: 'ineffective',
    name: 'question before a server of the project is started',
    why: 'every server that `.mcp.json` names, or will name, is started without a question',
    repair: 'false',
    origin,
  };
}

/** The hooks of all files run; a gate's name is its own in the session only by the place of the file. */
function hooksOf(files: readonly AgentSettings[]): readonly Gate[] {
  return files.flatMap(({ hooks, scope }, index) =>
    index === 0 ? hooks : hooks.map((gate) => ({ ...gate, id: `${scope}:${gate.id}` })),
  );
}

export function uniqueGates(gates: readonly Gate[]): readonly Gate[] {
  const seen = new Set<string>();
  return gates.filter(({ id }) => !seen.has(id) && seen.add(id));
}
