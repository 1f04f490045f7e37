import { describe, expect, it } from 'vitest';
import type { SessionFacts } from '../../../../server/src/core/model/facts.js';
import { lowered } from './lowered.js';

/** A role whose boundary and second policy hang on conditions. */
async function roleUnder(conditions: string, boundary: string, parameters = ''): Promise<SessionFacts> {
  const { session } = await lowered(`Parameters:
  Boundary: {Type: String, Default: ''}
  Env: {Type: String, Default: dev}
  Open: {Type: String}
${parameters}
Conditions:
${conditions}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: shop
      PermissionsBoundary: ${boundary}
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}]
      Policies:
        - PolicyName: all
          PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}
        - !If
          - Held
          - PolicyName: more
            PolicyDocument: {Statement: [{Effect: Allow, Action: 'sqs:*', Resource: '*'}]}
          - !Ref AWS::NoValue
  Guard:
    Type: AWS::IAM::Policy
    Condition: Held
    Properties:
      PolicyName: guard
      Roles: [!Ref Role]
      PolicyDocument: {Statement: [{Effect: Deny, Action: 's3:*', Resource: '*'}]}
`);
  return session('role:Role');
}

const boundaries = (role: SessionFacts): readonly string[] =>
  role.references.filter(({ kind }) => kind === 'bounded-by').map(({ name }) => name);
const unknowns = (role: SessionFacts): readonly string[] =>
  role.unknowns.map(({ what, why }) => `${what}: ${why}`);
const actions = (role: SessionFacts): readonly string[] => role.grants.map(({ action }) => action);

const ARN = 'arn:aws:iam::123456789012:policy/edge';
const HELD = `!If [Held, '${ARN}', !Ref 'AWS::NoValue']`;

describe('a boundary under a condition', () => {
  it('is none where the condition is false by default', async () => {
    const role = await roleUnder(`  Held: !Not [!Equals [!Ref Boundary, '']]`, HELD);
    expect(boundaries(role)).toEqual([]);
    expect(unknowns(role)).toEqual([]);
  });

  it('counts where the condition is true by default', async () => {
    const role = await roleUnder('  Held: !Equals [!Ref Env, dev]', HELD);
    expect(boundaries(role)).toEqual([ARN]);
  });

  it('bounds nothing where only a deployment tells, which is said', async () => {
    const role = await roleUnder('  Held: !Equals [!Ref Open, yes]', HELD);
    expect(boundaries(role)).toEqual([]);
    expect(unknowns(role)).toEqual([
      expect.stringContaining('the permissions boundary: condition `Held` decides whether'),
    ]);
  });

  it('is the one of the side that counts', async () => {
    const role = await roleUnder(
      '  Held: !Equals [!Ref Env, prod]',
      `!If [Held, '${ARN}', 'arn:aws:iam::123456789012:policy/wide']`,
    );
    expect(boundaries(role)).toEqual(['arn:aws:iam::123456789012:policy/wide']);
  });
});

describe('conditions', () => {
  it.each([
    ['!And [!Equals [!Ref Env, dev], !Condition Other]', 'Other: !Equals [!Ref Open, x]', undefined],
    ['!And [!Equals [!Ref Env, prod], !Condition Other]', 'Other: !Equals [!Ref Open, x]', false],
    ['!Or [!Equals [!Ref Env, dev], !Condition Other]', 'Other: !Equals [!Ref Open, x]', true],
    ['!Or [!Equals [!Ref Env, prod], Condition: Other]', 'Other: !Not [!Condition Held]', undefined],
    ["'Fn::Equals': [!FindInMap [Stages, !Ref Env, Kind], small]", 'Other: !Equals [a, b]', undefined],
    ['!Equals [!Ref AWS::Region, eu-west-1]', 'Other: !Equals [a, b]', undefined],
  ] as const)('%s with %s', async (held, other, holds) => {
    const role = await roleUnder(`  Held: ${held.startsWith("'") ? `{${held}}` : held}\n  ${other}`, HELD);
    expect(boundaries(role)).toEqual(holds === true ? [ARN] : []);
    expect(unknowns(role).length).toBe(holds === undefined ? 1 : 0);
  });

  it('keep what only a default leaves out, and leave out what nothing can put there', async () => {
    const byDefault = await roleUnder('  Held: !Equals [!Ref Env, prod]', HELD);
    expect(actions(byDefault)).toContain('sqs:*');
    const never = await roleUnder('  Held: !Equals [a, b]', HELD);
    expect(actions(never)).not.toContain('sqs:*');
    const always = await roleUnder('  Held: !Equals [a, a]', HELD);
    expect(actions(always)).toContain('sqs:*');
    expect(always.grants.map(({ attributes }) => attributes?.['when'])).not.toContain('Held');
  });

  it('let a deny count for certain only where it is there for certain', async () => {
    const maybe = await roleUnder('  Held: !Equals [!Ref Env, dev]', HELD);
    expect(actions(maybe)).toContain('s3:*');
    const always = await roleUnder('  Held: !Equals [a, a]', HELD);
    expect(actions(always)).not.toContain('s3:*');
    const never = await roleUnder('  Held: !Equals [a, b]', HELD);
    expect(actions(never)).toContain('s3:*');
  });
});
