import { SEVERITIES } from '../../core/report/severity.js';
import type { Tool, ToolInput } from './tool.js';
import type { ToolWorkspace } from './toolWorkspace.js';

const text = (input: ToolInput, name: string): string | undefined => {
  const value = input[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

const PATH = {
  type: 'string',
  description: 'A file or folder, from the top folder of the workspace, with "/".',
} as const;
const RULE = {
  type: 'string',
  description: 'Only what this rule finds, for example "broad-token-permissions".',
} as const;

/** The tools that coding agents are given. */
export function toolsFor(workspace: ToolWorkspace): readonly Tool[] {
  return [
    {
      name: 'scan',
      title: 'Scan for sessions that reach too far',
      description:
        'What machine identities (CI jobs, cloud roles, service accounts, agents) may do beyond need or without approval, the gravest first, each with file and line.',
      parameters: {
        path: PATH,
        min_severity: { type: 'string', description: 'Leave lesser findings out.', enum: SEVERITIES },
        rule: RULE,
      },
      call: (input) => workspace.scan(text(input, 'path'), text(input, 'min_severity'), text(input, 'rule')),
    },
    {
      name: 'explain_scope',
      title: 'Explain how far a session reaches',
      description:
        'For the sessions of one file, or those at one of its lines: who starts them, how long they last, what they may do without approval, what stands behind a gate, what is needed and what is not known.',
      parameters: {
        path: { ...PATH, required: true },
        line: { type: 'integer', description: 'A line of the file, from 1.' },
      },
      call: (input) =>
        workspace.explainScope(
          text(input, 'path') ?? '',
          typeof input['line'] === 'number' ? input['line'] - 1 : undefined,
        ),
    },
    {
      name: 'diff_scope',
      title: 'Compare scopes',
      description:
        'Which sessions got wider or narrower: of the files as they are against a commit (the main branch, or "base"); or, with "path" and "content", what writing that content would change. Nothing is written.',
      parameters: {
        base: {
          type: 'string',
          description: 'A commit, branch or tag to compare with; the main branch without it.',
        },
        path: PATH,
        content: { type: 'string', description: 'The whole text that the file at "path" would get.' },
      },
      call: (input) => {
        // An empty text is a text.
        const { content } = input;
        return workspace.diffScope(
          text(input, 'base'),
          text(input, 'path'),
          typeof content === 'string' ? content : undefined,
        );
      },
    },
    {
      name: 'propose_narrowing',
      title: 'Propose narrower scopes',
      description:
        'Changes that would narrow what is found, as diffs; safe ones first. They are judged over the whole workspace; nothing is written.',
      parameters: { path: PATH, rule: RULE },
      call: (input) => workspace.proposeNarrowing(text(input, 'path'), text(input, 'rule')),
    },
    {
      name: 'explain_control',
      title: 'Explain a control, a rule, a permission or an action',
      description:
        'What a control of a framework (for example "NHI5:2025", "PR.AA-05"), a rule of TrustScope, a permission of GITHUB_TOKEN ("contents:write"), an action of AWS ("s3:PutObject") or a right in Kubernetes ("create pods/exec") means.',
      parameters: { name: { type: 'string', description: 'Its name or label.', required: true } },
      call: (input) => workspace.explainControl(text(input, 'name') ?? ''),
    },
  ];
}
