import { parseRule } from '../../../knowledge/agents/permissions/rule.js';
import { plainReach } from '../../../knowledge/agents/toolReach.js';
import type { Subagent } from '../../../model/agentParts.js';
import type { Gate, Grant, SessionFacts, Unknown } from '../../../model/facts.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { baseName, parentUri } from '../../../text/uri.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import { listedTools } from '../listed.js';
import { CLAUDE } from '../mcp/dialects.js';
import { readServers, serverGrants, serverSecrets } from '../mcp/servers.js';
import type { Lowered, Reading } from '../reading.js';
import { agentSession } from '../session.js';
import { hookGates } from './hooks.js';
import { bypass, modeOf } from '../../../knowledge/agents/claude/modes.js';
import { ruleReach } from '../../../knowledge/agents/claude/ruleReach.js';
import { quoted } from '../../../text/quoted.js';

const PROMPT = 'prompt';

/**
 * A subagent: its list says which tools it has, and the settings whether they are asked for.
 * https://code.claude.com/docs/en/sub-agents#supported-frontmatter-fields
 */
export function lowerAgentFile(reading: Reading): Lowered {
  const { root } = reading;
  // Without a name it is a document beside the agents.
  const name = textOf(get(root, 'name'));
  if (root === undefined || name === undefined) return { sessions: [] };
  const localId = `agent:${name}`;
  return {
    sessions: [sessionOf(reading, root, name, localId)],
    agent: subagentIn(reading, root, localId),
  };
}

function sessionOf(reading: Reading, root: SyntaxNode, name: string, localId: string): SessionFacts {
  const key = get(root, 'name') ?? root;
  const origin = reading.originOf(key);
  const modeNode = get(root, 'permissionMode');
  const mode = modeOf(textOf(modeNode)) ?? 'default';
  const off = bypass({ mode, declared: true, origin: reading.originOf(modeNode ?? key) }, 'default');
  const gate: Gate = {
    id: PROMPT,
    kind: 'human-in-the-loop',
    state: 'assumed',
    name: 'question before what no rule allows',
    why: 'What its tools may do without a question is in the settings of whoever starts it',
    origin,
  };
  const gates = off === undefined ? [PROMPT] : [];
  const servers = inlineServers(root).map((server) => ({
    server,
    ...serverGrants(reading, server, () => gates),
  }));
  return agentSession(
    {
      localId,
      noun: 'agent',
      label: name,
      name: `Claude Code / agent ${name}`,
      subject: { agent: name },
      origin,
      extent: root.written,
    },
    {
      grants: [...toolsOf(reading, root, gates), ...servers.flatMap(({ grants }) => grants)],
      gates: [...(off === undefined ? [gate] : [off]), ...hookGates(reading, get(root, 'hooks'))],
      carried: servers.flatMap(({ server }) => serverSecrets(reading, server, CLAUDE)),
      unknowns: [
        ...servers.flatMap(({ unknowns }) => unknowns),
        ...unknownTools(reading, root),
        ...(get(root, 'tools') === undefined
          ? [
              reading.unknown(
                key,
                'which servers its tools come from',
                'it has every tool of the session that starts it',
              ),
            ]
          : []),
      ],
    },
  );
}

/** What it has of the tools of the session that starts it. */
function subagentIn(reading: Reading, root: SyntaxNode, localId: string): Subagent {
  const tools = get(root, 'tools');
  const modeNode = get(root, 'permissionMode');
  const mode = textOf(modeNode);
  const folder = /^(.*)\/\.claude\/agents\//u.exec(reading.uri)?.[1] ?? parentUri(reading.uri);
  return {
    kind: 'subagent',
    folder,
    localId,
    ...(tools === undefined ? {} : { tools: listedTools(reading, tools) }),
    removed: listedTools(reading, get(root, 'disallowedTools')),
    ...(modeNode === undefined || mode === undefined
      ? {}
      : { mode: { text: mode, origin: reading.originOf(modeNode) } }),
    place: reading.originOf(get(root, 'name') ?? root),
  };
}

/** Servers that a name alone refers to are those of the session. */
function inlineServers(root: SyntaxNode): ReturnType<typeof readServers> {
  const node = get(root, 'mcpServers');
  return node?.kind === 'sequence' ? node.items.flatMap(readServers) : readServers(node);
}

/** Without a list it has every tool that there is, but for those that are taken away. */
const INHERITED = ['Bash', 'Edit', 'Read', 'WebFetch'];

function toolsOf(reading: Reading, root: SyntaxNode, gates: readonly string[]): readonly Grant[] {
  const removed = new Set(listedTools(reading, get(root, 'disallowedTools')).map(({ text }) => text));
  const node = get(root, 'tools');
  const key = get(root, 'name') ?? root;
  const listed =
    node === undefined
      ? INHERITED.map((text) => ({ text, origin: reading.originOf(key) }))
      : listedTools(reading, node);
  return listed.flatMap(({ text, origin }) => {
    const rule = parseRule(text);
    if (rule === undefined || removed.has(text) || removed.has(rule.tool)) return [];
    const { reach, certainty } = ruleReach(rule);
    if (reach.unknown !== undefined) return [];
    // It is a list of what is there, and not of what is done without a question: how wide that is decides nothing.
    return [
      toolGrant({
        action: text,
        reach: plainReach(reach),
        origin,
        gates,
        certainty: node === undefined ? 'platform-default' : certainty,
        declaredFor: node === undefined ? 'default' : 'session',
        named: rule.specifier ?? rule.tool,
      }),
    ];
  });
}

/** Tools that it lists of servers of which nothing is known. */
function unknownTools(reading: Reading, root: SyntaxNode): readonly Unknown[] {
  return listedTools(reading, get(root, 'tools')).flatMap(({ text, origin }) => {
    const rule = parseRule(text);
    if (rule === undefined || ruleReach(rule).reach.unknown === undefined) return [];
    return [
      {
        what: `what ${quoted(text)} may do`,
        why: 'its server is not among those that TrustScope knows',
        origin,
      },
    ];
  });
}

/**
 * A skill or command: what it lists is used without a question while it is at work, whatever the settings say.
 * https://code.claude.com/docs/en/skills#pre-approve-tools-for-a-skill
 */
export function lowerSkill(reading: Reading): readonly SessionFacts[] {
  const { root } = reading;
  const node = get(root, 'allowed-tools');
  if (root === undefined) return [];
  const isCommand = reading.uri.includes('/.claude/commands/');
  const name = textOf(get(root, 'name')) ?? fileName(reading.uri);
  const noun = isCommand ? 'command' : 'skill';
  const listed = listedTools(reading, node);
  const hooks = hookGates(reading, get(root, 'hooks'));
  if (listed.length === 0 && hooks.length === 0) return [];
  const origin = reading.originOf(
    get(root, 'name') ?? (root.kind === 'mapping' ? (root.entries[0]?.key ?? root) : root),
  );
  return [
    agentSession(
      {
        localId: `${noun}:${name}`,
        noun,
        label: name,
        name: `Claude Code / ${noun} ${name}`,
        subject: { agent: name },
        origin,
        extent: root.written,
      },
      {
        grants: listed.flatMap((item) => {
          const rule = parseRule(item.text);
          if (rule === undefined) return [];
          const { reach, certainty, written } = ruleReach(rule);
          if (reach.unknown !== undefined) return [];
          return [
            toolGrant({
              action: item.text,
              reach,
              origin: item.origin,
              gates: [],
              certainty,
              written,
              named: rule.specifier ?? rule.tool,
            }),
          ];
        }),
        gates: hooks,
        lifetime: { seconds: null, basis: 'unknown', boundBy: 'until the next message to it', origin },
      },
    ),
  ];
}

/** A skill's folder names it; a command's file does. */
function fileName(uri: string): string {
  const name = baseName(uri).replace(/\.md$/u, '');
  return /^SKILL$/iu.test(name) ? (uri.split('/').at(-2) ?? name) : name;
}
