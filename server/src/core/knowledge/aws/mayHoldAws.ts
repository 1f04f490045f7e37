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

/** Whether the catalogue of AWS's actions is worth loading for a text. Says yes too often rather than too seldom. */
export function mayHoldAws(text: string): boolean {
  return SIGNS.test(text);
}
