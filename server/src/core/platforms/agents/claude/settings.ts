import { idleRule } from '../../../knowledge/agents/permissions/rule.js';
import type { Gate, Grant, SessionFacts } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import { baseName } from '../../../text/uri.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import { CLAUDE, CLAUDE_SETTINGS } from '../mcp/dialects.js';
import { readServers, serverSecrets } from '../mcp/servers.js';
import { secretsIn } from '../mcp/secrets.js';
import type { Reading } from '../reading.js';
import { at, isFalse, isTrue, textsOf } from '../reading.js';
import { agentSession } from '../session.js';
import type { Permissions } from '../../../knowledge/agents/claude/allowed.js';
import { allowedTools } from '../../../knowledge/agents/claude/allowed.js';
import { hookGates } from './hooks.js';
import { idleGates } from './idleGates.js';
import { bypass, modeOf, standingTools } from '../../../knowledge/agents/claude/modes.js';
import type { PlacedRule } from '../../../knowledge/agents/claude/placedRules.js';
import { isSaidElsewhere, placedRule } from '../../../knowledge/agents/claude/placedRules.js';
import { ruleSecret } from './ruleSecrets.js';

/** The session that a settings file of Claude Code sets up, as it alone shows it. */
export function lowerSettings(reading: Reading): readonly SessionFacts[] {
  const { root } = reading;
  if (root === undefined) return [];
  const scope = scopeOf(reading.uri);
  const permissions = readPermissions(reading, root);
  const origin = reading.originOf(
    root.kind === 'mapping' ? ((entry(root, 'permissions') ?? root.entries[0])?.key ?? root) : root,
  );
  const sandbox = get(root, 'sandbox');
  const enabled = isTrue(get(sandbox, 'enabled'));
  const autoAllows = enabled && !isFalse(get(sandbox, 'autoAllowBashIfSandboxed'));
  const standing = {
    ...modeIn(reading, root, origin, scope),
    autoAllows,
    contained: permissions.contained,
    attended: true,
  };
  const allowed = allowedTools(permissions);
  const others = standingTools(permissions, standing);
  const off = isOff(root) ? undefined : bypass(standing, 'default');
  const filesGuarded = enabled && !isTrue(at(sandbox, 'filesystem', 'disabled'));
  return [
    agentSession(
      {
        localId: `settings:${scope}`,
        noun: 'agent',
        label: scope === 'project' ? 'Claude Code' : `Claude Code (${scope})`,
        name: `Claude Code / ${scope} settings`,
        subject: { agent: 'claude-code', settings: scope },
        origin,
        extent: root.written,
      },
      {
        grants: [...allowed.grants, ...others.grants, ...directories(reading, root)],
        gates: unique([
          ...(off === undefined ? [] : [off]),
          ...serverApproval(reading, root),
          ...allowed.gates,
          ...others.gates,
          ...idleGates(permissions, { sandboxed: filesGuarded && permissions.contained, autoAllows }),
          ...hookGates(reading, get(root, 'hooks')),
        ]),
        carried: [
          ...secretsIn(reading, { owner: 'env', dialect: CLAUDE_SETTINGS, env: [get(root, 'env')] }),
          ...[...permissions.allow, ...permissions.ask].flatMap(ruleSecret),
          ...readServers(get(root, 'mcpServers')).flatMap((server) => serverSecrets(reading, server, CLAUDE)),
        ],
        unknowns: [
          ...allowed.unknowns,
          reading.unknown(
            root.kind === 'mapping' ? (root.entries[0]?.key ?? root) : root,
            'what other settings add',
            'settings of the person and of the organization lie outside of this file',
          ),
        ],
      },
    ),
  ];
}

/** https://code.claude.com/docs/en/settings#where-settings-live */
function scopeOf(uri: string): 'project' | 'local' | 'managed' {
  const name = baseName(uri);
  if (name === 'managed-settings.json') return 'managed';
  return name === 'settings.local.json' ? 'local' : 'project';
}

function readPermissions(reading: Reading, root: SyntaxNode): Permissions {
  const sandbox = get(root, 'sandbox');
  const list = (name: 'allow' | 'ask' | 'deny'): readonly PlacedRule[] =>
    textsOf(at(root, 'permissions', name)).flatMap((node) => {
      const placed = placedRule(node.text, name, reading.originOf(node));
      if (placed === undefined && reading.tree.complete && node.text !== '') {
        reading.passedOver(node, `\`${node.text}\` is no permission rule: \`Tool\` or \`Tool(specifier)\`.`);
      }
      return placed ?? [];
    });
  const allow = list('allow');
  for (const placed of allow) {
    const idle = idleRule(placed.rule, 'allow');
    if (idle === undefined || isSaidElsewhere(idle, placed, allow)) continue;
    reading.passedOver(placed, `\`${placed.rule.text}\` allows nothing: ${idle.why}.`);
  }
  return {
    allow,
    ask: list('ask'),
    deny: list('deny'),
    rejected: new Map(
      textsOf(get(root, 'disabledMcpjsonServers')).map((node) => [node.text, reading.originOf(node)]),
    ),
    // https://code.claude.com/docs/en/sandboxing#the-unsandboxed-retry-escape-hatch
    contained:
      isTrue(get(sandbox, 'enabled')) &&
      isFalse(get(sandbox, 'allowUnsandboxedCommands')) &&
      textsOf(get(sandbox, 'excludedCommands')).length === 0,
  };
}

function modeIn(
  reading: Reading,
  root: SyntaxNode,
  fallback: Origin,
  scope: string,
): {
  readonly mode: NonNullable<ReturnType<typeof modeOf>>;
  readonly declared: boolean;
  readonly origin: Origin;
} {
  const node = at(root, 'permissions', 'defaultMode');
  const text = textOf(node);
  const mode = modeOf(text);
  if (node === undefined || text === undefined) return { mode: 'default', declared: false, origin: fallback };
  if (mode === undefined) {
    if (reading.tree.complete && text !== '') {
      reading.passedOver(node, `Claude Code knows no permission mode \`${text}\`.`);
    }
    return { mode: 'default', declared: false, origin: fallback };
  }
  // https://code.claude.com/docs/en/permission-modes#which-mode-a-session-starts-in
  if (mode === 'auto' && scope !== 'managed') {
    reading.note(
      node,
      'Auto mode',
      "It takes effect from a person's own settings only, and not from those of a project.",
      'https://code.claude.com/docs/en/permission-modes#which-mode-a-session-starts-in',
    );
    return { mode: 'default', declared: false, origin: reading.originOf(node) };
  }
  // Whoever may not bypass is asked.
  if (mode === 'bypassPermissions' && isOff(root)) {
    return { mode: 'default', declared: true, origin: reading.originOf(node) };
  }
  return { mode, declared: true, origin: reading.originOf(node) };
}

/** https://code.claude.com/docs/en/settings-reference#permissions-disablebypasspermissionsmode */
function isOff(root: SyntaxNode): boolean {
  return textOf(at(root, 'permissions', 'disableBypassPermissionsMode')) === 'disable';
}

/** https://code.claude.com/docs/en/settings-reference#enableallprojectmcpservers */
function serverApproval(reading: Reading, root: SyntaxNode): readonly Gate[] {
  const node = get(root, 'enableAllProjectMcpServers');
  if (node === undefined || !isTrue(node)) return [];
  return [
    {
      id: 'approval-off-servers',
      kind: 'human-in-the-loop',
      state: 'ineffective',
      name: 'question before a server of the project is started',
      why: 'every server that `.mcp.json` names, or will name, is started without a question',
      repair: 'false',
      origin: reading.originOf(node),
    },
  ];
}

/** Folders beside the one that the agent was started in are read without a question; edits are asked for as elsewhere. */
function directories(reading: Reading, root: SyntaxNode): readonly Grant[] {
  return textsOf(at(root, 'permissions', 'additionalDirectories')).map((node) =>
    toolGrant({
      action: `additionalDirectories:${node.text}`,
      reach: {
        system: { kind: 'tool', name: `folder ${node.text}` },
        access: 'read',
        opens: `read files in ${node.text}`,
      },
      origin: reading.originOf(node),
      gates: [],
    }),
  );
}

function unique(gates: readonly Gate[]): readonly Gate[] {
  const seen = new Set<string>();
  return gates.filter(({ id }) => !seen.has(id) && seen.add(id));
}
