import type { ToolReach } from './toolReach.js';
import { ANY_COMMAND, THIS_MACHINE, THIS_WORKSPACE } from './toolReach.js';

const CLAUDE = 'https://code.claude.com/docs/en/tools-reference';
const GEMINI = 'https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/tools.md';
const COPILOT = 'https://docs.github.com/en/copilot/reference/custom-agents-configuration#tool-aliases';

const reading = (opens: string, source: string): ToolReach => ({
  system: THIS_WORKSPACE,
  access: 'read',
  opens,
  source,
});
const editing = (source: string): ToolReach => ({
  system: THIS_WORKSPACE,
  access: 'write',
  opens: 'change files of the workspace',
  source,
});
const fetching = (source: string): ToolReach => ({
  system: { kind: 'network', name: 'the web' },
  access: 'read',
  opens: 'fetch pages, whose text it then reads',
  source,
});

/** Tools that agents bring with them, by the name that their settings call them; what only organises their own work is left out. */
const TOOLS: ReadonlyMap<string, ToolReach> = new Map(
  Object.entries({
    Bash: ANY_COMMAND,
    PowerShell: ANY_COMMAND,
    Monitor: ANY_COMMAND,
    Read: reading('read files', CLAUDE),
    Grep: reading('search files', CLAUDE),
    Glob: reading('find files', CLAUDE),
    LS: reading('list files', CLAUDE),
    LSP: reading('read the code', CLAUDE),
    NotebookRead: reading('read notebooks', CLAUDE),
    Edit: editing(CLAUDE),
    Write: editing(CLAUDE),
    MultiEdit: editing(CLAUDE),
    NotebookEdit: editing(CLAUDE),
    WebFetch: fetching(CLAUDE),
    WebSearch: fetching(CLAUDE),
    Agent: {
      system: { kind: 'tool', name: 'other agents' },
      access: 'write',
      opens: 'start other agents',
      source: CLAUDE,
    },
    Skill: { system: { kind: 'tool', name: 'skills' }, access: 'write', opens: 'run skills', source: CLAUDE },
    Artifact: {
      system: { kind: 'api', name: 'claude.ai' },
      access: 'write',
      opens: 'publish pages',
      source: CLAUDE,
    },
    RemoteTrigger: {
      system: { kind: 'api', name: 'claude.ai' },
      access: 'write',
      opens: 'start routines',
      source: CLAUDE,
    },

    run_shell_command: ANY_COMMAND,
    ShellTool: ANY_COMMAND,
    write_file: editing(GEMINI),
    replace: editing(GEMINI),
    read_file: reading('read files', GEMINI),
    read_many_files: reading('read files', GEMINI),
    list_directory: reading('list files', GEMINI),
    glob: reading('find files', GEMINI),
    grep_search: reading('search files', GEMINI),
    search_file_content: reading('search files', GEMINI),
    web_fetch: fetching(GEMINI),
    google_web_search: fetching(GEMINI),

    execute: ANY_COMMAND,
    shell: ANY_COMMAND,
    runCommands: ANY_COMMAND,
    runInTerminal: ANY_COMMAND,
    terminal: ANY_COMMAND,
    'execute/runInTerminal': ANY_COMMAND,
    runTasks: { system: THIS_MACHINE, access: 'write', opens: 'run tasks of the workspace', source: COPILOT },
    read: reading('read files', COPILOT),
    search: reading('search files', COPILOT),
    codebase: reading('read the code', COPILOT),
    usages: reading('read the code', COPILOT),
    problems: reading('read problems', COPILOT),
    changes: reading('read changes', COPILOT),
    edit: editing(COPILOT),
    editFiles: editing(COPILOT),
    web: fetching(COPILOT),
    fetch: fetching(COPILOT),
    agent: {
      system: { kind: 'tool', name: 'other agents' },
      access: 'write',
      opens: 'start other agents',
      source: COPILOT,
    },
  } satisfies Record<string, ToolReach>),
);

/** Without case, as Copilot's aliases are; exact names first. */
const FOLDED: ReadonlyMap<string, ToolReach> = new Map(
  [...TOOLS].map(([name, reach]) => [name.toLowerCase(), reach]),
);

/** What a tool that the agent brings with it may do; `undefined` for a name that is not one of these. */
export function builtinTool(name: string): ToolReach | undefined {
  const last = /^(?:edit|read|search|execute|web|agent)\//u.test(name) ? name.split('/')[0] : undefined;
  return (
    TOOLS.get(name) ?? FOLDED.get(name.toLowerCase()) ?? (last === undefined ? undefined : TOOLS.get(last))
  );
}
