import { remark } from '../remark.js';
import type { Arguments } from '../arguments.js';
import type { Command } from '../command.js';
import type { ExitCode } from '../exitCode.js';
import { EXIT, UsageError } from '../exitCode.js';
import { decode } from '../../disk/readText.js';
import { readHookInput } from '../guarding/hookInput.js';
import type { HookInput } from '../guarding/hookInput.js';
import { judgeEdits } from '../guarding/judgeEdit.js';
import type { Terminal } from '../terminal.js';

const ANSWERS = ['ask', 'deny'] as const;
const ASK_ON = ['wider', 'unknown'] as const;

export const guard: Command = {
  name: 'guard',
  summary: 'answer the hook of a coding agent: ask a person before an edit that makes a session wider',
  operands: '[OPTIONS]',
  details: `Reads on standard input what a coding agent tells its hook before it uses a tool (PreToolUse). Where the edit would
make a session wider, the answer is to ask a person, with what trustscope diff would say of it; else nothing is said.
The files are compared as they are and as they would be, and nothing is written. See docs/agents.md for the settings
of each agent.

An edit that cannot be judged is let through with a line on standard error, and so is a failure of TrustScope itself;
with --strict a person is asked then, too.

Exit codes: 0, whatever was answered; 2 with --strict where not even the input could be read, which blocks the edit.`,
  options: {
    answer: {
      value: 'ANSWER',
      choices: ANSWERS,
      help: 'what to answer, for agents whose hooks cannot ask (default: ask)',
    },
    'ask-on': {
      value: 'WHAT',
      choices: ASK_ON,
      help: 'unknown: also where something is no longer known (default: wider)',
    },
    strict: { help: 'ask where the edit cannot be judged' },
  },
  // Agents take most other codes for "blocked".
  mistake: (words) => (words.includes('--strict') ? EXIT.usage : EXIT.clean),
  run: runGuard,
};

function runGuard(args: Arguments, terminal: Terminal): ExitCode {
  if (args.operands.length > 0) {
    throw new UsageError('guard takes no operands; the edit is read on standard input');
  }
  let input: HookInput | undefined;
  try {
    input = readHookInput(decode(terminal.readInput()).text, terminal.cwd);
    if (input.edits.length === 0) return EXIT.clean;
    const alsoUnknown = args.choice('ask-on', ASK_ON, 'wider') === 'unknown';
    const verdict = judgeEdits(input.edits, input.cwd, terminal, alsoUnknown);
    if (verdict !== undefined) answer(verdict.reason, input, args, terminal);
    return EXIT.clean;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    terminal.err(remark(`this edit was not judged: ${why}`));
    if (!args.has('strict')) return EXIT.clean;
    if (input === undefined) return EXIT.usage;
    answer(`TrustScope could not judge this edit: ${why}`, input, args, terminal);
    return EXIT.clean;
  }
}

/** https://code.claude.com/docs/en/hooks#pretooluse-decision-control */
function answer(reason: string, { flat }: HookInput, args: Arguments, terminal: Terminal): void {
  const decision = {
    permissionDecision: args.choice('answer', ANSWERS, 'ask'),
    permissionDecisionReason: reason,
  };
  const output = flat ? decision : { hookSpecificOutput: { hookEventName: 'PreToolUse', ...decision } };
  terminal.out(`${JSON.stringify(output)}\n`);
}
