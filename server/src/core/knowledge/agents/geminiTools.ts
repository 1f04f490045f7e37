import { builtinTool } from './builtinTools.js';
import { serverNamed } from './servers/lookup.js';
import { serverReach } from './servers/toolReach.js';
import { shellReach } from './shellReach.js';
import type { ToolReach } from './toolReach.js';
import { quoted } from '../../text/quoted.js';

/*
 * Entries of the lists of tools that Gemini CLI has.
 * https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/configuration.md, "tools"
 */

/** `run_shell_command(git)` is every command that begins so: docs/tools/shell.md, "Command restrictions". */
export interface GeminiTool {
  readonly tool: string;
  readonly prefix: string | undefined;
}

/** The tools that change something or bring in texts, which it has without any list. */
export const GEMINI_TOOLS: readonly string[] = ['run_shell_command', 'write_file', 'read_file', 'web_fetch'];

export function geminiTool(text: string): GeminiTool {
  const match = /^([\w-]+)\s*(?:\((.*)\))?$/u.exec(text);
  const prefix = match?.[2];
  return { tool: match?.[1] ?? text, prefix: prefix === '' || prefix === '*' ? undefined : prefix };
}

/** What an entry of a list lets through. */
export function geminiReach(text: string): ToolReach {
  const { tool, prefix } = geminiTool(text);
  const builtin = builtinTool(tool);
  if (builtin?.runsAnything === true && prefix !== undefined) {
    return shellReach(`${prefix.replace(/[:\s]*\*$/u, '')} *`);
  }
  const server = /^mcp_([^_]+)_(.+)$/u.exec(tool);
  if (server !== null) {
    const [, name = '', called = ''] = server;
    return serverReach(name, called === '*' ? undefined : called, serverNamed(name));
  }
  return builtin ?? { system: { kind: 'tool', name: tool }, access: 'read', opens: `use ${quoted(tool)}` };
}
