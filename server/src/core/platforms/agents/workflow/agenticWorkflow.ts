import { PERMISSION_SCOPES } from '../../../knowledge/github/permissions.js';
import type { CarriedIdentity, Gate, Grant, SessionFacts } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { AccessLevel } from '../../../model/vocabulary.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, entry, get, textOf } from '../../../syntax/syntaxTree.js';
import { baseName } from '../../../text/uri.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { Dialect } from '../mcp/dialects.js';
import { COPILOT } from '../mcp/dialects.js';
import { secretsIn } from '../mcp/secrets.js';
import { readServers, serverGrants, serverSecrets } from '../mcp/servers.js';
import type { Reading } from '../reading.js';
import { isFalse, at, textsOf } from '../reading.js';
import { agentSession } from '../session.js';
import { startOf } from './starts.js';
import { safeOutputs, toolsOf } from './tools.js';

const SAFE = 'safe-outputs';
const DIALECT: Dialect = {
  ...COPILOT,
  client: 'the workflow',
  reference: (variable) => `\${{ secrets.${variable} }}`,
  advice: 'Refer to a secret of the repository, `${{ secrets.NAME }}`.',
};

/** `timeout-minutes`: "defaults to 20 minutes": https://github.github.com/gh-aw/reference/frontmatter/ */
const DEFAULT_MINUTES = 20;

/**
 * The agent of an agentic workflow: a job that reads, and whose wishes other jobs carry out.
 * https://github.github.com/gh-aw/reference/frontmatter/
 */
export function lowerAgenticWorkflow(reading: Reading): readonly SessionFacts[] {
  const { root } = reading;
  const on = entry(root, 'on');
  if (root === undefined || on === undefined) return [];
  const name = baseName(reading.uri).replace(/\.md$/u, '');
  const origin = reading.originOf(on.key);
  const start = startOf(reading, root);
  const before = start.gates.map(({ id }) => id);
  const tools = toolsOf(reading, root, before);
  const outputs = safeOutputs(reading, root, [...before, SAFE]);
  const servers = readServers(get(root, 'mcp-servers')).map((server) => ({
    server,
    ...serverGrants(reading, server, () => before),
  }));
  const carried = [
    ...secretsIn(reading, { owner: 'env', dialect: DIALECT, env: [get(root, 'env')] }),
    ...servers.flatMap(({ server }) => serverSecrets(reading, server, DIALECT)),
  ];
  return [
    agentSession(
      {
        localId: 'agent',
        noun: 'agent',
        label: name,
        name: `agentic workflow ${name}`,
        subject: { agent: name },
        origin,
        extent: root.written,
      },
      {
        initiators: start.initiators,
        influences: start.influences,
        lifetime: lifetimeOf(reading, root, origin),
        grants: [
          ...tokenGrants(reading, root, before),
          ...tools.grants,
          ...outputs,
          ...servers.flatMap(({ grants }) => grants),
          ...network(reading, root, before),
          // What stands in its environment the agent can read; what a server is given stays with the server.
          ...carried
            .filter(({ key }) => key.startsWith('agent:env/'))
            .map((identity) => secretGrant(identity, before)),
        ],
        gates: [
          ...start.gates,
          ...(outputs.length === 0 ? [] : [safeGate(reading, root)]),
          ...firewall(reading, root),
        ],
        carried,
        unknowns: [
          ...tools.unknowns,
          ...servers.flatMap(({ unknowns }) => unknowns),
          ...(get(root, 'imports') === undefined
            ? []
            : [
                reading.unknown(
                  get(root, 'imports') ?? root,
                  'what its imports add',
                  'they are merged in when it is compiled',
                ),
              ]),
        ],
      },
    ),
  ];
}

function lifetimeOf(reading: Reading, root: SyntaxNode, fallback: Origin): SessionFacts['lifetime'] {
  const node = get(root, 'timeout-minutes') ?? get(root, 'timeout_minutes');
  const minutes = Number(textOf(node) ?? '');
  const declared = node !== undefined && Number.isFinite(minutes) && minutes > 0;
  return {
    seconds: (declared ? minutes : DEFAULT_MINUTES) * 60,
    basis: declared ? 'declared' : 'platform-default',
    boundBy: 'timeout-minutes',
    origin: node === undefined ? fallback : reading.originOf(node),
  };
}

/** What the job's own token may do; it only reads unless something else is written. */
function tokenGrants(reading: Reading, root: SyntaxNode, gates: readonly string[]): readonly Grant[] {
  const node = get(root, 'permissions');
  const all = /^(read|write)(?:-all)?$/u.exec(textOf(node) ?? '')?.[1];
  const scopes = PERMISSION_SCOPES.filter(({ levels }) => levels.length > 0);
  if (node !== undefined && all !== undefined) {
    return scopes
      .filter(({ levels }) => (levels as readonly string[]).includes(all))
      .map((scope) => tokenGrant(scope, all as AccessLevel, reading.originOf(node), gates));
  }
  return entries(node).flatMap(({ key, value }) => {
    const scope = scopes.find((candidate) => candidate.name === key.text);
    const level = textOf(value);
    if (scope === undefined || (level !== 'read' && level !== 'write')) return [];
    return [tokenGrant(scope, level, reading.originOf(value), gates)];
  });
}

const CONVERSATIONAL: ReadonlySet<string> = new Set([
  'issues',
  'pull-requests',
  'discussions',
  'checks',
  'statuses',
  'models',
  'security-events',
  'repository-projects',
  // What it asks its model with; billed, and nobody reads it.
  'copilot-requests',
]);

function tokenGrant(
  { name, system, opens }: (typeof PERMISSION_SCOPES)[number],
  access: AccessLevel,
  origin: Origin,
  gates: readonly string[],
): Grant {
  const words = access === 'read' ? opens.read : opens.write;
  return {
    ...toolGrant({
      action: `${name}:${access}`,
      reach: {
        system: { kind: system, name: 'this repository' },
        access,
        opens: words ?? `${access} ${name}`,
        ...(access !== 'read' && CONVERSATIONAL.has(name) ? { conversational: true as const } : {}),
      },
      origin,
      gates,
    }),
    right: name,
  };
}

/** https://github.github.com/gh-aw/reference/network/ */
function network(reading: Reading, root: SyntaxNode, gates: readonly string[]): readonly Grant[] {
  const node = get(root, 'network');
  const key = entry(root, 'network')?.key ?? entry(root, 'on')?.key ?? root;
  const listed = textsOf(get(node, 'allowed'));
  if (node?.kind === 'mapping' && node.entries.length === 0) return [];
  const hosts = listed.length === 0 ? 'defaults' : listed.map(({ text }) => text).join(', ');
  return [
    toolGrant({
      action: `network: ${hosts}`,
      reach: {
        system: { kind: 'network', name: 'the network' },
        access: 'read',
        opens: listed.some(({ text }) => text === '*') ? 'reach any host' : `reach ${hosts}`,
      },
      origin: reading.originOf(key),
      gates,
      certainty: node === undefined ? 'platform-default' : 'declared',
      declaredFor: node === undefined ? 'default' : 'session',
    }),
  ];
}

function secretGrant(identity: CarriedIdentity, gates: readonly string[]): Grant {
  return {
    ...toolGrant({
      action: `secret:${identity.name}`,
      reach: {
        system: { kind: 'secrets', name: 'its environment' },
        access: 'read',
        opens: 'read the secret',
      },
      origin: identity.origin,
      gates,
    }),
    resource: identity.name,
    identity: identity.key,
  };
}

function safeGate(reading: Reading, root: SyntaxNode): Gate {
  return {
    id: SAFE,
    kind: 'fresh-session',
    state: 'enforced',
    name: 'safe outputs',
    why: 'The agent only asks; another job with permissions of its own checks what it asks for, limits how often, and carries it out',
    origin: reading.originOf(entry(root, 'safe-outputs')?.key ?? root),
  };
}

/** "Disable it only during development": https://github.github.com/gh-aw/reference/network/#disabling-the-firewall */
function firewall(reading: Reading, root: SyntaxNode): readonly Gate[] {
  const off = at(root, 'sandbox', 'agent') ?? get(root, 'sandbox');
  if (off === undefined || !isFalse(off)) return [];
  return [
    {
      id: 'sandbox-off',
      kind: 'condition',
      state: 'ineffective',
      name: 'firewall of the agent',
      why: 'the sandbox is switched off, so that the hosts listed under `network` hold back nothing',
      origin: reading.originOf(off),
    },
  ];
}
