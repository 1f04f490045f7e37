/*
 * What agents hand to their hooks before a tool is used, written after their documentation. Nothing that the guard does
 * not look at is left out, so that it meets what it will meet.
 */

/** https://code.claude.com/docs/en/hooks#pretooluse-input */
export function claude(cwd: string, tool: string, input: object): string {
  return JSON.stringify({
    session_id: 'abc123',
    prompt_id: '6f1d7c2a-0e54-4f0e-9b7c-0a1b2c3d4e5f',
    transcript_path: '/home/me/.claude/projects/shop/abc123.jsonl',
    cwd,
    permission_mode: 'acceptEdits',
    effort: { level: 'high' },
    hook_event_name: 'PreToolUse',
    tool_name: tool,
    tool_input: input,
    tool_use_id: 'toolu_01ABC123',
  });
}

/** https://code.visualstudio.com/docs/agent-customization/hooks */
export function vscode(cwd: string, tool: string, input: object): string {
  return JSON.stringify({
    timestamp: '2026-02-09T10:30:00.000Z',
    cwd,
    sessionId: 'session-identifier',
    hookEventName: 'PreToolUse',
    transcript_path: '/path/to/transcript.json',
    tool_name: tool,
    tool_input: input,
    tool_use_id: 'tool-123',
  });
}

/** https://docs.github.com/en/copilot/reference/hooks-reference#pretooluse--pretooluse (the camel case format) */
export function copilot(cwd: string, tool: string, args: object): string {
  return JSON.stringify({
    sessionId: 'abc',
    timestamp: 1_770_000_000_000,
    cwd,
    toolName: tool,
    toolArgs: JSON.stringify(args),
  });
}

/** https://github.com/openai/codex/blob/main/codex-rs/hooks/src/events/pre_tool_use.rs */
export function codex(cwd: string, patch: string): string {
  return JSON.stringify({
    session_id: '0199',
    turn_id: 'turn-1',
    transcript_path: null,
    cwd,
    hook_event_name: 'PreToolUse',
    model: 'gpt-5',
    permission_mode: 'default',
    tool_name: 'apply_patch',
    tool_input: { command: patch },
    tool_use_id: 'call-apply-patch',
  });
}
