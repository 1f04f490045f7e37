import { joinedTools, NO_SERVERS, OTHER_SETTINGS } from '../../../knowledge/agents/claude/joinedTools.js';
import { modeOf } from '../../../knowledge/agents/claude/modes.js';
import type { PlacedRule } from '../../../knowledge/agents/claude/placedRules.js';
import { isSaidElsewhere, placedRule } from '../../../knowledge/agents/claude/placedRules.js';
import { RuleIndex } from '../../../knowledge/agents/claude/ruleIndex.js';
import { idleRule } from '../../../knowledge/agents/permissions/rule.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { AgentSettings, PlacedText } from '../../../model/agentParts.js';
import type { Grant, SessionFacts } from '../../../model/facts.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import { baseName, parentUri } from '../../../text/uri.js';
import { CLAUDE, CLAUDE_SETTINGS } from '../mcp/dialects.js';
import { secretsIn } from '../mcp/secrets.js';
import { readServers, serverSecrets } from '../mcp/servers.js';
import type { Lowered, Reading } from '../reading.js';
import { at, booleanOf, textsOf } from '../reading.js';
import { agentSession } from '../session.js';
import { hookGates } from './hooks.js';
import { ruleSecret } from './ruleSecrets.js';
import { quoted } from '../../../text/quoted.js';

/** The session that a settings file of Claude Code sets up, as it alone shows it, and what it adds to others. */
export function lowerSettings(reading: Reading): Lowered {
  const { root } = reading;
  if (root === undefined) return { sessions: [] };
  const settings = settingsIn(reading, root);
  tellIdleRules(reading, settings.allow);
  const joined = joinedTools([settings], NO_SERVERS);
  return { sessions: [sessionOf(reading, root, settings, joined)], agent: settings };
}

function sessionOf(
  reading: Reading,
  root: SyntaxNode,
  { scope, localId, place, allow, ask }: AgentSettings,
  { grants, gates, unknowns }: ReturnType<typeof joinedTools>,
): SessionFacts {
  return agentSession(
    {
      localId,
      noun: 'agent',
      label: scope === 'project' ? 'Claude Code' : `Claude Code (${scope})`,
      name: `Claude Code / ${scope} settings`,
      subject: { agent: 'claude-code', settings: scope },
      origin: place,
      extent: root.written,
    },
    {
      grants,
      gates,
      carried: [
        ...secretsIn(reading, { owner: 'env', dialect: CLAUDE_SETTINGS, env: [get(root, 'env')] }),
        ...placedRules('allow', allow).flatMap(ruleSecret),
        ...placedRules('ask', ask).flatMap(ruleSecret),
        ...readServers(get(root, 'mcpServers')).flatMap((server) => serverSecrets(reading, server, CLAUDE)),
      ],
      unknowns: [
        ...unknowns,
        reading.unknown(
          root.kind === 'mapping' ? (root.entries[0]?.key ?? root) : root,
          OTHER_SETTINGS,
          'settings of the person and of the organization lie outside of this file',
        ),
      ],
    },
  );
}

function settingsIn(reading: Reading, root: SyntaxNode): AgentSettings {
  const scope = scopeOf(reading.uri);
  const list = (name: 'allow' | 'ask' | 'deny'): readonly PlacedText[] => rulesIn(reading, root, name);
  const mode = modeIn(reading, root, scope);
  const all = get(root, 'enableAllProjectMcpServers');
  const allServers = booleanOf(all);
  const names = (key: string): readonly PlacedText[] => reading.placedTexts(get(root, key));
  return {
    kind: 'settings',
    folder: folderOf(reading.uri),
    scope,
    localId: `settings:${scope}`,
    allow: list('allow'),
    ask: list('ask'),
    deny: list('deny'),
    ...(mode === undefined ? {} : { mode }),
    // https://code.claude.com/docs/en/settings-reference#permissions-disablebypasspermissionsmode
    forbidsBypass: textOf(at(root, 'permissions', 'disableBypassPermissionsMode')) === 'disable',
    servers: {
      ...(all === undefined || allServers === undefined
        ? {}
        : { all: { value: allServers, origin: reading.originOf(all) } }),
      enabled: names('enabledMcpjsonServers'),
      rejected: names('disabledMcpjsonServers'),
    },
    sandbox: sandboxIn(get(root, 'sandbox')),
    hooks: hookGates(reading, get(root, 'hooks')),
    directories: directories(reading, root),
    plugins: pluginsIn(reading, get(root, 'enabledPlugins')),
    place: reading.originOf(
      root.kind === 'mapping' ? ((entry(root, 'permissions') ?? root.entries[0])?.key ?? root) : root,
    ),
  };
}

/** The folder that holds `.claude`; a file of an organization stands wherever it does. */
function folderOf(uri: string): string {
  const folder = parentUri(uri);
  return baseName(folder) === '.claude' ? parentUri(folder) : folder;
}

/** Plugins, each switched on unless its entry is `false`. https://code.claude.com/docs/en/settings#plugin-settings */
function pluginsIn(reading: Reading, node: SyntaxNode | undefined): AgentSettings['plugins'] {
  if (node?.kind !== 'mapping') return [];
  return node.entries.flatMap(({ key, value }) => {
    const name = textOf(key);
    const on = booleanOf(value) !== false;
    return name === undefined || name === '' ? [] : [{ name, on, origin: reading.originOf(key) }];
  });
}

function sandboxIn(sandbox: SyntaxNode | undefined): AgentSettings['sandbox'] {
  const told = {
    enabled: booleanOf(get(sandbox, 'enabled')),
    autoAllows: booleanOf(get(sandbox, 'autoAllowBashIfSandboxed')),
    allowsUnsandboxed: booleanOf(get(sandbox, 'allowUnsandboxedCommands')),
    filesystemOff: booleanOf(at(sandbox, 'filesystem', 'disabled')),
  };
  return {
    ...(told.enabled === undefined ? {} : { enabled: told.enabled }),
    ...(told.autoAllows === undefined ? {} : { autoAllows: told.autoAllows }),
    ...(told.allowsUnsandboxed === undefined ? {} : { allowsUnsandboxed: told.allowsUnsandboxed }),
    ...(told.filesystemOff === undefined ? {} : { filesystemOff: told.filesystemOff }),
    excluded: textsOf(get(sandbox, 'excludedCommands')).map(({ text }) => text),
  };
}

/** https://code.claude.com/docs/en/settings#where-settings-live */
function scopeOf(uri: string): 'project' | 'local' | 'managed' {
  const name = baseName(uri);
  if (name === 'managed-settings.json') return 'managed';
  return name === 'settings.local.json' ? 'local' : 'project';
}

function rulesIn(reading: Reading, root: SyntaxNode, name: 'allow' | 'ask' | 'deny'): readonly PlacedText[] {
  return textsOf(at(root, 'permissions', name)).flatMap((node) => {
    const origin = reading.originOf(node);
    if (typeof node.value !== 'string') return [];
    if (placedRule(node.text, name, origin) !== undefined) return [{ text: node.text, origin }];
    if (reading.tree.complete && node.text !== '') {
      reading.passedOver(
        node,
        `${quoted(node.text)} is no permission rule: \`Tool\` or \`Tool(specifier)\`.`,
      );
    }
    return [];
  });
}

function placedRules(list: 'allow' | 'ask', texts: readonly PlacedText[]): readonly PlacedRule[] {
  return texts.flatMap(({ text, origin }) => placedRule(text, list, origin) ?? []);
}

function tellIdleRules(reading: Reading, texts: readonly PlacedText[]): void {
  const allow = new RuleIndex(placedRules('allow', texts));
  for (const placed of allow.rules) {
    const idle = idleRule(placed.rule, 'allow');
    if (idle === undefined || isSaidElsewhere(idle, placed, (meant) => allow.near(meant))) continue;
    reading.passedOver(placed, `${quoted(placed.rule.text)} allows nothing: ${idle.why}.`);
  }
}

/** The mode that the file sets, where it may set that one. */
function modeIn(reading: Reading, root: SyntaxNode, scope: string): PlacedText | undefined {
  const node = at(root, 'permissions', 'defaultMode');
  const text = textOf(node);
  if (node === undefined || text === undefined) return undefined;
  const mode = modeOf(text);
  if (mode === undefined) {
    if (reading.tree.complete && text !== '') {
      reading.passedOver(node, `Claude Code knows no permission mode ${quoted(text)}.`);
    }
    return undefined;
  }
  // https://code.claude.com/docs/en/permission-modes#which-mode-a-session-starts-in
  if (mode === 'auto' && scope !== 'managed') {
    reading.note(
      node,
      'Auto mode',
      "It takes effect from a person's own settings only, and not from those of a project.",
      'https://code.claude.com/docs/en/permission-modes#which-mode-a-session-starts-in',
    );
    return undefined;
  }
  return { text, origin: reading.originOf(node) };
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
