import { describe, expect, it } from 'vitest';
import type { Origin } from '../../../../server/src/core/model/origin.js';
import type { Lowered } from './lowered.js';
import { lowered, mended, roleWith } from './lowered.js';

const at = (file: Lowered, text: string, skip = 0): Origin => {
  let start = file.text.indexOf(text);
  for (let i = 0; i < skip; i++) start = file.text.indexOf(text, start + 1);
  return { uri: file.facts.uri, range: { start, end: start + text.length } };
};
const uri = 'file:///w/template.yaml';

/** The lines of `after` that `before` has not. */
function added(before: string, after: string | undefined): readonly string[] | undefined {
  const old = new Set(before.split('\n'));
  return after
    ?.split('\n')
    .filter((line) => !old.has(line))
    .map((line) => line.trim());
}

describe('replace-values', () => {
  it('writes the options of a wildcard', async () => {
    const file = await lowered(roleWith(`- {Effect: Allow, Action: 'sqs:*', Resource: '*'}`));
    const [grant] = file.session('role:Role').grants;
    const option = grant?.breadth?.[0]?.options[0];
    const origin = grant?.breadth?.[0]?.origin;
    expect(
      option &&
        origin &&
        added(file.text, mended(file, { kind: 'replace-values', uri, at: origin, values: option.values })),
    ).toEqual(["- {Effect: Allow, Action: ['sqs:Get*', 'sqs:List*', 'sqs:ReceiveMessage'], Resource: '*'}"]);
  });
  it('writes resources of the template as substitutions', async () => {
    const file = await lowered(
      `${roleWith(`- Effect: Allow\n  Action: s3:PutObject\n  Resource: '*'`)}  Files: {Type: 'AWS::S3::Bucket'}\n`,
    );
    const breadth = file.session('role:Role').grants[0]?.breadth?.[0];
    const values = breadth?.options[0]?.values ?? [];
    expect(
      breadth && added(file.text, mended(file, { kind: 'replace-values', uri, at: breadth.origin, values })),
    ).toEqual(['Resource:', "- !Sub '${Files.Arn}'", "- !Sub '${Files.Arn}/*'"]);
  });
  it('puts a text in the place of a whole function, and leaves Fn::Sub where only its text changes', async () => {
    const json = `{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"Policies": [{"PolicyDocument": {"Statement": {
      "Effect": "Allow", "Action": "s3:*", "Resource": [{"Fn::GetAtt": ["B", "Arn"]}, {"Fn::Sub": "arn:aws:s3:::\${B}/*"}]}}}]}},
      "B": {"Type": "AWS::S3::Bucket"}}}`;
    const file = await lowered(json, 'template.json');
    const resources = file.session('role:R').policies?.identity[0]?.statements[0]?.resources ?? [];
    const to = (index: number, values: readonly string[]): string | undefined =>
      mended(file, { kind: 'replace-values', uri, at: resources[index]?.origin ?? at(file, 'x'), values });
    expect(to(0, ['arn:aws:s3:::b'])).toContain('"Resource": ["arn:aws:s3:::b", {"Fn::Sub"');
    expect(to(1, ['arn:aws:s3:::${B}/a/*'])).toContain('{"Fn::Sub": "arn:aws:s3:::${B}/a/*"}]');
    expect(to(1, ['${B.Arn}/a', '${B.Arn}/b'])).toContain(
      ', { "Fn::Sub": "${B.Arn}/a" }, { "Fn::Sub": "${B.Arn}/b" }]',
    );
  });
  it('drops a tag that no longer fits', async () => {
    const file = await lowered(
      `${roleWith(`- Effect: Allow\n  Action: s3:PutObject\n  Resource: !GetAtt Files.Arn`)}  Files: {Type: 'AWS::S3::Bucket'}\n`,
    );
    const origin = at(file, 'Files.Arn');
    expect(
      added(file.text, mended(file, { kind: 'replace-values', uri, at: origin, values: ['arn:aws:s3:::a'] })),
    ).toEqual(['Resource: arn:aws:s3:::a']);
  });
});

describe('remove-entry', () => {
  const statements = `- {Effect: Allow, Action: ['s3:GetObject', 's3:PutObject'], Resource: '*'}
- Effect: Allow
  Action: sqs:SendMessage
  Resource: '*'
  Condition:
    Bool: {aws:MultiFactorAuthPresent: 'true'}`;
  it('takes an action, or the statement whose last action it is', async () => {
    const file = await lowered(roleWith(statements));
    expect(mended(file, { kind: 'remove-entry', uri, at: at(file, "'s3:GetObject'") })).toContain(
      "Action: ['s3:PutObject']",
    );
    const rest = mended(file, { kind: 'remove-entry', uri, at: at(file, 'sqs:SendMessage') });
    expect(rest).not.toContain('sqs:SendMessage');
    expect(rest).not.toContain('Condition');
  });
  it('takes a condition with all that is then empty', async () => {
    const file = await lowered(roleWith(statements));
    const rest = mended(file, { kind: 'remove-entry', uri, at: at(file, 'aws:MultiFactorAuthPresent') });
    expect(rest).toContain('sqs:SendMessage');
    expect(rest).not.toContain('Condition');
  });
  it('leaves the only statement of a policy', async () => {
    const file = await lowered(
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}',
      'p.json',
    );
    expect(mended(file, { kind: 'remove-entry', uri, at: at(file, '"s3:*"') })).toBeUndefined();
  });
  it('takes a function as a whole', async () => {
    const file = await lowered(
      roleWith(
        `- Effect: Allow\n  Action: s3:GetObject\n  Resource:\n    - !Sub 'arn:aws:s3:::\${A}'\n    - Fn::GetAtt: [B, Arn]`,
      ),
    );
    expect(
      added(file.text, mended(file, { kind: 'remove-entry', uri, at: at(file, 'Fn::GetAtt: [B, Arn]') })),
    ).toEqual([]);
    expect(mended(file, { kind: 'remove-entry', uri, at: at(file, 'Fn::GetAtt: [B, Arn]') })).not.toContain(
      'GetAtt',
    );
    expect(mended(file, { kind: 'remove-entry', uri, at: at(file, "'arn:aws:s3:::${A}'") })).not.toContain(
      '!Sub',
    );
  });
});

describe('set-value', () => {
  it('adds a condition to the statement of a grant', async () => {
    const file = await lowered(
      '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "s3:*",\n      "Resource": "*"\n    }\n  ]\n}\n',
      'p.json',
    );
    const statement = file.session('policy:p').policies?.identity[0]?.statements[0];
    const result =
      statement &&
      mended(file, {
        kind: 'set-value',
        uri,
        at: statement.origin,
        path: ['Condition', 'Bool', 'aws:MultiFactorAuthPresent'],
        value: 'true',
      });
    expect(result).toContain(
      '"Resource": "*",\n      "Condition": {\n        "Bool": {\n          "aws:MultiFactorAuthPresent": "true"\n        }\n      }\n    }',
    );
  });
  it('does so in YAML, beside conditions that are there', async () => {
    const file = await lowered(
      roleWith(
        `- Effect: Allow\n  Action: iam:PassRole\n  Resource: '*'\n  Condition:\n    Bool: {aws:SecureTransport: 'true'}`,
      ),
    );
    const statement = file.session('role:Role').policies?.identity[0]?.statements[0];
    const result =
      statement &&
      mended(file, {
        kind: 'set-value',
        uri,
        at: statement.origin,
        path: ['Condition', 'StringEquals', 'iam:PassedToService'],
        value: 'ecs-tasks.amazonaws.com',
      });
    expect(added(file.text, result)).toEqual([
      'StringEquals:',
      'iam:PassedToService: ecs-tasks.amazonaws.com',
    ]);
  });
});

describe('bound-lifetime', () => {
  it('changes the number, or writes one', async () => {
    const long = await lowered(
      roleWith(`- {Effect: Allow, Action: s3:GetObject, Resource: '*'}`).replace(
        '    Properties:\n',
        '    Properties:\n      MaxSessionDuration: 43200\n',
      ),
    );
    const role = long.session('role:Role');
    expect(
      added(
        long.text,
        mended(long, {
          kind: 'bound-lifetime',
          uri,
          session: role.localId,
          seconds: 3600,
          at: role.lifetime.origin,
        }),
      ),
    ).toEqual(['MaxSessionDuration: 3600']);
    expect(
      added(long.text, mended(long, { kind: 'bound-lifetime', uri, session: role.localId, seconds: 900 })),
    ).toEqual(['MaxSessionDuration: 3600']);
    const plain = await lowered(roleWith(`- {Effect: Allow, Action: s3:GetObject, Resource: '*'}`));
    expect(
      added(plain.text, mended(plain, { kind: 'bound-lifetime', uri, session: 'role:Role', seconds: 7200 })),
    ).toEqual(['MaxSessionDuration: 7200']);
    expect(
      mended(plain, { kind: 'bound-lifetime', uri, session: 'role:Role', seconds: 90_000 }),
    ).toBeUndefined();
  });
});

describe('repair-condition', () => {
  it('writes another operator or another value', async () => {
    const file = await lowered(
      roleWith(`- Effect: Allow
  Action: s3:GetObject
  Resource: '*'
  Condition:
    BoolIfExists: {aws:MultiFactorAuthPresent: 'true'}
    'Null': {aws:MultiFactorAuthAge: 'true'}`),
    );
    const repaired = file
      .session('role:Role')
      .gates.map(({ origin, repair = '' }) =>
        added(file.text, mended(file, { kind: 'repair-condition', uri, at: origin, condition: repair })),
      );
    expect(repaired).toEqual([
      ["Bool: {aws:MultiFactorAuthPresent: 'true'}"],
      ["'Null': {aws:MultiFactorAuthAge: 'false'}"],
    ]);
  });
  it('leaves an operator that holds other keys too', async () => {
    const file = await lowered(
      roleWith(`- Effect: Allow
  Action: s3:GetObject
  Resource: '*'
  Condition: {BoolIfExists: {aws:MultiFactorAuthPresent: 'true', aws:SecureTransport: 'true'}}`),
    );
    const [gate] = file.session('role:Role').gates;
    expect(
      gate && mended(file, { kind: 'repair-condition', uri, at: gate.origin, condition: 'Bool' }),
    ).toBeUndefined();
  });
});

describe('split-session', () => {
  const text = roleWith(`- Effect: Allow
  Action: [sqs:ReceiveMessage, sqs:DeleteMessage, sqs:SendMessage, sqs:GetQueueUrl]
  Resource: !Sub 'arn:aws:sqs:*:*:jobs'
- Effect: Allow
  Action: sns:Publish
  Resource: '*'`).replace('    Properties:\n', '    Properties:\n      RoleName: worker\n');
  const parts = [
    { name: 'worker-consume', flows: ['consume'] as const },
    { name: 'worker-publish', flows: ['publish'] as const },
  ];
  it('keeps what consumes and puts a copy that publishes beside it', async () => {
    const file = await lowered(text);
    const result =
      mended(file, { kind: 'split-session', uri, session: 'role:Role', at: at(file, 'Role'), parts }) ?? '';
    const again = await lowered(result);
    const flows = (id: string): unknown => again.session(id).grants.map(({ action }) => action);
    expect(flows('role:Role')).toEqual(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueUrl']);
    expect(flows('role:WorkerPublish')).toEqual(['sqs:SendMessage', 'sqs:GetQueueUrl', 'sns:Publish']);
    expect(again.session('role:WorkerPublish').label).toBe('worker-publish');
  });
  it('does so in JSON', async () => {
    const file = await lowered(
      '{\n  "Resources": {\n    "P": {\n      "Type": "AWS::IAM::ManagedPolicy",\n      "Properties": {\n        "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"], "Resource": "*" }] }\n      }\n    }\n  }\n}\n',
      'template.json',
    );
    const result =
      mended(file, { kind: 'split-session', uri, session: 'policy:P', at: at(file, '"P"'), parts }) ?? '';
    const again = await lowered(result, 'template.json');
    expect(again.facts.sets?.map(({ name, grants }) => [name, grants.map(({ action }) => action)])).toEqual([
      ['P', ['sqs:ReceiveMessage']],
      ['WorkerPublish', ['sqs:SendMessage']],
    ]);
  });
  it('declines what stands for both, and policies that stand alone', async () => {
    const wild = await lowered(roleWith(`- {Effect: Allow, Action: 'sqs:*', Resource: '*'}`));
    expect(
      mended(wild, { kind: 'split-session', uri, session: 'role:Role', at: at(wild, 'Role'), parts }),
    ).toBeUndefined();
    const alone = await lowered(
      '{"Statement": [{"Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"], "Resource": "*"}]}',
      'p.json',
    );
    expect(
      mended(alone, { kind: 'split-session', uri, session: 'policy:p', at: at(alone, '"Statement"'), parts }),
    ).toBeUndefined();
  });
});
