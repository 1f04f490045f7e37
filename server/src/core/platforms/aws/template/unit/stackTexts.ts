/*
 * What a text of a template has to hold for it to compose with others, known before any of it is parsed.
 */

/** What files name that give values to other stacks, and the part that holds what all of them give. */
export const SHARED = 'shared values';

/** Whether a text may nest stacks, or take other files in. */
export function mayNest(text: string): boolean {
  return /AWS::CloudFormation::Stack\b|AWS::Serverless::Application\b|AWS::Include\b/u.test(text);
}

/** Whether a text may take a value of another stack. */
export function mayTake(text: string): boolean {
  return /ImportValue|resolve:ssm:|AWS::SSM::Parameter::Value/u.test(text);
}

/** Whether a text may give a value to other stacks. */
export function mayShare(text: string): boolean {
  return /\bExport\b|AWS::SSM::Parameter\b/u.test(text);
}
