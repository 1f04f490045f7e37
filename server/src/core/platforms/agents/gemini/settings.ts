import { GEMINI_TOOLS, geminiReach, geminiTool } from '../../../knowledge/agents/geminiTools.js';
import { plainReach } from '../../../knowledge/agents/toolReach.js';
import type { Gate, Grant, SessionFacts } from '../../../model/facts.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import { GEMINI } from '../mcp/dialects.js';
import type { ServerEntry } from '../mcp/servers.js';
import { readServers, serverGrants, serverSecrets } from '../mcp/servers.js';
import type { Reading } from '../reading.js';
import { at, isTrue, textsOf } from '../reading.js';
import { agentSession } from '../session.js';
import { quoted } from '../../../text/quoted.js';

const PROMPT = 'prompt';
const CONFIRMED = 'confirmation-required';
const NOT_ALLOWED = 'not-among-allowed-servers';

/**
 * Gemini CLI.
 * https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/configuration.md
 */
export function lowerGemini(reading: Reading): readonly SessionFacts[] {
  const { root } = reading;
  if (root?.kind !== 'mapping') return [];
  const key = root.entries[0]?.key ?? root;
  const origin = reading.originOf(key);
  const lists = readLists(root);
  const servers = readServers(get(root, 'mcpServers'));
  const trusted = servers.filter(({ node }) => isTrue(get(node, 'trust')));
  const ofServers = servers.map((server) => ({
    server,
    ...serverGrants(reading, server, () => (trusted.includes(server) ? [] : [PROMPT])),
  }));
  const rejections = rejected(lists, servers, reading);
  return [
    agentSession(
      {
        localId: 'settings',
        noun: 'agent',
        label: 'Gemini CLI',
        name: 'Gemini CLI / settings',
        subject: { agent: 'gemini-cli' },
        origin,
        extent: root.written,
      },
      {
        grants: [
          ...lists.allowed.map((node) => allowedTool(reading, node, lists)),
          ...builtIn(reading, root, lists),
          ...ofServers.flatMap(({ server, grants }) =>
            grants.map((grant) => {
              const refusal = rejections.get(server.name);
              return refusal === undefined ? grant : { ...grant, ...refusal };
            }),
          ),
        ],
        gates: [
          ...trusted.map((server) => trustGate(reading, server)),
          {
            id: PROMPT,
            kind: 'human-in-the-loop',
            state: 'assumed',
            name: 'confirmation',
            why: 'Gemini CLI asks before tools that change something, unless it is started with `--yolo`',
            origin,
          },
          ...confirmedGate(reading, lists),
          ...(rejections.size === 0 ? [] : [rejectionGate(lists, reading, origin)]),
        ],
        carried: ofServers.flatMap(({ server }) => serverSecrets(reading, server, GEMINI)),
        unknowns: ofServers.flatMap(({ unknowns }) => unknowns),
      },
    ),
  ];
}

interface Lists {
  readonly core: readonly ScalarNode[] | undefined;
  readonly allowed: readonly ScalarNode[];
  readonly excluded: readonly ScalarNode[];
  readonly confirmed: readonly ScalarNode[];
  readonly serversAllowed: SyntaxNode | undefined;
  readonly serversExcluded: readonly ScalarNode[];
}

/** Nested since v0.3.0, flat before; some write the path as one key. */
function setting(root: SyntaxNode, path: readonly string[], flat: string): SyntaxNode | undefined {
  return at(root, ...path) ?? get(root, path.join('.')) ?? get(root, flat);
}

function readLists(root: SyntaxNode): Lists {
  const core = setting(root, ['tools', 'core'], 'coreTools');
  return {
    core: core?.kind === 'sequence' ? textsOf(core) : undefined,
    allowed: textsOf(setting(root, ['tools', 'allowed'], 'allowedTools')),
    excluded: textsOf(setting(root, ['tools', 'exclude'], 'excludeTools')),
    confirmed: textsOf(setting(root, ['tools', 'confirmationRequired'], 'confirmationRequired')),
    serversAllowed: setting(root, ['mcp', 'allowed'], 'allowMCPServers'),
    serversExcluded: textsOf(setting(root, ['mcp', 'excluded'], 'excludeMCPServers')),
  };
}

/** `tools.allowed` "bypass the confirmation dialog"; what has to be confirmed, or is excluded, comes before it. */
function allowedTool(reading: Reading, node: ScalarNode, lists: Lists): Grant {
  const { tool, prefix } = geminiTool(node.text);
  const speaksFor = (other: ScalarNode): boolean => {
    const named = geminiTool(other.text);
    if (named.tool !== tool) return false;
    return (
      named.prefix === undefined ||
      (prefix !== undefined && (prefix === named.prefix || prefix.startsWith(`${named.prefix} `)))
    );
  };
  const refusing = lists.excluded.find(speaksFor);
  const confirming = lists.confirmed.find(speaksFor);
  return toolGrant({
    action: node.text,
    reach: geminiReach(node.text),
    origin: reading.originOf(node),
    gates: refusing === undefined ? (confirming === undefined ? [] : [CONFIRMED]) : [PROMPT],
    written: (specifier) => `${tool}(${specifier.replace(/ \*$/u, '')})`,
    without: lists.excluded.filter((other) => geminiTool(other.text).tool === tool).map(({ text }) => text),
    named: node.text,
    ...(refusing === undefined
      ? {}
      : { unneeded: { origin: reading.originOf(refusing), why: `${quoted(refusing.text)} is excluded` } }),
  });
}

/** The tools that it brings with it, asked for where they change something; `tools.core` leaves only those that it names. */
function builtIn(reading: Reading, root: SyntaxNode, lists: Lists): readonly Grant[] {
  const node = lists.core === undefined ? undefined : (at(root, 'tools', 'core') ?? get(root, 'coreTools'));
  const fallback = root.kind === 'mapping' ? (root.entries[0]?.key ?? root) : root;
  const mode = textOf(setting(root, ['general', 'defaultApprovalMode'], 'defaultApprovalMode'));
  const listed =
    lists.core?.map((item) => ({ text: item.text, origin: reading.originOf(item) })) ??
    GEMINI_TOOLS.map((text) => ({ text, origin: reading.originOf(fallback) }));
  return listed.flatMap(({ text, origin }) => {
    const { tool } = geminiTool(text);
    if (lists.excluded.some((other) => other.text === text || other.text === tool)) return [];
    if (
      lists.allowed.some(
        (other) => geminiTool(other.text).tool === tool && geminiTool(other.text).prefix === undefined,
      )
    ) {
      return [];
    }
    const reach = geminiReach(text);
    const free =
      reach.access === 'read' ||
      (mode === 'auto_edit' && reach.runsAnything !== true && reach.system.kind === 'tool');
    return [
      toolGrant({
        action: text,
        reach: plainReach(reach),
        origin,
        gates: free ? [] : [PROMPT],
        certainty: node === undefined ? 'platform-default' : 'declared',
        declaredFor: node === undefined ? 'default' : 'session',
      }),
    ];
  });
}

/** `trust`: "Trust this server and bypass all tool call confirmations." */
function trustGate(reading: Reading, { name, node, key }: ServerEntry): Gate {
  return {
    id: `approval-off:${name}`,
    kind: 'human-in-the-loop',
    state: 'ineffective',
    name: `confirmation for server ${name}`,
    why: `\`trust\` skips every question before a tool of server ${quoted(name)}`,
    repair: 'false',
    origin: reading.originOf(entry(node, 'trust')?.value ?? key),
  };
}

function confirmedGate(reading: Reading, { confirmed }: Lists): readonly Gate[] {
  const [first] = confirmed;
  if (first === undefined) return [];
  return [
    {
      id: CONFIRMED,
      kind: 'human-in-the-loop',
      state: 'enforced',
      name: 'tools.confirmationRequired',
      why: 'These tools are asked for each time, also where `tools.allowed` names them',
      origin: reading.originOf(first),
    },
  ];
}

/** Servers that are configured here and never connected. */
function rejected(
  lists: Lists,
  servers: readonly ServerEntry[],
  reading: Reading,
): ReadonlyMap<string, Pick<Grant, 'gates' | 'evidence' | 'evidenceFrom'>> {
  const allowed =
    lists.serversAllowed?.kind === 'sequence'
      ? new Set(textsOf(lists.serversAllowed).map(({ text }) => text))
      : undefined;
  return new Map(
    servers.flatMap(({ name }) => {
      const excluded = lists.serversExcluded.find(({ text }) => text === name);
      const place = excluded ?? (allowed?.has(name) === false ? lists.serversAllowed : undefined);
      if (place === undefined) return [];
      const why = excluded === undefined ? '`mcp.allowed` does not name it' : '`mcp.excluded` names it';
      return [
        [
          name,
          {
            gates: [NOT_ALLOWED],
            evidence: 'unneeded' as const,
            evidenceFrom: [{ origin: reading.originOf(place), why }],
          },
        ] as const,
      ];
    }),
  );
}

function rejectionGate(lists: Lists, reading: Reading, fallback: Gate['origin']): Gate {
  const [first] = lists.serversExcluded;
  const place = first ?? lists.serversAllowed;
  return {
    id: NOT_ALLOWED,
    kind: 'condition',
    state: 'enforced',
    name: 'list of servers',
    why: 'A server that the lists leave out is not connected',
    origin: place === undefined ? fallback : reading.originOf(place),
  };
}
