import { isAbsolute, resolve } from 'node:path';
import { PATCH_BEGIN, readPatch } from './patch.js';
import type { FileEdit, Replacement } from './pendingEdit.js';
import { Unjudged } from './pendingEdit.js';

/** A call of a tool that an agent is about to make, as its hook is told of it. */
export interface HookInput {
  readonly cwd: string;
  /** What the call does to files, in order; empty for a tool that edits none. */
  readonly edits: readonly FileEdit[];
  /** Whether the answer stands at the top, as for a hook of Copilot that is named in camel case. */
  readonly flat: boolean;
}

/**
 * Reads what a hook is told before a tool is used. Agents name the same things in their own ways, so an edit is known by
 * what its input holds, not by the name of the tool:
 *
 * - Claude Code: `tool_input` with `file_path` and `content`, or `old_string` and `new_string`, or a list of these.
 *   https://code.claude.com/docs/en/hooks#pretooluse-input
 * - VS Code: the same with `filePath`, `oldString` and `newString`, and `replacements` with a path each.
 *   https://code.visualstudio.com/docs/agent-customization/hooks#_pretooluse and, for the fields, `contributes.languageModelTools`
 *   in https://github.com/microsoft/vscode-copilot-chat/blob/main/package.json
 * - Copilot: `toolName` and `toolArgs`, or as Claude Code where the event is named `PreToolUse`.
 *   https://docs.github.com/en/copilot/reference/hooks-reference#pretooluse--pretooluse
 * - Codex: a patch in `command`. https://github.com/openai/codex/blob/main/codex-rs/hooks/src/events/pre_tool_use.rs
 * - The text editor tool: `path` with `file_text`, or `old_str` and `new_str`.
 *   https://platform.claude.com/docs/en/agents-and-tools/tool-use/text-editor-tool
 *
 * @param otherwise the folder to start from where the input names none
 * @throws Unjudged for what is no such input, or an edit that cannot be read
 */
export function readHookInput(text: string, otherwise: string): HookInput {
  const input = record(parsed(text));
  if (input === undefined) throw new Unjudged('the input of the hook is no JSON object');
  const roots: unknown = input['workspace_roots'];
  const cwd =
    string(input, 'cwd') ?? (Array.isArray(roots) && typeof roots[0] === 'string' ? roots[0] : otherwise);
  const flat = string(input, 'toolName') !== undefined;
  const name = string(input, 'tool_name', 'toolName');
  if (name === undefined) {
    throw new Unjudged('the input of the hook names no tool; is it one for PreToolUse?');
  }
  const given = input['tool_input'] ?? input['toolArgs'];
  const args = record(typeof given === 'string' ? parsed(given) : given);
  const edits = args === undefined ? [] : editsOf(args, cwd);
  if (edits.length === 0 && EDITING.test(name)) {
    throw new Unjudged(`what ${JSON.stringify(name)} would do cannot be told from its input`);
  }
  return { cwd, edits, flat };
}

/** Tools that edit: where one's input says nothing that is known, that is to be told. */
const EDITING =
  /^(?:edit|write|create|multiedit|apply_patch|str_replace_editor|editfiles|createfile|create_file|(?:multi_)?replace_string_in_file|insert_edit_into_file)$/iu;

type Fields = Readonly<Record<string, unknown>>;

const PATH = ['file_path', 'filePath', 'path'] as const;

function editsOf(args: Fields, cwd: string): readonly FileEdit[] {
  const patch = string(args, 'command', 'patch', 'input');
  if (patch?.trimStart().startsWith(PATCH_BEGIN) === true) return patchEdits(patch, cwd);
  const own = string(args, ...PATH);
  const text = string(args, 'content', 'contents', 'file_text');
  if (own !== undefined && text !== undefined) {
    return [{ path: absolute(cwd, own), kind: 'write', text }];
  }
  const several = [args['edits'], args['replacements']].find(Array.isArray) as readonly unknown[] | undefined;
  const parts = several === undefined ? [args] : several.map((each) => record(each) ?? {});
  const found = parts.flatMap((part): readonly FileEdit[] => {
    const path = string(part, ...PATH) ?? own;
    const replacement = replacementOf(part);
    if (path === undefined || replacement === undefined) return [];
    return [{ path: absolute(cwd, path), kind: 'replace', replacements: [replacement] }];
  });
  // A list of which a part is not understood would be judged for something else than what is done.
  return found.length === parts.length ? found : [];
}

function replacementOf(part: Fields): Replacement | undefined {
  const old = string(part, 'old_string', 'oldString', 'old_str');
  const next = string(part, 'new_string', 'newString', 'new_str');
  if (old === undefined || next === undefined) return undefined;
  return { old, next, all: part['replace_all'] === true || part['replaceAll'] === true };
}

function patchEdits(patch: string, cwd: string): readonly FileEdit[] {
  const files = readPatch(patch);
  if (files === undefined) throw new Unjudged('the patch cannot be read');
  return files.flatMap((file): readonly FileEdit[] => {
    const path = absolute(cwd, file.path);
    if (file.kind === 'delete') return [{ path, kind: 'delete' }];
    if (file.kind === 'add') return [{ path, kind: 'write', text: file.text }];
    const moved = file.moveTo === undefined ? {} : { moveTo: absolute(cwd, file.moveTo) };
    return [{ path, kind: 'patch', hunks: file.hunks, ...moved }];
  });
}

function absolute(cwd: string, path: string): string {
  return isAbsolute(path) ? path : resolve(cwd, path);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function string(fields: Fields, ...names: readonly string[]): string | undefined {
  return names.map((name) => fields[name]).find((value) => typeof value === 'string');
}
