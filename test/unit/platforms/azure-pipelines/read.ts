import type { FileFacts, SessionFacts } from '../../../../server/src/core/model/facts.js';
import type { LoweringTools } from '../../../../server/src/core/model/loweringTools.js';
import { azurePipelines } from '../../../../server/src/core/platforms/azure-pipelines/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';

export const URI = 'file:///repository/azure-pipelines.yml';

/** The facts of a pipeline's text. */
export function factsOf(text: string, uri = URI, tools: LoweringTools = {}): FileFacts {
  return azurePipelines.lower(uri, parse(text, 'yaml'), tools);
}

/** The session with this local id, or the only one. */
export function sessionOf(text: string, id?: string, uri = URI): SessionFacts {
  const { sessions } = factsOf(text, uri);
  const found = id === undefined ? sessions[0] : sessions.find(({ localId }) => localId === id);
  if (found === undefined || (id === undefined && sessions.length > 1)) {
    throw new Error(`no session ${id ?? ''} among ${sessions.map(({ localId }) => localId).join(', ')}`);
  }
  return found;
}

/** One job with these settings and steps, in a pipeline that a push to `main` and pull requests start. */
export function job(
  settings: string,
  steps = '- script: make',
  head = 'trigger: [main]\npr: [main]',
): string {
  const indented = (text: string, by: number): string =>
    text
      .split('\n')
      .map((line) => `${' '.repeat(by)}${line}`)
      .join('\n');
  return `${head}
jobs:
  - job: build
${settings === '' ? '' : `${indented(settings, 4)}\n`}    steps:
${indented(steps, 6)}
`;
}
