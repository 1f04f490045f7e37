import type { AgentSettings, OfferedServer, Subagent } from '../../../model/agentParts.js';
import type { Gate, Grant, SessionFacts, Unknown } from '../../../model/facts.js';
import type { Call, Mode } from '../permissions/decide.js';
import { parseRule, serverRuleOf } from '../permissions/rule.js';
import { allowedTools } from './allowed.js';
import type { ProjectServers } from './joinedTools.js';
import { uniqueGates } from './joinedTools.js';
import { allowedMode, mergedSettings } from './mergedSettings.js';
import type { Standing } from './modes.js';
import { bypass, callOf, gatesOfOutcome, modeOf, outcomeOf, standingGates } from './modes.js';
import { ruleName } from './ruleName.js';
import { recognised, serverTools } from './serverTools.js';

/** Modes of the session that starts a subagent which the subagent's own does not change. */
const STRONGER: ReadonlySet<Mode> = new Set(['bypassPermissions', 'acceptEdits', 'auto']);

/** What a subagent may do under the settings of the session that starts it. */
export interface SubagentTools {
  readonly grants: readonly Grant[];
  readonly gates: readonly Gate[];
  readonly unknowns: readonly Unknown[];
  readonly servers: readonly OfferedServer[];
}

/**
 * A subagent has of the tools of the session that starts it those that it lists, under the same rules and, unless that
 * session's mode is stronger, in a mode of its own.
 * https://code.claude.com/docs/en/sub-agents#available-tools, https://code.claude.com/docs/en/sub-agents#permission-modes
 */
export function subagentTools(
  subagent: Subagent,
  own: SessionFacts,
  files: readonly AgentSettings[],
  { servers, idOf }: ProjectServers,
): SubagentTools {
  const merged = mergedSettings(files);
  const { forbidsBypass } = merged;
  const standing = standingOf(subagent, merged.standing, forbidsBypass);
  const has = toolsOf(subagent);
  const offered = servers.filter(({ name }) => has(`mcp__${ruleName(name)}__*`));
  const permissions = {
    ...merged.permissions,
    allow: merged.permissions.allow.filter(({ rule }) => has(rule.tool)),
    servers: recognised(servers),
  };
  const allowed = allowedTools(permissions);
  const rest = serverTools(offered, { ...merged, permissions, standing }, idOf);
  const off = forbidsBypass
    ? undefined
    : bypass({ ...standing, declared: subagent.mode?.origin === standing.origin }, 'default');
  const listed = own.grants.flatMap((grant) => underSettings(grant, permissions, standing) ?? []);
  const used = new Set([...listed, ...rest.grants].flatMap(({ gates }) => gates));
  return {
    grants: [...allowed.grants, ...listed, ...rest.grants],
    gates: uniqueGates([
      ...(off === undefined ? [] : [off]),
      ...allowed.gates,
      ...standingGates(standing).filter(({ id }) => used.has(id)),
      ...rest.gates,
      ...own.gates.filter(({ id }) => id.startsWith('hook:')),
    ]),
    unknowns: [...allowed.unknowns, ...rest.unknowns],
    servers: offered,
  };
}

function standingOf({ mode, place }: Subagent, session: Standing, forbidsBypass: boolean): Standing {
  const known = modeOf(mode?.text);
  if (mode === undefined || known === undefined || STRONGER.has(session.mode)) {
    return { ...session, origin: session.declared ? session.origin : place };
  }
  if (known === 'bypassPermissions' && forbidsBypass) return session;
  return { ...session, mode: allowedMode(known, forbidsBypass), declared: true, origin: mode.origin };
}

/** Tools under one name: a list that has any of them has what a rule of that name is asked for. */
const TOGETHER: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Edit: ['Edit', 'Write', 'MultiEdit', 'NotebookEdit'],
    Read: ['Read', 'Grep', 'Glob'],
  }),
);

/** Whether the subagent has a tool; for all tools of a server the name ends in `__*`. */
function toolsOf({ tools, removed }: Subagent): (tool: string) => boolean {
  const lists = tools?.map(({ text }) => text);
  const gone = removed.map(({ text }) => text);
  const isGone = (tool: string): boolean =>
    gone.some((text) => parseRule(text)?.specifier === undefined && names(text, tool));
  const isListed = (tool: string): boolean =>
    lists === undefined || lists.some((text) => text.trim() === '*' || names(text, tool));
  return (tool) =>
    (TOGETHER.get(tool) ?? [tool]).some((one) => !isGone(one) && isListed(one)) ||
    (tool.endsWith('__*') && lists?.some((text) => isToolOf(text, tool)) === true && !isGone(tool));
}

function names(text: string, tool: string): boolean {
  const rule = parseRule(text);
  if (rule === undefined) return false;
  if (rule.tool === 'mcp__*') return tool.startsWith('mcp__');
  const server = serverRuleOf(rule);
  const asked = serverRuleOf({ text: tool, tool });
  if (server === undefined || asked === undefined) return rule.tool === tool;
  return server.server === asked.server && (server.tool === undefined || server.tool === asked.tool);
}

/** Whether an entry names one tool of the server. */
function isToolOf(text: string, all: string): boolean {
  const rule = parseRule(text);
  const server = rule && serverRuleOf(rule);
  return server?.tool !== undefined && server.server === serverRuleOf({ text: all, tool: all })?.server;
}

/** What becomes of a tool that the subagent lists, where no rule names the call. */
function underSettings(
  grant: Grant,
  permissions: Parameters<typeof outcomeOf>[1],
  standing: Standing,
): Grant | undefined {
  const call = callOfGrant(grant.action);
  if (call === undefined) return grant;
  // A rule for the whole tool speaks of it already.
  if (permissions.allow.some(({ rule }) => rule.tool === call.tool && rule.specifier === undefined)) {
    return undefined;
  }
  const outcome = outcomeOf(call, permissions, standing);
  return outcome === 'deny' ? undefined : { ...grant, gates: gatesOfOutcome(outcome) };
}

function callOfGrant(action: string): Call | undefined {
  const server = /^([^()/]+)\/([^()/]+)$/u.exec(action);
  if (server?.[1] !== undefined) {
    return { tool: `mcp__${ruleName(server[1])}__${server[2] === '*' ? 'any-tool' : (server[2] ?? '')}` };
  }
  const rule = parseRule(action);
  return rule && callOf(rule.tool);
}
