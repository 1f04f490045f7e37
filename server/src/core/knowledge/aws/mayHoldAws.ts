/**
 * What a file says that speaks of AWS: an ARN, a statement of a policy, a type of CloudFormation, a role that a pipeline
 * asks for, a service of the Serverless Framework, or a type of Terraform's provider.
 */
const SIGNS = new RegExp(
  [
    '\\barn:aws\\b',
    '\\bStatement["\']?[ \\t]*:',
    '\\bAWS::',
    '\\biamRoleStatements\\b',
    '\\brole-to-assume\\b',
    '\\brole[_-]arn\\b',
    '\\baws-actions/',
    '"aws_[a-z]',
    '\\bAWS_\\w*(?:ROLE|ACCESS_KEY)',
    '\\bAWS\\w+@\\d',
    '\\bawsCredentials\\b',
    '^[ \\t]*name[ \\t]*:[ \\t]*[\'"]?aws\\b',
  ].join('|'),
  'imu',
);

/** Each sign has one of these in it, and stands on one line: few texts have any, and to look for these is quick. */
const HINT = /aws|statement|role[-_]/giu;

/** Whether the catalogue of AWS's actions is worth loading for a text. Says yes too often rather than too seldom. */
export function mayHoldAws(text: string): boolean {
  HINT.lastIndex = 0;
  for (let hint = HINT.exec(text); hint !== null; hint = HINT.exec(text)) {
    const end = text.indexOf('\n', hint.index);
    const line = text.slice(text.lastIndexOf('\n', hint.index) + 1, end < 0 ? text.length : end);
    if (SIGNS.test(line)) return true;
    if (end < 0) return false;
    HINT.lastIndex = end;
  }
  return false;
}
