import { readFileSync } from 'node:fs';
import type { FileFacts, Grant, SessionFacts } from '../../../../server/src/core/model/facts.js';
import type { Remediation } from '../../../../server/src/core/model/remediation.js';
import { aws } from '../../../../server/src/core/platforms/aws/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import type { SyntaxTree } from '../../../../server/src/core/syntax/syntaxTree.js';
import { applyEdits } from '../../../../server/src/core/text/textRange.js';
import { awsCatalogue } from '../../../support/aws/catalogue.js';

/** One file as it was read. */
export interface Lowered {
  readonly facts: FileFacts;
  readonly text: string;
  readonly tree: SyntaxTree;
  readonly session: (localId: string) => SessionFacts;
}

/** Reads a text as the file at `path`, with the catalogue unless it is left out. */
export async function lowered(
  text: string,
  path = 'template.yaml',
  tools?: Parameters<typeof aws.lower>[2],
): Promise<Lowered> {
  const uri = `file:///w/${path}`;
  const tree = parse(text, aws.format({ uri, path, text }));
  const facts = aws.lower(uri, tree, tools ?? { aws: await awsCatalogue() });
  return {
    facts,
    text,
    tree,
    session: (localId) => {
      const found = facts.sessions.find((session) => session.localId === localId);
      if (found === undefined) {
        throw new Error(`no session ${localId}: ${facts.sessions.map((one) => one.localId).join()}`);
      }
      return found;
    },
  };
}

/** A file of the fixtures, its marker lines taken out. */
export async function loweredFixture(path: string): Promise<Lowered> {
  const text = readFileSync(`test/fixtures/platforms/aws/${path}`, 'utf8');
  return lowered(text.replace(/^(?:#~|\/\/~).*\n/gmu, ''), path.slice(path.indexOf('/') + 1));
}

/** `action access kind resource` of each grant that comes to anything. */
export function rows(grants: readonly Grant[]): readonly string[] {
  return grants
    .filter(({ opens }) => !opens.startsWith('nothing:'))
    .map(({ action, access, system, resource }) => `${action} ${access} ${system.kind} ${resource}`);
}

/** The text at an origin of the file. */
export function textAt({ text }: Lowered, { range }: Grant['origin']): string {
  return text.slice(range.start, range.end);
}

/** The file after a remediation; `undefined` where it is declined. */
export function mended({ tree, text }: Lowered, intent: Remediation): string | undefined {
  const edits = aws.remediate(intent, tree);
  if (edits === undefined) return undefined;
  const result = applyEdits(text, edits);
  const problems = parse(result, tree.format).problems;
  if (problems.length > 0) throw new Error(`${problems[0]?.message ?? ''}\n${result}`);
  return result;
}

/** A role with one inline policy of these statements, as YAML of the given indent. */
export function roleWith(statements: string): string {
  const body = statements
    .trim()
    .split('\n')
    .map((line) => `              ${line}`)
    .join('\n');
  return `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}
      Policies:
        - PolicyName: p
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
${body}
`;
}
