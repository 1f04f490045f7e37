import { shellReach } from '../../../knowledge/agents/shellReach.js';
import { terminalGlobs } from '../../../knowledge/agents/terminalRules.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { ToolReach } from '../../../knowledge/agents/toolReach.js';
import {
  ANY_COMMAND,
  plainReach,
  THIS_MACHINE,
  THIS_WORKSPACE,
} from '../../../knowledge/agents/toolReach.js';
import type { Gate, Grant, SessionFacts } from '../../../model/facts.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, entry, get, textOf } from '../../../syntax/syntaxTree.js';
import { quoted } from '../../../text/quoted.js';
import type { Reading } from '../reading.js';
import { booleanOf, isFalse, isTrue } from '../reading.js';
import { agentSession } from '../session.js';

const SOURCE = 'https://code.visualstudio.com/docs/agents/run/approvals';
const PROMPT = 'prompt';
const RULES = 'chat.tools.terminal.autoApprove';

/**
 * The agents of VS Code, by the settings of a folder: a folder that is trusted may let commands, edits and pages through
 * without a question, and start sessions that ask for nothing.
 * https://code.visualstudio.com/docs/agents/run/approvals
 *
 * Which settings a folder may have: `scope` and `restricted` in src/vs/workbench/contrib/chat/browser/chat.contribution.ts
 * and src/vs/workbench/contrib/terminalContrib/chatAgentTools/common/terminalChatAgentToolsConfiguration.ts of
 * github.com/microsoft/vscode.
 */
export function lowerVsCodeSettings(reading: Reading): readonly SessionFacts[] {
  const { root } = reading;
  if (root?.kind !== 'mapping') return [];
  tellIdle(reading, root);
  const off = isFalse(settingAt(root, 'chat.tools.terminal.enableAutoApprove')?.value);
  const rules = settingAt(root, RULES) ?? settingAt(root, 'chat.agent.terminal.autoApprove');
  const bypass = bypassOf(reading, root);
  const grants = [
    ...terminalGrants(reading, rules?.value, off),
    ...editGrants(reading, settingAt(root, 'chat.tools.edits.autoApprove')?.value),
    ...pageGrants(reading, settingAt(root, 'chat.tools.urls.autoApprove')?.value),
  ];
  const first = rules ?? bypass?.setting ?? root.entries.find(({ key }) => key.text.startsWith('chat.'));
  if (first === undefined || (grants.length === 0 && bypass === undefined)) return [];
  const origin = reading.originOf(first.key);
  return [
    agentSession(
      {
        localId: 'settings',
        noun: 'agent',
        label: 'VS Code',
        name: 'VS Code / settings of the folder',
        subject: { agent: 'vscode' },
        origin,
        extent: root.written,
      },
      {
        grants: [...grants, anyCommand(reading, first, bypass === undefined ? [PROMPT] : [])],
        gates: [
          ...(bypass === undefined ? [] : [bypass.gate]),
          {
            id: PROMPT,
            kind: 'human-in-the-loop',
            state: 'assumed',
            name: 'confirmation',
            why: 'VS Code asks before commands that no rule approves, unless whoever works here has told it otherwise',
            origin,
          },
        ],
        unknowns: [
          reading.unknown(
            first.key,
            'what else its agents do without a question',
            'settings of the person lie outside of this file',
          ),
        ],
      },
    ),
  ];
}

/** A setting by its name, which may be parted into objects. */
function settingAt(root: SyntaxNode, name: string): SyntaxEntry | undefined {
  const whole = entry(root, name);
  if (whole !== undefined) return whole;
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const outer = entry(root, name.slice(0, dot));
    const found = outer === undefined ? undefined : settingAt(outer.value, name.slice(dot + 1));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The keys of the terminal's rules, for whoever changes them. */
export function terminalRules(root: SyntaxNode): SyntaxNode | undefined {
  return (settingAt(root, RULES) ?? settingAt(root, 'chat.agent.terminal.autoApprove'))?.value;
}

/** `true`, or an object that says so; `null` unsets what other settings say. */
function approves(node: SyntaxNode): boolean {
  return isTrue(node) || isTrue(get(node, 'approve'));
}

function refuses(node: SyntaxNode): boolean {
  return booleanOf(node) === false || isFalse(get(node, 'approve'));
}

/** Approved commands. What is refused comes first, and built-in rules refuse some, such as `rm` and `curl`. */
function terminalGrants(reading: Reading, rules: SyntaxNode | undefined, off: boolean): readonly Grant[] {
  const refused = entries(rules).filter(({ value }) => refuses(value));
  return entries(rules)
    .filter(({ value }) => approves(value))
    .map(({ key }) =>
      toolGrant({
        action: key.text,
        reach: commandReach(key.text),
        origin: reading.originOf(key),
        gates: off ? [PROMPT] : [],
        without: refused.map(({ key: other }) => other.text).filter((other) => concerns(other, key.text)),
        named: key.text,
      }),
    );
}

/** Whether what is refused is part of what is approved, as far as the first word tells. */
function concerns(refused: string, approved: string): boolean {
  const globs = terminalGlobs(approved);
  const word = /^\w[\w.-]*/u.exec(refused)?.[0] ?? refused;
  return globs === undefined || globs.some((glob) => glob.startsWith('*') || glob.startsWith(`${word} `));
}

function commandReach(key: string): ToolReach {
  const globs = terminalGlobs(key);
  if (globs === undefined) {
    return {
      system: THIS_WORKSPACE,
      access: 'write',
      opens: `run what ${quoted(key)} matches`,
      source: SOURCE,
    };
  }
  if (globs.some((glob) => glob === '' || /^\*+$/u.test(glob))) return { ...ANY_COMMAND, source: SOURCE };
  return { ...shellReach(globs.join('\n')), source: SOURCE };
}

/** Files that VS Code asks about by default, as what is written there takes effect at once. */
function editGrants(reading: Reading, globs: SyntaxNode | undefined): readonly Grant[] {
  return entries(globs)
    .filter(({ key, value }) => approves(value) && /(?:^|\/)\.(?:vscode|git)(?:\/|$)/u.test(key.text))
    .map(({ key }) =>
      toolGrant({
        action: `edit ${key.text}`,
        reach: {
          system: THIS_MACHINE,
          access: 'write',
          opens: `change ${quoted(key.text)}`,
          breadth: {
            form: 'pattern',
            covers: 'files that VS Code asks about by default, as settings and tasks in them run commands',
            whole: true,
            options: [],
          },
          source: SOURCE,
        },
        origin: reading.originOf(key),
        gates: [],
      }),
    );
}

function pageGrants(reading: Reading, urls: SyntaxNode | undefined): readonly Grant[] {
  return entries(urls)
    .filter(({ value }) => isTrue(value) || isTrue(get(value, 'approveRequest')))
    .map(({ key }) =>
      toolGrant({
        action: `fetch ${key.text}`,
        reach: {
          system: { kind: 'network', name: 'the web' },
          access: 'read',
          opens: 'fetch pages, whose text it then reads',
          source: SOURCE,
        },
        origin: reading.originOf(key),
        gates: [],
      }),
    );
}

function anyCommand(reading: Reading, { key }: SyntaxEntry, gates: readonly string[]): Grant {
  return toolGrant({
    action: 'terminal',
    reach: plainReach({ ...ANY_COMMAND, source: SOURCE }),
    origin: reading.originOf(key),
    gates,
    certainty: 'platform-default',
    declaredFor: 'default',
  });
}

/** `chat.permissions.default` and `chat.defaultConfiguration`: "Runs all tool calls without confirmation." */
function bypassOf(
  reading: Reading,
  root: SyntaxNode,
): { readonly setting: SyntaxEntry; readonly gate: Gate } | undefined {
  const level = settingAt(root, 'chat.permissions.default');
  const approvals = settingAt(root, 'chat.defaultConfiguration.approvals');
  const setting = [level, approvals].find((one) =>
    /^(?:autoApprove|autopilot|allowAll)$/u.test(textOf(one?.value) ?? ''),
  );
  if (setting === undefined) return undefined;
  return {
    setting,
    gate: {
      id: 'approval-off:yolo',
      kind: 'human-in-the-loop',
      state: 'ineffective',
      name: 'confirmation',
      why: `new sessions start with ${quoted(textOf(setting.value) ?? '')}, which runs all tool calls without confirmation`,
      repair: 'default',
      origin: reading.originOf(setting.value),
    },
  };
}

/** What a folder cannot set: VS Code takes it from the settings of the person alone (`APPLICATION_MACHINE`). */
function tellIdle(reading: Reading, root: SyntaxNode): void {
  for (const name of ['chat.tools.global.autoApprove', 'chat.tools.autoApprove']) {
    const found = settingAt(root, name);
    if (found === undefined || !isTrue(found.value)) continue;
    reading.passedOver(
      found.key,
      `${quoted(name)} has no effect in the settings of a folder: VS Code takes it from the person's own.`,
    );
  }
}
