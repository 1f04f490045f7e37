import type { OfferedServer } from '../../../model/agentParts.js';
import type { Gate, Grant, Unknown } from '../../../model/facts.js';
import { serverRuleOf } from '../permissions/rule.js';
import type { RecognisedServer } from '../servers/lookup.js';
import { recogniseServer } from '../servers/lookup.js';
import { serverReach } from '../servers/toolReach.js';
import { toolGrant } from '../toolGrant.js';
import { plainReach } from '../toolReach.js';
import type { MergedSettings } from './mergedSettings.js';
import { RuleIndex } from './ruleIndex.js';
import { ruleName } from './ruleName.js';
import { gatesOfOutcome, outcomeOf, standingGates } from './modes.js';
import { quoted } from '../../../text/quoted.js';

/** What the tools of a project's servers may do beyond the rules, and what stands before that. */
export interface ServerTools {
  readonly grants: readonly Grant[];
  readonly gates: readonly Gate[];
  readonly unknowns: readonly Unknown[];
}

/** What is known of each server, by the name that rules have for it. */
export function recognised(
  servers: readonly OfferedServer[],
): ReadonlyMap<string, RecognisedServer | undefined> {
  return new Map(servers.map((server) => [ruleName(server.name), recogniseServer(server)]));
}

/** Whether a server is there at all: a rejection in any file keeps it out. */
export function isConnected(server: OfferedServer, { permissions }: MergedSettings): boolean {
  return !server.disabled && !permissions.rejected.has(ruleName(server.name));
}

/**
 * Servers of the project that are there, each with the tools that no rule names: what the mode does with them, behind
 * the question before an unknown server is started where nothing has answered it.
 * https://code.claude.com/docs/en/mcp#project-scope
 */
export function serverTools(
  servers: readonly OfferedServer[],
  settings: MergedSettings,
  idOf: (server: OfferedServer) => string,
): ServerTools {
  const { permissions, standing } = settings;
  const grants: Grant[] = [];
  const unknowns: Unknown[] = [];
  const gates = new Map<string, Gate>();
  const indexes = {
    allow: new RuleIndex(permissions.allow),
    ask: new RuleIndex(permissions.ask),
    deny: new RuleIndex(permissions.deny),
  };
  for (const server of servers) {
    if (!isConnected(server, settings)) continue;
    const name = ruleName(server.name);
    const all = { rule: { text: '', tool: `mcp__${name}` } };
    const allow = indexes.allow.near(all);
    const ask = indexes.ask.near(all);
    const deny = indexes.deny.near(all);
    if (allow.some(({ rule }) => isWhole(serverRuleOf(rule), name))) continue;
    const other = { tool: `mcp__${name}__a-tool-that-no-rule-names` };
    const outcome = outcomeOf(other, { ...permissions, allow, ask, deny }, standing);
    if (outcome === 'deny' || (outcome === 'ask' && !standing.attended)) continue;
    const known = recogniseServer(server);
    const reach = serverReach(server.name, undefined, known?.server, known?.readOnly);
    if (reach.unknown !== undefined) {
      const why = 'it is not among the servers that TrustScope knows';
      unknowns.push({ what: reach.unknown, why, origin: server.origin });
      continue;
    }
    const before = [
      ...standingGates(standing).filter(({ id }) => gatesOfOutcome(outcome).includes(id)),
      ...(isApproved(server, settings) ? [] : [approvalOf(server)]),
    ];
    for (const gate of before) gates.set(gate.id, gate);
    grants.push({
      ...toolGrant({
        action: `${server.name}/*`,
        reach: plainReach(reach),
        origin: server.origin,
        gates: before.map(({ id }) => id),
        certainty: known?.certainty ?? 'inferred',
        without: [...deny, ...ask]
          .filter(({ rule }) => serverRuleOf(rule)?.server === name)
          .map(({ rule }) => rule.text.trim()),
        named: server.name,
      }),
      via: [idOf(server)],
    });
  }
  return { grants, gates: [...gates.values()], unknowns };
}

function isWhole(rule: ReturnType<typeof serverRuleOf>, name: string): boolean {
  return rule?.server === name && rule.tool === undefined;
}

function isApproved(server: OfferedServer, { allServers, enabledServers }: MergedSettings): boolean {
  return allServers?.value === true || enabledServers.has(server.name);
}

function approvalOf({ name, origin }: OfferedServer): Gate {
  return {
    id: `server-approval:${name}`,
    kind: 'human-in-the-loop',
    state: 'assumed',
    name: `question before server ${quoted(name)} is started`,
    why: 'Claude Code asks once before it starts a server of the project; an approval given before is kept outside of these files',
    origin,
  };
}
