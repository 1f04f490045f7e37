import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../../server/src/core/model/permissionSet.js';
import { awsCatalogue } from '../../support/aws/catalogue.js';
import { linked, scopesIn } from '../../support/aws/linking.js';
import type { PolicyJson } from '../../support/aws/policyJson.js';
import { roleFile } from '../../support/aws/roleFacts.js';

const policy = (...statements: PolicyJson['Statement'][]): PolicyJson => ({
  Version: '2012-10-17',
  Statement: statements.flat(),
});
const allow = (Action: string | string[], Resource = '*') => ({ Effect: 'Allow' as const, Action, Resource });
const deny = (Action: string | string[], Resource = '*') => ({ Effect: 'Deny' as const, Action, Resource });

function actions(scope: { readonly grants: readonly { readonly action: string }[] }): readonly string[] {
  return scope.grants.map(({ action }) => action);
}

describe('a managed policy in another file', () => {
  it("is the role's that names it, and no session of its own then", () => {
    const result = linked([
      roleFile('roles.json', [
        { name: 'deploy', policies: [policy(allow('s3:GetObject'))], holds: ['write'] },
      ]),
      roleFile('policies.json', [], {
        write: policy(allow('s3:PutObject', 'arn:aws:s3:::releases/*')),
        unused: policy(allow('sqs:SendMessage')),
      }),
    ]);
    const scope = scopesIn(result);
    expect(actions(scope('roles.json#role:deploy'))).toEqual(['s3:GetObject', 's3:PutObject']);
    expect(scope('roles.json#role:deploy').facts.policies?.identity).toHaveLength(2);
    expect(result.model.scopes.map(({ id }) => id)).toEqual([
      'policies.json#policy:unused',
      'roles.json#role:deploy',
    ]);
    const unused = scope('policies.json#policy:unused');
    expect(unused.facts).toMatchObject({ role: 'unheld', noun: 'managed policy', label: 'unused' });
    expect(actions(unused)).toEqual(['sqs:SendMessage']);
  });

  it("is the role's that an attachment names, which the grant remembers", () => {
    const roles = roleFile('roles.json', [{ name: 'deploy', policies: [] }]);
    const policies = roleFile('policies.json', [], { write: policy(allow('s3:PutObject')) });
    const [set] = policies.sets ?? [];
    if (set === undefined) throw new Error('no set');
    const attachment: Attachment = {
      localId: 'attachment:write',
      noun: 'policy attachment',
      name: 'write-to-deploy',
      set: set.key,
      setOrigin: set.origin,
      holders: [
        {
          key: { space: 'identity', key: 'aws:role/deploy' },
          name: 'deploy',
          kind: 'session',
          origin: set.origin,
        },
      ],
      within: null,
      namespace: null,
      origin: set.origin,
      extent: set.extent,
    };
    const scope = scopesIn(linked([roles, { ...policies, attachments: [attachment] }]))(
      'roles.json#role:deploy',
    );
    expect(scope.grants).toMatchObject([
      { action: 's3:PutObject', attachedBy: { name: 'write-to-deploy', set: 'managed policy write' } },
    ]);
  });

  it('that is nowhere is not known', () => {
    const scope = scopesIn(
      linked([
        roleFile('roles.json', [{ name: 'deploy', policies: [], holds: ['elsewhere'], boundary: 'limits' }]),
      ]),
    );
    expect(scope('roles.json#role:deploy').unknowns.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'what elsewhere allows: that policy is not in this workspace',
      'how far limits bounds it: that policy is not in this workspace',
    ]);
  });
});

describe.each(['without the catalogue', 'with the catalogue'])('what takes away, %s', (how) => {
  const left = async (
    own: PolicyJson,
    sets: Readonly<Record<string, PolicyJson>>,
    role: { readonly holds?: string[]; readonly boundary?: string },
  ): Promise<readonly string[]> => {
    const tools = how === 'with the catalogue' ? { aws: await awsCatalogue() } : {};
    const files = [
      roleFile('roles.json', [{ name: 'deploy', policies: [own], ...role }]),
      roleFile('policies.json', [], sets),
    ];
    const scope = scopesIn(linked(files, { tools }))('roles.json#role:deploy');
    return scope.grants.map(({ action, access }) => `${action} ${access}`);
  };

  it('a deny of another policy takes what it covers without a condition', async () => {
    const own = policy(allow(['s3:GetObject', 's3:DeleteObject', 'sqs:SendMessage']));
    const guard = { holds: ['guard'] };
    expect(await left(own, { guard: policy(deny('s3:Delete*')) }, guard)).toEqual([
      's3:GetObject read',
      'sqs:SendMessage write',
    ]);
    expect(
      await left(own, { guard: policy(deny('s3:Delete*', 'arn:aws:s3:::other/*')) }, guard),
    ).toHaveLength(3);
    const conditional: PolicyJson = policy({
      ...deny('s3:*'),
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    expect(await left(own, { guard: conditional }, guard)).toHaveLength(3);
  });

  it('a boundary leaves what it allows too, and does not deny', async () => {
    const own = policy(allow(['s3:GetObject', 'iam:PassRole', 'sqs:SendMessage']));
    const limits = { boundary: 'limits' };
    expect(await left(own, { limits: policy(allow(['s3:*', 'sqs:Receive*'])) }, limits)).toEqual([
      's3:GetObject read',
    ]);
    expect(await left(own, { limits: policy(allow('*'), deny('iam:*')) }, limits)).toEqual([
      's3:GetObject read',
      'sqs:SendMessage write',
    ]);
    expect(await left(own, { limits: policy(deny('iam:*')) }, limits)).toEqual([]);
  });

  it('of a wildcard what is left may be less', async () => {
    const own = policy(allow('sqs:*'));
    const narrowed = await left(
      own,
      { limits: policy(allow(['sqs:Get*', 'sqs:List*'])) },
      { boundary: 'limits' },
    );
    expect(narrowed).toEqual([how === 'with the catalogue' ? 'sqs:* read' : 'sqs:* write']);
  });
});
