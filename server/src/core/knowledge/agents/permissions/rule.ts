/*
 * Permission rules of Claude Code: `Tool` or `Tool(specifier)`.
 * https://code.claude.com/docs/en/permissions#permission-rule-syntax
 */

import { quoted } from '../../../text/quoted.js';

/** The three lists of a settings file, in the order in which they are asked. */
export type RuleList = 'deny' | 'ask' | 'allow';

export interface PermissionRule {
  /** As written. */
  readonly text: string;
  /** The tool's name as Claude Code knows it today. */
  readonly tool: string;
  /** What stands in the parentheses; absent for the whole tool. */
  readonly specifier?: string;
}

/** `Task` was renamed to `Agent` and still works: https://code.claude.com/docs/en/sub-agents#restrict-which-subagents-can-be-spawned */
const RENAMED: ReadonlyMap<string, string> = new Map([['Task', 'Agent']]);

/** Reads a rule; `undefined` for a text that is none. `Tool(*)` is the whole tool, as `Tool` is. */
export function parseRule(text: string): PermissionRule | undefined {
  const match = /^\s*([^\s()][^()]*?)\s*(?:\(([\s\S]*)\))?\s*$/u.exec(text);
  const name = match?.[1];
  if (name === undefined) return undefined;
  const tool = RENAMED.get(name) ?? name;
  const specifier = match?.[2]?.trim();
  if (specifier === undefined || specifier === '' || isWhole(tool, specifier)) return { text, tool };
  return { text, tool, specifier };
}

/**
 * https://code.claude.com/docs/en/permissions#match-all-uses-of-a-tool: `Bash(*)` is `Bash`.
 * https://code.claude.com/docs/en/permissions#webfetch: `WebFetch(domain:*)` is `WebFetch`.
 */
function isWhole(tool: string, specifier: string): boolean {
  if (specifier === '*' || specifier === ':*') return true;
  if (tool === 'Read' || tool === 'Edit') return specifier === '**' || specifier === '//**';
  return tool === 'WebFetch' && /^domain:\s*\*$/u.test(specifier);
}

/** Tools whose specifier is a command. */
export const COMMAND_TOOLS: ReadonlySet<string> = new Set(['Bash', 'PowerShell', 'Monitor']);

/** `mcp__<server>` and `mcp__<server>__<tool>`: https://code.claude.com/docs/en/permissions#mcp */
export interface ServerRule {
  readonly server: string;
  /** A name, or a pattern with `*`; absent for every tool of the server. */
  readonly tool?: string;
}

/** The server, and the tool of it, that a rule names; `undefined` for a rule that is of no server. */
export function serverRuleOf({ tool }: PermissionRule): ServerRule | undefined {
  const match = /^mcp__(.+?)(?:__(.*))?$/u.exec(tool);
  const server = match?.[1];
  if (server === undefined) return undefined;
  const name = match?.[2];
  return name === undefined || name === '' || name === '*' ? { server } : { server, tool: name };
}

/**
 * The tools that a file rule of this name is asked for. `Edit` rules hold for all that edit, `Read` rules for all that
 * read: https://code.claude.com/docs/en/tools-reference#configure-tools-with-permission-rules-and-hooks
 */
const ASKED_FOR: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Edit: ['Edit', 'Write', 'NotebookEdit', 'MultiEdit'],
    Read: ['Read', 'Grep', 'Glob', 'LSP'],
    Bash: ['Bash', 'Monitor'],
  }),
);

/** Whether a rule of one tool's name is asked for a call of another. */
export function speaksOf(rule: PermissionRule, tool: string): boolean {
  if (rule.tool === tool) return true;
  // A rule for the whole of `Write` or `Glob` is matched at the level of that tool alone.
  return ASKED_FOR.get(rule.tool)?.includes(tool) === true;
}

/** The tool by whose name rules speak of this one and its like. */
export function toolFamily(tool: string): string {
  return FAMILIES.get(tool) ?? tool;
}

const FAMILIES: ReadonlyMap<string, string> = new Map(
  [...ASKED_FOR].flatMap(([family, tools]) => tools.map((tool): [string, string] => [tool, family])),
);

/** Tool names for which a rule with a path is accepted and never asked: https://code.claude.com/docs/en/permissions#read-and-edit */
const PATHS_IGNORED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Write: 'Edit',
    NotebookEdit: 'Edit',
    MultiEdit: 'Edit',
    Glob: 'Read',
  }),
);

/** Fields of a tool that no rule can match by `Tool(field:value)`: https://code.claude.com/docs/en/permissions#match-by-input-parameter */
const PRIMARY_FIELD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Bash: 'command',
    PowerShell: 'command',
    Read: 'file_path',
    Edit: 'file_path',
    Write: 'file_path',
    Grep: 'path',
    Glob: 'path',
    NotebookEdit: 'notebook_path',
    WebFetch: 'url',
  }),
);

/** Why a rule has no effect, and how it would have one. */
export interface Idle {
  /** A clause. */
  readonly why: string;
  readonly repair?: string;
  readonly source: string;
}

const PAGE = 'https://code.claude.com/docs/en/permissions';
/** Where paths begin that are meant from the root of the file system. */
const ABSOLUTE =
  /^\/(?:etc|home|Users|root|var|usr|opt|tmp|private|mnt|media|srv|proc|sys|dev|boot|Volumes|Library|System|Applications|[a-zA-Z]\/(?:Users|Windows))(?:\/|$)/u;

/** Whether Claude Code never asks the rule, or asks it for something else than it says. */
export function idleRule(rule: PermissionRule, list: RuleList): Idle | undefined {
  return (
    misspelled(rule) ??
    ignoredPath(rule) ??
    primaryField(rule) ??
    misplacedColon(rule) ??
    rootedPath(rule, list) ??
    openName(rule, list)
  );
}

/** Names of tools that are often written in lower case, as other agents do. */
const SPELLED: ReadonlyMap<string, string> = new Map(
  'Bash Edit Glob Grep MultiEdit NotebookEdit PowerShell Read Task WebFetch WebSearch Write'
    .split(' ')
    .map((name) => [name.toLowerCase(), name]),
);

/** "The tool names are the exact strings you use in permission rules": https://code.claude.com/docs/en/tools-reference */
function misspelled({ tool, specifier }: PermissionRule): Idle | undefined {
  const meant = SPELLED.get(tool.toLowerCase());
  if (meant === undefined || meant === tool || RENAMED.get(meant) === tool) return undefined;
  return {
    why: `Claude Code knows no tool ${quoted(tool)}: names are written as ${quoted(meant)}`,
    repair: specifier === undefined ? meant : `${meant}(${specifier})`,
    source: 'https://code.claude.com/docs/en/tools-reference',
  };
}

function ignoredPath({ tool, specifier }: PermissionRule): Idle | undefined {
  const asked = PATHS_IGNORED.get(tool);
  if (asked === undefined || specifier === undefined) return undefined;
  return {
    why: `Claude Code checks files against \`Edit\` and \`Read\` rules only, and never asks a ${quoted(tool)} rule with a path`,
    repair: `${asked}(${specifier})`,
    source: `${PAGE}#read-and-edit`,
  };
}

function primaryField({ tool, specifier }: PermissionRule): Idle | undefined {
  const field = PRIMARY_FIELD.get(tool);
  const match = /^([a-z_]+)\s*:\s*(?!\*$)(\S.*)$/u.exec(specifier ?? '');
  if (field === undefined || match?.[1] !== field) return undefined;
  return {
    why: `a rule cannot match ${quoted(field)} by name, and Claude Code ignores it`,
    repair: `${tool}(${tool === 'WebFetch' ? `domain:${hostOf(match[2] ?? '')}` : (match[2] ?? '')})`,
    source: `${PAGE}#match-by-input-parameter`,
  };
}

function hostOf(url: string): string {
  return /^(?:https?:\/\/)?([^/:]+)/u.exec(url)?.[1] ?? url;
}

/** In the midst of a pattern the colon is a character like any other. */
function misplacedColon({ tool, specifier = '' }: PermissionRule): Idle | undefined {
  if (!COMMAND_TOOLS.has(tool)) return undefined;
  const match = /^([\w./-]+):\*(\s.*)$/u.exec(specifier);
  if (match === null) return undefined;
  return {
    why: '`:*` is a wildcard at the end of a pattern only; here the colon is taken for itself, which no command has',
    repair: `${tool}(${match[1] ?? ''} *${match[2] ?? ''})`,
    source: `${PAGE}#wildcard-patterns`,
  };
}

/** One slash is the folder of the settings, two are the root of the file system. */
function rootedPath({ tool, specifier = '' }: PermissionRule, list: RuleList): Idle | undefined {
  if ((tool !== 'Read' && tool !== 'Edit') || list === 'allow') return undefined;
  if (specifier.startsWith('//') || !ABSOLUTE.test(specifier)) return undefined;
  return {
    why: `one slash begins at the folder of these settings, so that it names ${quoted(specifier)} inside of the project and not on the machine`,
    repair: `${tool}(/${specifier})`,
    source: `${PAGE}#read-and-edit`,
  };
}

/** https://code.claude.com/docs/en/permissions#tool-name-wildcards */
function openName(rule: PermissionRule, list: RuleList): Idle | undefined {
  if (list !== 'allow' || !rule.tool.includes('*')) return undefined;
  if (/^mcp__[^*]+__/u.test(rule.tool)) return undefined;
  return {
    why: 'an allow rule may have a wildcard in its name only behind `mcp__<server>__`, and Claude Code skips it',
    source: `${PAGE}#tool-name-wildcards`,
  };
}
