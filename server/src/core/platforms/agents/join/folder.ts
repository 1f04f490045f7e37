import type { JoinedTools, ProjectServers } from '../../../knowledge/agents/claude/joinedTools.js';
import { joinedTools, OTHER_SETTINGS } from '../../../knowledge/agents/claude/joinedTools.js';
import { isConnected } from '../../../knowledge/agents/claude/serverTools.js';
import { subagentTools } from '../../../knowledge/agents/claude/subagentTools.js';
import type { AgentSettings, OfferedServer, Subagent } from '../../../model/agentParts.js';
import type { CarriedIdentity, FileFacts, SessionFacts } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import { relativePath } from '../../../text/uri.js';
import type { JoinInput } from '../../joiner.js';

/** A settings file, with the session that it sets up by itself. */
interface Settings {
  readonly input: JoinInput;
  readonly part: AgentSettings;
}

/** The servers of the folder, with what each is handed. */
interface Offered extends ProjectServers {
  readonly carriedBy: (server: OfferedServer) => readonly CarriedIdentity[];
}

/**
 * The files of one folder that say something else together than each alone. The session stands in the file of the lowest
 * precedence, which is the one that everybody has; the other adds to it, and sets up none by itself.
 */
export function joinedFolder(inputs: readonly JoinInput[]): ReadonlyMap<Uri, FileFacts> {
  const settings = settingsOf(inputs);
  const [base] = settings;
  if (base === undefined) return new Map();
  const servers = serversOf(inputs);
  const parts = settings.map(({ part }) => part);
  const results = new Map<Uri, FileFacts>();
  const joined = joinedTools(parts, servers);
  replace(results, base.input.facts, base.part.localId, (own) =>
    joinedSession(own, settings, joined, servers),
  );
  for (const { input, part } of settings.slice(1)) {
    const sessions = input.facts.sessions.filter(({ localId }) => localId !== part.localId);
    results.set(input.facts.uri, { ...input.facts, sessions });
  }
  for (const { facts } of inputs) {
    const { agent } = facts;
    if (agent?.kind !== 'subagent') continue;
    replace(results, facts, agent.localId, (own) => joinedSubagent(agent, own, parts, servers));
  }
  return results;
}

function replace(
  results: Map<Uri, FileFacts>,
  facts: FileFacts,
  localId: string,
  change: (own: SessionFacts) => SessionFacts,
): void {
  const sessions = facts.sessions.map((own) => (own.localId === localId ? change(own) : own));
  results.set(facts.uri, { ...facts, sessions });
}

/** From the lowest precedence to the highest: https://code.claude.com/docs/en/settings#settings-precedence */
function settingsOf(inputs: readonly JoinInput[]): readonly Settings[] {
  const found = inputs.flatMap((input) =>
    input.facts.agent?.kind === 'settings' ? [{ input, part: input.facts.agent }] : [],
  );
  return (['project', 'local'] as const).flatMap((scope) => found.filter(({ part }) => part.scope === scope));
}

function serversOf(inputs: readonly JoinInput[]): Offered {
  const places = new Map<OfferedServer, JoinInput>();
  for (const input of inputs) {
    if (input.facts.agent?.kind !== 'servers') continue;
    for (const server of input.facts.agent.servers) places.set(server, input);
  }
  return {
    servers: [...places.keys()],
    idOf: (server) => {
      const input = places.get(server);
      return input === undefined
        ? server.localId
        : `${relativePath(input.root, input.facts.uri)}#${server.localId}`;
    },
    carriedBy: (server) =>
      places.get(server)?.facts.sessions.find(({ localId }) => localId === server.localId)?.carried ?? [],
  };
}

function joinedSession(
  own: SessionFacts,
  settings: readonly Settings[],
  { settings: merged, grants, gates, unknowns }: JoinedTools,
  servers: Offered,
): SessionFacts {
  const others = settings.slice(1).flatMap(({ input, part }) => {
    return input.facts.sessions.filter(({ localId }) => localId === part.localId);
  });
  const connected = servers.servers.filter((server) => isConnected(server, merged));
  return {
    ...own,
    grants,
    gates,
    carried: [
      ...own.carried,
      ...others.flatMap(({ carried }) => carried),
      ...connected.flatMap(servers.carriedBy),
    ],
    unknowns: [...unknowns, ...own.unknowns.filter(({ what }) => what === OTHER_SETTINGS)],
  };
}

function joinedSubagent(
  subagent: Subagent,
  own: SessionFacts,
  parts: readonly AgentSettings[],
  servers: Offered,
): SessionFacts {
  const joined = subagentTools(subagent, own, parts, servers);
  return {
    ...own,
    grants: joined.grants,
    gates: joined.gates,
    carried: [...own.carried, ...joined.servers.flatMap(servers.carriedBy)],
    unknowns: [...joined.unknowns, ...own.unknowns],
  };
}
