import { describe, expect, it } from 'vitest';
import { format } from '../../../../server/src/core/platforms/aws/select.js';
import { readBy } from '../../../support/readBy.js';
import { lowered, loweredFixture, rows, textAt } from './lowered.js';

const chosen = (path: string, text: string): boolean => readBy(path, text) === 'aws';

describe('which files are read', () => {
  it('goes by what they hold', () => {
    const policy = '{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}';
    expect(chosen('any/name.json', policy)).toBe(true);
    expect(chosen('p.yml', 'Statement:\n  - Effect: Deny\n    Action: "*"\n')).toBe(true);
    expect(chosen('stack.template', 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n')).toBe(true);
    expect(chosen('cf.json', '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}')).toBe(true);
    expect(chosen('serverless.yml', 'service: x\nprovider:\n  name: aws\n')).toBe(true);
    expect(chosen('role.json', '{"Role": {"AssumeRolePolicyDocument": {}}}')).toBe(true);
    expect(chosen('attributes.json', '{"Policy": "{\\"Statement\\": [{\\"Effect\\": \\"Allow\\"}]}"}')).toBe(
      true,
    );
  });
  it('leaves others alone', () => {
    expect(chosen('serverless.yml', 'service: x\nprovider:\n  name: google\n')).toBe(false);
    expect(chosen('a.json', '{"Statement": "a word", "Effect": "blur"}')).toBe(false);
    expect(chosen('a.tf', '{"Statement": [{"Effect": "Allow"}]}')).toBe(false);
    expect(chosen('crd.yaml', 'apiVersion: v1\nkind: X\nStatement:\n- Effect: Allow\n')).toBe(false);
    expect(chosen('node_modules/x/p.json', '{"Statement": [{"Effect": "Allow"}]}')).toBe(false);
    expect(chosen('.github/workflows/ci.yml', 'Statement:\n- Effect: Allow\n')).toBe(false);
  });
  it('tells the format by ending and content', () => {
    const of = (path: string, text: string): string => format({ uri: path, path, text });
    expect([
      of('a.json', 'x: 1'),
      of('a.template', '{}'),
      of('a.template', 'a: 1'),
      of('a.yml', '{}'),
    ]).toEqual(['json', 'json', 'yaml', 'yaml']);
  });
});

describe('policies that stand alone', () => {
  it('are sets that nobody holds, with what guards them', async () => {
    const file = await loweredFixture('policies/iam/policies/worker.json');
    const policy = file.session('policy:worker');
    expect(policy).toMatchObject({ role: 'unheld', noun: 'policy', subject: { policy: 'worker' } });
    expect(file.facts.sets).toMatchObject([{ key: { key: 'aws:policy/worker' }, localId: 'policy:worker' }]);
    const gates = new Map(policy.gates.map((gate) => [gate.id, gate]));
    expect(
      policy.grants.map(({ action, gates: before }) => [action, before.map((id) => gates.get(id)?.name)]),
    ).toEqual([
      ['sqs:ReceiveMessage', ['MFA']],
      ['sqs:DeleteMessage', ['MFA']],
      ['iam:CreateAccessKey', ['principal tag `team`']],
      ['iam:UpdateUser', ['principal tag `team`']],
    ]);
    const lax = policy.gates.find(({ state }) => state === 'ineffective');
    expect(lax).toMatchObject({ name: 'MFA', repair: 'Bool' });
    expect(lax && textAt(file, lax.origin)).toBe('"BoolIfExists"');
  });

  it('that say who may assume a role are a role by the name of their file', async () => {
    const file = await loweredFixture('policies/iam/roles/deploy-trust-policy.json');
    const role = file.session('trust:deploy');
    expect(role).toMatchObject({ noun: 'role', label: 'deploy', role: 'acted-as', grants: [] });
    expect(role.initiators.map(({ id }) => id)).toEqual(
      role.trust?.admissions.map(({ initiator }) => initiator),
    );
    expect(file.facts.definitions.map(({ key }) => key)).toEqual(['aws:role/deploy']);
    expect(role.unknowns).toHaveLength(1);
  });

  it('that only bound others grant nothing', async () => {
    const boundary = await loweredFixture('policies/iam/app-boundary.json');
    expect(boundary.facts.sessions).toEqual([]);
    expect(boundary.facts.sets).toMatchObject([
      { noun: 'permissions boundary', key: { key: 'aws:policy/app-boundary' } },
    ]);
    const scp = await loweredFixture('policies/organization/scp-regions.json');
    expect(scp.facts).toMatchObject({ sessions: [], problems: [] });
    expect(scp.facts.notes.length).toBeGreaterThan(0);
  });

  it('of a resource tell whom they let in', async () => {
    const file = await loweredFixture('yaml-policies/bucket-policy.yml');
    const policy = file.session('policy:bucket-policy');
    expect(policy.noun).toBe('bucket policy');
    expect(policy.initiators.map(({ actor }) => actor)).toEqual([
      'anyone',
      'another-session',
      'another-session',
    ]);
    expect(policy.grants.map(({ gates }) => gates.length)).toEqual([0, 1, 1]);
  });

  it('may be mere lists of statements', async () => {
    const file = await loweredFixture('yaml-policies/statements.yml');
    const { grants } = file.session('policy:statements');
    expect(rows(grants)).toEqual([
      'logs:CreateLogGroup write api *',
      'logs:PutLogEvents write api *',
      '* except iam:* admin control-plane * except arn:aws:s3:::secrets/*',
    ]);
    expect(
      grants[2]?.breadth?.map(({ dimension, form, origin }) => [dimension, form, textAt(file, origin)]),
    ).toEqual([
      ['action', 'inverted', 'NotAction'],
      ['resource', 'inverted', 'NotResource'],
    ]);
  });
});

describe('output of the command line', () => {
  it('gives roles with their policies, and policies in their default version', async () => {
    const file = await loweredFixture('command-output/roles.json');
    const role = file.session('role:importer');
    expect(role.principal).toBe('arn:aws:iam::123456789012:role/service/importer');
    expect(rows(role.grants)).toEqual(['s3:GetObject read data arn:aws:s3:::imports/*']);
    expect(role.references.map(({ target }) => target.key)).toEqual(['aws:policy/shared']);
    expect(role.trust?.admissions.map(({ kind, name }) => [kind, name])).toEqual([
      ['account', '210987654321'],
    ]);
    expect(file.facts.sets?.map(({ key, grants }) => [key.key, rows(grants)])).toEqual([
      ['aws:policy/shared', ['sns:Publish write queue *']],
    ]);
    const one = await loweredFixture('command-output/get-role.json');
    expect(one.session('role:release')).toMatchObject({ lifetime: { seconds: 3600, basis: 'declared' } });
    expect(one.session('role:release').unknowns.map(({ what }) => what)).toEqual([
      'what role `release` may do',
    ]);
  });
});

describe('what the catalogue of actions tells', () => {
  const unknown =
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObjekt", "nope:X", "s3:GetObject"], "Resource": "*"}]}';
  it('names actions that AWS does not know', async () => {
    const file = await lowered(unknown, 'p.json');
    expect(
      file.facts.problems.map(({ severity, message, origin }) => [
        severity,
        textAt(file, origin),
        /has no [a-z]+/u.exec(message)?.[0],
      ]),
    ).toEqual([
      ['information', '"s3:GetObjekt"', 'has no action'],
      ['information', '"nope:X"', 'has no service'],
    ]);
    expect(file.facts.notes.map(({ title }) => title)).toEqual(['s3:GetObject']);
  });
  it('is done without where it is not loaded', async () => {
    const file = await lowered(unknown, 'p.json', {});
    expect(file.facts.problems).toEqual([]);
    expect(
      file.session('policy:p').grants.map(({ action, access, certainty }) => [action, access, certainty]),
    ).toEqual([
      ['s3:GetObjekt', 'read', 'inferred'],
      ['nope:X', 'write', 'inferred'],
      ['s3:GetObject', 'read', 'inferred'],
    ]);
  });
});
