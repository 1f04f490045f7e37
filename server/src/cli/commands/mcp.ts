import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { shownMessage } from '../../core/text/quoted.js';
import { assets } from '../assets.js';
import type { Command } from '../command.js';
import { EXIT, UsageError } from '../exitCode.js';
import { serveTools } from '../mcp/serveTools.js';
import { toolsFor } from '../mcp/tools.js';
import { ToolWorkspace } from '../mcp/toolWorkspace.js';
import { workspaceRoot } from '../mcp/workspacePath.js';

export const mcp: Command = {
  name: 'mcp',
  summary: 'answer a coding agent over the Model Context Protocol, on standard input and output',
  operands: '[FOLDER]',
  details: `The workspace is the repository that FOLDER, or the current folder, is in; the folder itself where it is in none. Nothing
outside of it is read, over links neither, and nothing is written. The tools are scan, explain_scope, diff_scope, propose_narrowing and explain_control; an answer has at most
8,000 characters, the gravest first, with a count of what was left out. See docs/agents.md.

It ends when the agent closes standard input.`,
  options: {},
  run: (args, terminal) => {
    const [folder = '.', ...more] = args.operands;
    if (more.length > 0) throw new UsageError('mcp takes one folder');
    const start = resolve(terminal.cwd, folder);
    if (statSync(start, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new UsageError(`no folder ${JSON.stringify(folder)}`);
    }
    const root = workspaceRoot(start);
    serveTools(toolsFor(new ToolWorkspace(root, terminal)), assets().version).catch((error: unknown) => {
      terminal.err(`trustscope: ${shownMessage(String(error))}\n`);
      process.exitCode = EXIT.internal;
    });
    return EXIT.clean;
  },
};
