import type { FileFacts, SessionFacts } from '../../model/facts.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { baseName } from '../../text/uri.js';
import { lowerAgentFile, lowerSkill } from './claude/agentFile.js';
import { lowerSettings } from './claude/settings.js';
import { lowerCodex } from './codex/config.js';
import { lowerCopilotFile } from './copilot/agentFile.js';
import { lowerCursorCli, lowerCursorEditor } from './cursor/permissions.js';
import { lowerGemini } from './gemini/settings.js';
import { lowerServers } from './mcp/lowerServers.js';
import { lowerOpenCode } from './opencode/config.js';
import type { Lowered } from './reading.js';
import { Reading } from './reading.js';
import type { AgentFile } from './select.js';
import { agentFileAt } from './select.js';
import { lowerVsCodeSettings } from './vscode/settings.js';
import { lowerAgenticWorkflow } from './workflow/agenticWorkflow.js';

const LOWERED: Readonly<Record<AgentFile, (reading: Reading) => Lowered>> = {
  'claude-settings': lowerSettings,
  'claude-agent': lowerAgentFile,
  'claude-skill': alone(lowerSkill),
  'copilot-agent': alone(lowerCopilotFile),
  'agentic-workflow': alone(lowerAgenticWorkflow),
  servers: lowerServers,
  codex: alone(lowerCodex),
  gemini: alone(lowerGemini),
  vscode: alone(lowerVsCodeSettings),
  'cursor-cli': alone(lowerCursorCli),
  'cursor-editor': alone(lowerCursorEditor),
  opencode: alone(lowerOpenCode),
};

/** A file that sets up an agent by itself. */
function alone(sessionsOf: (reading: Reading) => readonly SessionFacts[]): (reading: Reading) => Lowered {
  return (reading) => ({ sessions: sessionsOf(reading) });
}

/** The facts of one agent's file. */
export function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  const reading = new Reading(uri, tree);
  const kind = agentFileAt(decoded(uri));
  const { sessions, agent }: Lowered = kind === undefined ? { sessions: [] } : LOWERED[kind](reading);
  return {
    uri,
    platform: 'agents',
    title: baseName(uri),
    complete: tree.complete,
    problems: reading.problems,
    sessions,
    definitions: [],
    ...(agent === undefined ? {} : { agent }),
    notes: reading.notes,
  };
}

/** Paths are matched as they are written; an address may spell a dot or a space otherwise. */
function decoded(uri: Uri): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
