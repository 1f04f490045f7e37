import type { AgentName } from './agentActions.js';
import type { ShellCommand, ShellWord } from '../../model/shellScript.js';

/** A program that runs an agent, as its vendor documents its command line. */
export interface AgentProgram {
  readonly agent: AgentName;
  /** How a reader knows the agent. */
  readonly name: string;
  readonly programs: readonly string[];
  /** Packages by which `npx` and its like run it. */
  readonly packages: readonly string[];
  /** Whether these words start the agent with something to do; other calls sign in, install or list. */
  readonly works: (words: readonly string[]) => boolean;
  readonly source: string;
}

/** A call of such a program. */
export interface AgentCall {
  readonly program: AgentProgram;
  /** The words behind the program's name. */
  readonly words: readonly ShellWord[];
  /** The word that names it. */
  readonly called: string;
}

const has = (pattern: RegExp) => (words: readonly string[]) => words.some((word) => pattern.test(word));
/** The first word that is no option. */
const first = (words: readonly string[]): string | undefined => words.find((word) => !word.startsWith('-'));

const PROGRAMS: readonly AgentProgram[] = [
  {
    agent: 'claude',
    name: 'Claude Code',
    programs: ['claude'],
    packages: ['@anthropic-ai/claude-code'],
    works: (words) =>
      !/^(?:mcp|config|plugin|doctor|update|install|setup-token|auth|agents|migrate-installer)$/u.test(
        words[0] ?? '',
      ) && has(/^(?:-p|--print)(?:=|$)|^-[a-z]*p[a-z]*$/u)(words),
    source: 'https://code.claude.com/docs/en/cli-reference',
  },
  {
    agent: 'codex',
    name: 'Codex',
    programs: ['codex'],
    packages: ['@openai/codex'],
    works: (words) => words.some((word) => word === 'exec' || word === 'e'),
    source: 'https://github.com/openai/codex/blob/main/docs/exec.md',
  },
  {
    agent: 'gemini',
    name: 'Gemini CLI',
    programs: ['gemini'],
    packages: ['@google/gemini-cli'],
    works: (words) =>
      has(/^(?:-p|--prompt|-y|--yolo|--approval-mode)(?:=|$)/u)(words) ||
      (first(words) !== undefined &&
        !/^(?:mcp|extensions?|skills?|hooks?|gemma|update|help)$/u.test(first(words) ?? '')),
    source: 'https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/configuration.md',
  },
  {
    agent: 'copilot',
    name: 'Copilot',
    programs: ['copilot'],
    packages: ['@github/copilot'],
    works: has(/^(?:-p|--prompt|--yolo|--allow-all|--allow-all-tools|--allow-tool)(?:=|$)/u),
    source: 'https://docs.github.com/en/copilot/how-tos/copilot-cli/use-copilot-cli/allowing-tools',
  },
  {
    agent: 'cursor',
    name: 'Cursor',
    programs: ['cursor-agent'],
    packages: [],
    works: has(/^(?:-p|--print|-f|--force|--yolo)$/u),
    source: 'https://cursor.com/docs/cli/headless',
  },
  {
    agent: 'opencode',
    name: 'OpenCode',
    programs: ['opencode'],
    packages: ['opencode-ai'],
    works: (words) => first(words) === 'run',
    source: 'https://opencode.ai/docs/permissions/',
  },
  {
    agent: 'amp',
    name: 'Amp',
    programs: ['amp'],
    packages: ['@sourcegraph/amp', '@ampcode/cli'],
    works: has(/^(?:-x|--execute|--dangerously-allow-all)(?:=|$)/u),
    source: 'https://ampcode.com/manual#permissions',
  },
  {
    agent: 'aider',
    name: 'Aider',
    programs: ['aider'],
    packages: ['aider-chat'],
    works: has(/^(?:-m|--msg|--message|-f|--message-file|--yes|--yes-always)(?:=|$)/u),
    source: 'https://aider.chat/docs/config/options.html',
  },
];

const BY_PROGRAM: ReadonlyMap<string, AgentProgram> = new Map(
  PROGRAMS.flatMap((program) => program.programs.map((name): [string, AgentProgram] => [name, program])),
);
const BY_PACKAGE: ReadonlyMap<string, AgentProgram> = new Map(
  PROGRAMS.flatMap((program) =>
    [...program.packages, ...program.programs].map((name): [string, AgentProgram] => [name, program]),
  ),
);

/** Programs that fetch a package and run it, with the words of their own that stand before its name. */
const RUNNERS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    npx: [],
    bunx: [],
    uvx: [],
    pnpx: [],
    pnpm: ['dlx', 'exec'],
    yarn: ['dlx', 'exec', 'run'],
    npm: ['exec', 'x'],
    bun: ['x', 'run'],
    pipx: ['run'],
    uv: ['run', 'tool'],
  }).map(([name, words]) => [name, new Set(words)]),
);

/** The agent that a command starts; `undefined` for every other command. */
export function agentCall({ name, args }: ShellCommand): AgentCall | undefined {
  const own = BY_PROGRAM.get(name);
  if (own !== undefined) return working({ program: own, words: args, called: name });
  const before = RUNNERS.get(name);
  if (before === undefined) return undefined;
  const at = args.findIndex(({ text }) => !text.startsWith('-') && !before.has(text) && text !== 'run');
  const called = args[at]?.text;
  const program = called === undefined ? undefined : BY_PACKAGE.get(called.replace(/(?<=.)@[^/@]*$/u, ''));
  if (program === undefined || called === undefined) return undefined;
  return working({ program, words: args.slice(at + 1), called });
}

function working(call: AgentCall): AgentCall | undefined {
  const texts = call.words.map(({ text }) => text);
  const asks = texts.some((text) => /^(?:--version|--help|-h)$/u.test(text));
  return !asks && call.program.works(texts) ? call : undefined;
}
