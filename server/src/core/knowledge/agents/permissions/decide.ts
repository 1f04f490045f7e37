import { isFileCommand, isReadOnlyCommand, matchesCommand, subcommands } from './commands.js';
import { filesOf, removesCriticalPath, withoutRedirects } from './fileAccess.js';
import { globMatches } from './globs.js';
import type { Places } from './paths.js';
import { matchesPath } from './paths.js';
import type { PermissionRule, RuleList } from './rule.js';
import { COMMAND_TOOLS, idleRule, serverRuleOf, speaksOf } from './rule.js';

/*
 * What Claude Code does with a call of a tool, by its rules and its mode.
 * https://code.claude.com/docs/en/permissions#manage-permissions
 * https://code.claude.com/docs/en/permission-modes
 */

/** https://code.claude.com/docs/en/permission-modes#available-modes; `manual` is `default`. */
export type Mode = 'default' | 'acceptEdits' | 'plan' | 'auto' | 'dontAsk' | 'bypassPermissions';

export interface Policy {
  readonly deny: readonly PermissionRule[];
  readonly ask: readonly PermissionRule[];
  readonly allow: readonly PermissionRule[];
  readonly mode: Mode;
  /** Whether commands run in the sandbox without a question: https://code.claude.com/docs/en/sandboxing#auto-allow-mode */
  readonly sandboxed: boolean;
  readonly places: Places;
}

/** One call, with the part of its input that rules look at. */
export interface Call {
  readonly tool: string;
  readonly command?: string;
  /** Absolute. */
  readonly path?: string;
  /** Of a fetch. */
  readonly host?: string;
  /** Of a subagent or skill. */
  readonly name?: string;
  /** Other fields of the input, for `Tool(field:value)`. */
  readonly input?: Readonly<Record<string, string>>;
}

/** `reviewed` is by a classifier instead of a person. */
export type Outcome = 'deny' | 'ask' | 'allow' | 'reviewed';

export function decide(call: Call, policy: Policy): Outcome {
  if (call.command !== undefined && COMMAND_TOOLS.has(call.tool)) {
    return decideCommand(call, call.command, policy);
  }
  if (policy.deny.some((rule) => matches(rule, call, 'deny', policy))) return 'deny';
  if (policy.ask.some((rule) => matches(rule, call, 'ask', policy))) return asked(policy);
  if (policy.mode === 'plan' && isEdit(call.tool)) return 'deny';
  if (policy.mode === 'bypassPermissions') return 'allow';
  const guarded = isEdit(call.tool) && isProtected(call.path ?? '');
  if (!guarded && policy.allow.some((rule) => matches(rule, call, 'allow', policy))) return 'allow';
  if (isFree(call, policy)) return 'allow';
  if (editsFreely(policy) && isEdit(call.tool) && !guarded && isInside(call.path, policy)) {
    return 'allow';
  }
  return unmatched(policy);
}

/** Each command of a line is matched by itself: one that is denied or asked for decides, and all have to be allowed. */
function decideCommand(call: Call, line: string, policy: Policy): Outcome {
  const parts = subcommands(line);
  const any = (list: RuleList): boolean =>
    parts.some((command) => policy[list].some((rule) => matches(rule, { ...call, command }, list, policy)));
  if (any('deny') || parts.some((command) => touchesDenied(command, policy))) return 'deny';
  if (any('ask')) return asked(policy);
  if (parts.some((command) => removesCriticalPath(command, policy.places))) {
    return policy.mode === 'auto' ? 'reviewed' : asked(policy);
  }
  if (policy.mode === 'bypassPermissions') return 'allow';
  const whole = policy.allow.some(({ tool, specifier }) => tool === call.tool && specifier === line);
  if (whole || parts.every((command) => isFine({ ...call, command }, command, policy))) return 'allow';
  if (policy.sandboxed && policy.mode !== 'plan') return 'allow';
  return unmatched(policy);
}

/** A rule allows the command, and not the file that its output goes to. */
function isFine(call: Call, command: string, policy: Policy): boolean {
  const bare = withoutRedirects(command);
  const runs =
    policy.allow.some((rule) => matches(rule, call, 'allow', policy)) ||
    isReadOnlyCommand(bare) ||
    (policy.mode === 'acceptEdits' && isFileCommand(bare));
  return (
    runs &&
    filesOf(command, policy.places).every((file) => file.tool === 'Read' || isWritable(file.path, policy))
  );
}

/** https://code.claude.com/docs/en/permission-modes#how-the-classifier-evaluates-actions: edits here are not reviewed. */
function editsFreely({ mode }: Policy): boolean {
  return mode === 'acceptEdits' || mode === 'auto';
}

function isWritable(path: string, policy: Policy): boolean {
  if (isProtected(path)) return false;
  if (editsFreely(policy) && isInside(path, policy)) return true;
  return policy.allow.some((rule) => matches(rule, { tool: 'Edit', path }, 'allow', policy));
}

function touchesDenied(command: string, policy: Policy): boolean {
  return filesOf(command, policy.places).some(({ tool, path }) =>
    policy.deny.some((rule) => rule.specifier !== undefined && matches(rule, { tool, path }, 'deny', policy)),
  );
}

/** Where nobody can be asked, what would ask is refused: https://code.claude.com/docs/en/permission-modes#allow-only-pre-approved-tools-with-dontask-mode */
function asked({ mode }: Policy): Outcome {
  return mode === 'dontAsk' ? 'deny' : 'ask';
}

function unmatched({ mode }: Policy): Outcome {
  if (mode === 'auto') return 'reviewed';
  return mode === 'dontAsk' ? 'deny' : 'ask';
}

function matches(rule: PermissionRule, call: Call, list: RuleList, policy: Policy): boolean {
  const idle = idleRule(rule, list);
  // A path from a single slash is asked, only not for what it looks like.
  if (idle !== undefined && !/^\/[^/]/u.test(rule.specifier ?? '')) return false;
  if (!namesTool(rule, call.tool, list)) return false;
  if (rule.specifier === undefined) return !isReplacedBySandbox(rule, call, list, policy);
  const field = list === 'allow' ? undefined : /^([a-z_]+)\s*:\s*(\S.*)$/u.exec(rule.specifier);
  const value = field?.[1] === undefined ? undefined : call.input?.[field[1]];
  if (value !== undefined) return globMatches(field?.[2] ?? '', value);
  if (call.command !== undefined) return matchesCommand(rule.specifier, call.command, list);
  if (call.path !== undefined) return matchesPath(rule.specifier, call.path, list, policy.places);
  if (call.host !== undefined) return matchesHost(rule.specifier, call.host);
  return call.name !== undefined && matchesName(rule.specifier, call.name);
}

function namesTool(rule: PermissionRule, tool: string, list: RuleList): boolean {
  // Whoever may not read a file may not change it either: https://code.claude.com/docs/en/permissions#read-and-edit
  if (
    list === 'deny' &&
    rule.tool === 'Read' &&
    rule.specifier !== undefined &&
    (tool === 'Edit' || tool === 'Write')
  ) {
    return true;
  }
  if (list !== 'allow' && rule.tool.includes('*') && globMatches(rule.tool, tool)) return true;
  const server = serverRuleOf(rule);
  const called = serverRuleOf({ text: tool, tool });
  if (server === undefined || called === undefined) return speaksOf(rule, tool);
  if (server.server !== called.server) return false;
  return server.tool === undefined || globMatches(server.tool, called.tool ?? '');
}

/** The boundary of the sandbox stands in for the question before the whole tool, except while planning. */
function isReplacedBySandbox(rule: PermissionRule, call: Call, list: RuleList, policy: Policy): boolean {
  return (
    list === 'ask' &&
    rule.tool === 'Bash' &&
    call.tool === 'Bash' &&
    policy.sandboxed &&
    policy.mode !== 'plan'
  );
}

/** https://code.claude.com/docs/en/permissions#webfetch: apart from a leading `*.`, a wildcard stays between two dots. */
function matchesHost(specifier: string, host: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/\.$/u, '');
  const pattern = plain(/^domain:\s*(.*)$/u.exec(specifier)?.[1] ?? '');
  const name = plain(host);
  if (pattern.startsWith('*.')) return name.endsWith(pattern.slice(1)) && name.length > pattern.length - 1;
  const labels = pattern.split('.');
  const own = name.split('.');
  return labels.length === own.length && labels.every((label, i) => globMatches(label, own[i] ?? ''));
}

/** `Skill(name *)` is a prefix with whatever arguments: https://code.claude.com/docs/en/skills#restrict-claude’s-skill-access */
function matchesName(specifier: string, name: string): boolean {
  const prefix = /^(.*) \*$/u.exec(specifier)?.[1];
  return name === specifier || (prefix !== undefined && (name === prefix || name.startsWith(`${prefix} `)));
}

const EDITING: ReadonlySet<string> = new Set(['Edit', 'Write', 'NotebookEdit', 'MultiEdit']);

function isEdit(tool: string): boolean {
  return EDITING.has(tool);
}

/** https://code.claude.com/docs/en/permission-modes#protected-paths */
const PROTECTED =
  /(?:^|\/)(?:\.git|\.config\/git|\.vscode|\.idea|\.husky|\.cargo|\.devcontainer|\.yarn|\.mvn|\.claude(?!\/worktrees(?:\/|$)))(?:\/|$)|(?:^|\/)(?:\.gitconfig|\.gitmodules|\.bashrc|\.bash_profile|\.zshrc|\.profile|\.envrc|\.npmrc|\.pre-commit-config\.yaml|\.mcp\.json|\.claude\.json)$/u;

function isProtected(path: string): boolean {
  return PROTECTED.test(path);
}

function isInside(path: string | undefined, { places }: Policy): boolean {
  return path === undefined || path === places.cwd || path.startsWith(`${places.cwd}/`);
}

/**
 * Tools that Claude Code runs without asking, files only inside of the working directory.
 * https://code.claude.com/docs/en/tools-reference, column "Permission required"
 */
const FREE: ReadonlySet<string> = new Set(
  (
    'Agent AskUserQuestion CronCreate CronDelete CronList EnterPlanMode ExitWorktree ListAgents ListMcpResourcesTool LSP ' +
    'PushNotification ReadMcpResourceTool RemoteTrigger ReportFindings ScheduleWakeup SendMessage SendUserFile TaskCreate ' +
    'TaskGet TaskList TaskOutput TaskStop TaskUpdate TodoWrite ToolSearch WaitForMcpServers'
  ).split(' '),
);
const READING: ReadonlySet<string> = new Set(['Read', 'Grep', 'Glob']);

function isFree({ tool, path }: Call, policy: Policy): boolean {
  return FREE.has(tool) || (READING.has(tool) && isInside(path, policy));
}
