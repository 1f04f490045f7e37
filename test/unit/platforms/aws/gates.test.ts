import { describe, expect, it } from 'vitest';
import { conditionGate } from '../../../../server/src/core/platforms/aws/gates/conditionGate.js';
import type { PolicyCondition } from '../../../../server/src/core/model/policyDocument.js';
import { lowered, roleWith, textAt } from './lowered.js';

const origin = { uri: 'file:///w/a', range: { start: 0, end: 0 } };
const condition = (text: string): PolicyCondition => {
  const [operator = '', key = '', ...values] = text.split(' ');
  return { operator, key, values: values.map((value) => ({ text: value, origin })), origin };
};

/** `state name`, with ` -> ` and the repair; empty for no gate. */
function gate(effect: 'Allow' | 'Deny', ...texts: readonly string[]): string {
  const conditions = texts.map(condition);
  const [first] = conditions;
  const found = first && conditionGate(first, { effect, conditions, catalogue: undefined });
  if (found === undefined) return '';
  return `${found.state} ${found.name}${found.repair === undefined ? '' : ` -> ${found.repair}`}`;
}

describe('conditions that allow', () => {
  it.each([
    ['Bool aws:MultiFactorAuthPresent true', 'enforced MFA'],
    ['bool AWS:multifactorauthpresent TRUE', 'enforced MFA'],
    ['BoolIfExists aws:MultiFactorAuthPresent true', 'ineffective MFA -> Bool'],
    ['Bool aws:MultiFactorAuthPresent false', 'ineffective MFA -> true'],
    ['Null aws:MultiFactorAuthAge false', 'enforced recent MFA'],
    ['Null aws:MultiFactorAuthAge true', 'ineffective recent MFA -> false'],
    ['NumericLessThan aws:MultiFactorAuthAge 900', 'enforced MFA within 15 min'],
    ['NumericLessThanIfExists aws:MultiFactorAuthAge 900', 'ineffective recent MFA -> NumericLessThan'],
    ['NumericGreaterThan aws:MultiFactorAuthAge 900', 'ineffective recent MFA'],
    ['StringEquals aws:PrincipalTag/team a', 'assumed principal tag `team`'],
    ['StringEqualsIfExists aws:PrincipalTag/team a', 'ineffective principal tag `team` -> StringEquals'],
    ['ForAllValues:StringEquals aws:PrincipalTag/team a', 'ineffective principal tag `team` -> StringEquals'],
    ['StringNotEquals aws:PrincipalTag/team a', ''],
    ['IpAddress aws:SourceIp 192.0.2.0/24', 'enforced source address'],
    ['IpAddress aws:SourceIp 192.0.2.0/24 0.0.0.0/0', 'ineffective source address'],
    ['StringEquals aws:SourceVpce vpce-1', 'enforced VPC endpoint'],
    [
      'DateGreaterThan aws:TokenIssueTime 2024-01-01T00:00:00Z',
      'enforced session issued after 2024-01-01T00:00:00Z',
    ],
    ['StringLike aws:UserAgent my-tool', 'ineffective user agent'],
    ['ForAllValues:StringEquals aws:CalledVia athena.amazonaws.com', 'ineffective aws:CalledVia'],
    ['ForAllValues:StringEquals aws:TagKeys team', ''],
    ['ForAllValues:StringEquals kms:GrantOperations Decrypt', ''],
    ['StringEquals s3:prefix home/', ''],
    ['Bool aws:SecureTransport true', ''],
    ['Boole aws:MultiFactorAuthPresent true', ''],
  ])('%s', (text, expected) => {
    expect(gate('Allow', text)).toBe(expected);
  });
  it('count the key as present where another condition asks for it', () => {
    expect(
      gate('Allow', 'BoolIfExists aws:MultiFactorAuthPresent true', 'Null aws:MultiFactorAuthPresent false'),
    ).toBe('enforced MFA');
    expect(gate('Allow', 'ForAllValues:StringEquals aws:CalledVia x', 'Null aws:calledvia false')).toBe('');
  });
});

describe('conditions that deny', () => {
  it.each([
    ['BoolIfExists aws:MultiFactorAuthPresent false', 'enforced MFA'],
    ['Bool aws:MultiFactorAuthPresent false', 'ineffective MFA -> BoolIfExists'],
    ['Bool aws:MultiFactorAuthPresent true', ''],
    ['Null aws:MultiFactorAuthAge true', 'enforced recent MFA'],
    [
      'NumericGreaterThan aws:MultiFactorAuthAge 3600',
      'ineffective recent MFA -> NumericGreaterThanIfExists',
    ],
    ['NumericGreaterThanIfExists aws:MultiFactorAuthAge 3600', 'enforced MFA within 1 h'],
    ['NotIpAddress aws:SourceIp 192.0.2.0/24', 'enforced source address'],
    ['IpAddress aws:SourceIp 192.0.2.0/24', ''],
    ['StringNotEquals aws:PrincipalTag/team a', 'assumed principal tag `team`'],
    [
      'DateLessThan aws:TokenIssueTime 2024-01-01T00:00:00Z',
      'enforced session issued after 2024-01-01T00:00:00Z',
    ],
  ])('%s', (text, expected) => {
    expect(gate('Deny', text)).toBe(expected);
  });
});

describe('gates of a role', () => {
  const allow = `- {Sid: Use, Effect: Allow, Action: ['s3:GetObject', 'iam:GetUser'], Resource: '*'}`;
  it('stand before what a deny wholly covers, and before nothing else', async () => {
    const file = await lowered(
      roleWith(`${allow}
- Effect: Deny
  Action: 's3:*'
  Resource: '*'
  Condition: {BoolIfExists: {aws:MultiFactorAuthPresent: 'false'}}
- Effect: Deny
  Action: '*'
  Resource: 'arn:aws:s3:::part/*'
  Condition: {'Null': {aws:MultiFactorAuthAge: 'true'}}`),
    );
    const { grants, gates } = file.session('role:Role');
    const names = (ids: readonly string[]): readonly (string | undefined)[] =>
      ids.map((id) => gates.find((one) => one.id === id)?.name);
    expect(grants.map(({ action, gates: ids }) => [action, names(ids)])).toEqual([
      ['s3:GetObject', ['MFA']],
      ['iam:GetUser', []],
    ]);
  });
  it('are none where another condition has to hold as well', async () => {
    const file = await lowered(
      roleWith(`${allow}
- Effect: Deny
  Action: '*'
  Resource: '*'
  Condition: {BoolIfExists: {aws:MultiFactorAuthPresent: 'false'}, StringEquals: {aws:RequestedRegion: us-east-1}}`),
    );
    expect(file.session('role:Role').gates).toEqual([]);
  });
  it('do not count a date as a check of sessions to come', async () => {
    const file = await lowered(
      roleWith(`${allow}
- {Effect: Deny, Action: '*', Resource: '*', Condition: {DateLessThan: {aws:TokenIssueTime: '2024-01-01T00:00:00Z'}}}`),
    );
    const role = file.session('role:Role');
    expect(role.gates.map(({ kind }) => kind)).toEqual(['fresh-session']);
    expect(role.grants.flatMap(({ gates }) => gates)).toEqual([]);
  });
  it('point at the operator that would have to change, else at the key', async () => {
    const file = await lowered(
      roleWith(`- Effect: Allow
  Action: s3:GetObject
  Resource: '*'
  Condition:
    BoolIfExists: {aws:MultiFactorAuthPresent: true}
    'Null': {aws:PrincipalTag/a: 'true'}
    StringLike: {aws:UserAgent: x}`),
    );
    expect(file.session('role:Role').gates.map(({ origin: at }) => textAt(file, at))).toEqual([
      'BoolIfExists',
      "'true'",
      'aws:UserAgent',
    ]);
  });
});
