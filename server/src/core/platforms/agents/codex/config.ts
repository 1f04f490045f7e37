import { spanning } from '../../../text/block.js';
import type { ToolReach } from '../../../knowledge/agents/toolReach.js';
import {
  ANY_COMMAND,
  THIS_MACHINE,
  THIS_WORKSPACE,
  plainReach,
} from '../../../knowledge/agents/toolReach.js';
import type { Gate, Grant, SessionFacts } from '../../../model/facts.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import { CODEX } from '../mcp/dialects.js';
import type { ServerEntry } from '../mcp/servers.js';
import { readServers, serverGrants, serverSecrets } from '../mcp/servers.js';
import type { Reading } from '../reading.js';
import { at, isTrue } from '../reading.js';
import { agentSession } from '../session.js';

const SOURCE = 'https://developers.openai.com/codex/agent-approvals-security';
const PROMPT = 'prompt';
const SANDBOX = 'sandbox';

/**
 * Codex: a session for the settings at the top, and one for each profile, which changes some of them.
 * https://developers.openai.com/codex/config-reference
 */
export function lowerCodex(reading: Reading): readonly SessionFacts[] {
  const { root } = reading;
  if (root?.kind !== 'mapping') return [];
  const servers = readServers(get(root, 'mcp_servers'));
  const first = root.entries[0]?.key ?? root;
  // A file that only sets a model or colours says nothing of what the agent may do.
  const tells = [
    'approval_policy',
    'sandbox_mode',
    'sandbox_workspace_write',
    'mcp_servers',
    'default_permissions',
    'permissions',
  ].some((key) => get(root, key) !== undefined);
  const base = tells ? [sessionOf(reading, { root, own: root, name: undefined, key: first, servers })] : [];
  const profiles = entries(get(root, 'profiles')).map(({ key, value }) =>
    sessionOf(reading, { root, own: value, name: key.text, key, servers: [] }),
  );
  trustNotes(reading, get(root, 'projects'));
  return [...base, ...profiles];
}

/** Only a folder that is trusted has its own `.codex` settings read: https://developers.openai.com/codex/config-reference */
function trustNotes(reading: Reading, projects: SyntaxNode | undefined): void {
  for (const { key, value } of entries(projects)) {
    if (textOf(get(value, 'trust_level')) !== 'trusted') continue;
    reading.note(
      key,
      'Trusted folder',
      'Codex takes over the settings that stand in its `.codex` folder.',
      SOURCE,
    );
  }
}

interface Profile {
  readonly root: SyntaxNode;
  /** The table whose settings come first. */
  readonly own: SyntaxNode;
  readonly name: string | undefined;
  readonly key: SyntaxNode;
  readonly servers: readonly ServerEntry[];
}

interface Setting {
  readonly text: string;
  readonly node: SyntaxNode | undefined;
}

function sessionOf(reading: Reading, profile: Profile): SessionFacts {
  const { root, own, name, key, servers } = profile;
  const setting = (path: string): Setting => {
    const node = get(own, path) ?? get(root, path);
    return { text: textOf(node) ?? (node?.kind === 'mapping' ? 'granular' : ''), node };
  };
  const approval = setting('approval_policy');
  const sandbox = setting('sandbox_mode');
  const network = isTrue(
    at(own, 'sandbox_workspace_write', 'network_access') ??
      at(root, 'sandbox_workspace_write', 'network_access'),
  );
  const origin = reading.originOf(key);
  // An agent of its own stands in a file of its own.
  const shown = name ?? (/\/agents\/[^/]+$/u.test(reading.uri) ? textOf(get(root, 'name')) : undefined);
  const decided = decisionOf(reading, { approval, sandbox, network, key });
  const ofServers = servers.map((server) => ({
    server,
    ...serverGrants(reading, server, (tool) => serverGates(server, tool, approval)),
  }));
  return agentSession(
    {
      localId: name === undefined ? 'config' : `profile:${name}`,
      noun: 'agent',
      label: shown === undefined ? 'Codex' : `Codex (${shown})`,
      name: name === undefined ? 'Codex' : `Codex / profile ${name}`,
      subject: { agent: 'codex', ...(name === undefined ? {} : { profile: name }) },
      origin,
      extent:
        name === undefined
          ? root.written
          : spanning(key.written, own.written.end > key.written.end ? own.written : key.written),
    },
    {
      grants: [...decided.grants, ...ofServers.flatMap(({ grants }) => grants)],
      gates: decided.gates,
      carried: ofServers.flatMap(({ server }) => serverSecrets(reading, server, CODEX)),
      unknowns: [
        ...ofServers.flatMap(({ unknowns }) => unknowns),
        ...(get(root, 'default_permissions') === undefined
          ? []
          : [
              reading.unknown(
                key,
                'what the permission profile lets through',
                'profiles of permissions are not read',
              ),
            ]),
      ],
    },
  );
}

interface Settings {
  readonly approval: Setting;
  readonly sandbox: Setting;
  readonly network: boolean;
  readonly key: SyntaxNode;
}

/** What commands may do, and what stands before that. */
function decisionOf(
  reading: Reading,
  settings: Settings,
): { readonly grants: readonly Grant[]; readonly gates: readonly Gate[] } {
  const { approval, sandbox, network, key } = settings;
  const place = reading.originOf(sandbox.node ?? approval.node ?? key);
  const asks: Gate = {
    id: PROMPT,
    kind: 'human-in-the-loop',
    state: approval.node === undefined ? 'assumed' : 'enforced',
    name: `approval (${approval.text === '' ? 'by default' : approval.text})`,
    why:
      approval.text === 'untrusted'
        ? 'A person is asked before every command that is not known to be safe'
        : 'A person is asked before a command leaves the sandbox',
    origin: reading.originOf(approval.node ?? key),
  };
  const shell = (reach: ToolReach, gates: readonly string[]): Grant => {
    return toolGrant({
      action: `shell (${sandbox.text === '' ? 'default sandbox' : sandbox.text})`,
      reach: plainReach(reach),
      origin: place,
      gates,
      certainty: sandbox.node === undefined ? 'platform-default' : 'declared',
      declaredFor: sandbox.node === undefined ? 'default' : 'session',
    });
  };
  if (sandbox.text === 'danger-full-access') {
    if (approval.text === 'untrusted') return { grants: [shell(ANY_COMMAND, [PROMPT])], gates: [asks] };
    return { grants: [shell(ANY_COMMAND, [])], gates: [fullAccess(reading, sandbox)] };
  }
  const never = approval.text === 'never';
  const outside = never
    ? []
    : [
        shell({ system: THIS_MACHINE, access: 'write', opens: 'run commands outside of the sandbox' }, [
          PROMPT,
        ]),
      ];
  const gates = never ? [] : [asks];
  if (sandbox.text === 'read-only') {
    return {
      grants: [shell({ system: THIS_WORKSPACE, access: 'read', opens: 'read files' }, []), ...outside],
      gates,
    };
  }
  const inside: ToolReach = {
    system: network ? { kind: 'network', name: 'the workspace and the network' } : THIS_WORKSPACE,
    access: 'write',
    opens: network ? 'change the workspace and reach any host' : 'change the workspace',
    source: SOURCE,
  };
  return {
    grants: [shell(inside, approval.text === 'untrusted' ? [PROMPT] : []), ...outside],
    gates: [
      ...gates,
      {
        id: SANDBOX,
        kind: 'condition',
        state: sandbox.node === undefined ? 'assumed' : 'enforced',
        name: 'sandbox',
        why: `The system keeps commands to the workspace${network ? ', but not from the network' : ' and off the network'}`,
        origin: place,
      },
    ],
  };
}

/** `--sandbox danger-full-access` is "with network access without approval prompts". */
function fullAccess(reading: Reading, { node }: Setting): Gate {
  return {
    id: 'approval-off:danger-full-access',
    kind: 'human-in-the-loop',
    state: 'ineffective',
    name: 'sandbox and approvals',
    why: '`danger-full-access` takes the sandbox away, and with it the question before a command leaves it',
    repair: 'workspace-write',
    origin: reading.originOf(node as ScalarNode),
  };
}

/** A tool's own approval mode comes before the server's, and that before the policy. */
function serverGates({ node }: ServerEntry, tool: string | undefined, approval: Setting): readonly string[] {
  const own = tool === undefined ? undefined : textOf(at(node, 'tools', tool, 'approval_mode'));
  const mode = own ?? textOf(get(node, 'default_tools_approval_mode'));
  if (mode === 'approve') return [];
  if (mode === 'prompt' || mode === 'writes') return [PROMPT];
  return approval.text === 'never' ? [] : [PROMPT];
}
