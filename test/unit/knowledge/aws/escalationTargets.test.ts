import { describe, expect, it } from 'vitest';
import {
  escalationsOf,
  type Escalations,
} from '../../../../server/src/core/knowledge/aws/escalation/evaluate.js';
import type { PolicyStatement } from '../../../../server/src/core/model/policyDocument.js';
import { UNKNOWN_PART } from '../../../../server/src/core/model/policyDocument.js';
import {
  allow,
  allowElsewhere,
  deny,
  documentOf,
  looking,
  on,
  trusting,
  when,
} from './escalationPolicies.js';

type More = Parameters<typeof looking>[1];

const ACCOUNT = '111122223333';
const SELF = `arn:aws:iam::${ACCOUNT}:role/deploy`;

function ask(statements: readonly PolicyStatement<string>[], more: More = {}): Escalations<string> {
  const { policies, context } = looking(statements, {
    ...more,
    identity: { arn: SELF, key: 'deploy', ...more.identity },
  });
  return escalationsOf(policies, context);
}

/** `id` for what is certain, `id?` for what is conditional. */
function foundIn({ found }: Escalations<string>): readonly string[] {
  return found.map(({ method, result }) => `${method.id}${result === 'yes' ? '' : '?'}`);
}

function role(name: string, service: string): NonNullable<More['roles']>[number] {
  return { key: name, arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, trust: trusting(service) };
}

const LAMBDA = allow(['lambda:CreateFunction', 'lambda:InvokeFunction'], on('*'));
const BY_LAMBDA = 'pass-role-lambda-invoke';

describe('a role that is passed', () => {
  const roles = [role('worker', 'lambda.amazonaws.com'), role('server', 'ec2.amazonaws.com')];

  it('is a target when its trust admits the service', () => {
    const outcome = ask([LAMBDA, allow('iam:PassRole', on('*'))], { roles });
    const [first] = outcome.found.filter(({ method }) => method.id === BY_LAMBDA);
    expect(first).toMatchObject({ result: 'yes', others: true, targets: [{ key: 'worker' }] });
  });

  it('makes no method when it is the only one and trusts another service', () => {
    const outcome = ask([LAMBDA, allow('iam:PassRole', on(roles[1]!.arn))], { roles });
    expect(foundIn(outcome)).toEqual([]);
    expect(outcome.blocked).toMatchObject([
      { method: { id: BY_LAMBDA }, action: 'iam:PassRole', by: 'trust' },
    ]);
  });

  it('is the only one reached when it is named', () => {
    const outcome = ask([LAMBDA, allow('iam:PassRole', on(roles[0]!.arn))], { roles });
    expect(outcome.found).toMatchObject([
      { method: { id: BY_LAMBDA }, others: false, targets: [{ key: 'worker' }] },
    ]);
  });

  it('counts when the workspace does not show it', () => {
    const outcome = ask([LAMBDA, allow('iam:PassRole', on(`arn:aws:iam::${ACCOUNT}:role/elsewhere`))], {
      roles,
    });
    expect(outcome.found).toMatchObject([{ method: { id: BY_LAMBDA }, others: true, targets: [] }]);
  });

  it('is no gain when it is its own', () => {
    const own = role('deploy', 'lambda.amazonaws.com');
    expect(ask([LAMBDA, allow('iam:PassRole', on(SELF))], { roles: [own] })).toEqual({
      found: [],
      blocked: [],
    });
    const [first] = ask([LAMBDA, allow('iam:PassRole', on('*'))], { roles: [own] }).found;
    expect(first).toMatchObject({ targets: [], others: true });
  });

  it('is matched by the resource of the statement', () => {
    const only = (pattern: string): Escalations<string> =>
      ask([LAMBDA, allow('iam:PassRole', on(pattern))], { roles });
    expect(only('arn:aws:iam::*:role/work*').found).toMatchObject([{ targets: [{ key: 'worker' }] }]);
    expect(only('arn:aws:iam::*:role/serv*').found).toMatchObject([{ targets: [], others: true }]);
    expect(only('arn:aws:iam::999988887777:role/worker').found).toMatchObject([
      { targets: [], others: true },
    ]);
    expect(only('arn:aws:iam::*:user/*').found).toEqual([]);
    expect(only('arn:aws:iam::*').found).toMatchObject([{ targets: [{ key: 'worker' }] }]);
  });

  it('is left out by a deny on it alone', () => {
    const statements = [LAMBDA, allow('iam:PassRole', on('*')), deny('iam:PassRole', on(roles[0]!.arn))];
    expect(ask(statements, { roles }).found).toMatchObject([{ result: 'yes', targets: [], others: true }]);
    const named = [LAMBDA, allow('iam:PassRole', on(roles[0]!.arn)), deny('iam:PassRole', on('*:role/w*'))];
    expect(ask(named, { roles })).toMatchObject({ found: [], blocked: [{ by: 'deny' }] });
  });

  it('follows NotResource', () => {
    const but = (...texts: string[]): Escalations<string> =>
      ask([LAMBDA, allowElsewhere('iam:PassRole', ...texts)], { roles });
    expect(but(roles[0]!.arn).found).toMatchObject([{ targets: [], others: true }]);
    expect(but(roles[1]!.arn).found).toMatchObject([{ targets: [{ key: 'worker' }], others: true }]);
    expect(but('arn:aws:iam::*:role/*')).toEqual({ found: [], blocked: [] });
  });
});

describe('iam:PassedToService', () => {
  const anyRole = allow('iam:PassRole', on('*'));

  it.each([
    ['StringEquals', ['lambda.amazonaws.com'], [BY_LAMBDA]],
    ['StringEquals', ['ec2.amazonaws.com', 'lambda.amazonaws.com'], [BY_LAMBDA]],
    ['StringEquals', ['ec2.amazonaws.com'], []],
    ['StringLike', ['*.amazonaws.com'], [BY_LAMBDA]],
    ['StringLike', ['ec2.*'], []],
    ['StringNotEquals', ['lambda.amazonaws.com'], []],
    ['StringNotEquals', ['ec2.amazonaws.com'], [BY_LAMBDA]],
    ['StringEqualsIfExists', ['ec2.amazonaws.com'], []],
    ['Null', ['true'], []],
    ['StringEquals', [UNKNOWN_PART], [`${BY_LAMBDA}?`]],
  ] as const)('%s %j', (operator, values, expected) => {
    const outcome = ask([LAMBDA, when(anyRole, operator, 'iam:PassedToService', ...values)]);
    expect(foundIn(outcome)).toEqual(expected);
  });

  it('counts in a deny', () => {
    const denied = (operator: string, service: string): readonly string[] =>
      foundIn(
        ask([LAMBDA, anyRole, when(deny('iam:PassRole', on('*')), operator, 'iam:PassedToService', service)]),
      );
    expect(denied('StringEquals', 'lambda.amazonaws.com')).toEqual([]);
    expect(denied('StringNotEquals', 'lambda.amazonaws.com')).toEqual([BY_LAMBDA]);
    expect(denied('StringNotEquals', 'ec2.amazonaws.com')).toEqual([]);
  });

  it('does not leave another condition out', () => {
    const both = when(
      when(anyRole, 'StringEquals', 'iam:PassedToService', 'lambda.amazonaws.com'),
      'StringEquals',
      'aws:ResourceTag/team',
      'a',
    );
    const [only] = ask([LAMBDA, both]).found;
    expect(only).toMatchObject({ result: 'conditional', conditions: [{ key: 'aws:ResourceTag/team' }] });
    expect(only!.conditions).toHaveLength(1);
  });
});

describe('its own identity', () => {
  it('is the one whose policies it may write', () => {
    expect(foundIn(ask([allow('iam:PutRolePolicy', on(SELF))]))).toEqual(['put-role-policy']);
    expect(foundIn(ask([allow('iam:PutRolePolicy', on(`arn:aws:iam::${ACCOUNT}:role/other`))]))).toEqual([]);
    expect(foundIn(ask([allow('iam:PutRolePolicy', on('arn:aws:iam::*:role/d*'))]))).toEqual([
      'put-role-policy',
    ]);
  });

  it('may be meant where its name is not known', () => {
    const identity = { arn: `arn:${UNKNOWN_PART}:iam::${UNKNOWN_PART}:role/${UNKNOWN_PART}` };
    const by = (pattern: string): readonly string[] =>
      foundIn(ask([allow('iam:PutRolePolicy', on(pattern))], { identity }));
    expect(by('*')).toEqual(['put-role-policy']);
    expect(by('arn:aws:iam::*:role/app-*')).toEqual(['put-role-policy?']);
    expect(by(`arn:aws:iam::${UNKNOWN_PART}:role/${UNKNOWN_PART}`)).toEqual(['put-role-policy']);
    // A name that the template makes up is none that somebody wrote down.
    expect(by('arn:aws:iam::*:role/app')).toEqual([]);
  });

  it('is found by its name in whatever account', () => {
    const identity = { arn: `arn:${UNKNOWN_PART}:iam::${UNKNOWN_PART}:role/deploy` };
    for (const pattern of [SELF, `arn:aws:iam::${UNKNOWN_PART}:role/deploy`, 'arn:aws:iam::*:role/deploy']) {
      expect(foundIn(ask([allow('iam:PutRolePolicy', on(pattern))], { identity }))).toEqual([
        'put-role-policy',
      ]);
    }
  });

  it('of a user is what aws:username means', () => {
    const own = allow(
      ['iam:CreateAccessKey', 'iam:PutUserPolicy'],
      on('arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/*/${aws:username}'),
    );
    for (const arn of [`arn:aws:iam::${ACCOUNT}:user/ann`, undefined]) {
      const identity = { kind: 'user' as const, ...(arn === undefined ? {} : { arn }) };
      const { policies, context } = looking([own], { identity });
      expect(foundIn(escalationsOf(policies, context))).toEqual(['put-user-policy']);
    }
    // A role has no user name.
    expect(ask([own])).toEqual({ found: [], blocked: [] });
  });

  it('decides which methods there are', () => {
    const everything = [allow('iam:*', on('*'))];
    const user = foundIn(
      ask(everything, { identity: { kind: 'user', arn: `arn:aws:iam::${ACCOUNT}:user/ann` } }),
    );
    expect(user).toContain('attach-user-policy');
    expect(user).not.toContain('attach-role-policy');
    expect(foundIn(ask(everything))).toContain('attach-role-policy');
    expect(foundIn(ask(everything))).not.toContain('attach-user-policy');
  });

  it('has only the policies that are attached to it', () => {
    const rewriting = [allow('iam:CreatePolicyVersion', on('arn:aws:iam::*:policy/team-*'))];
    const attached = (...policies: string[]): readonly string[] =>
      foundIn(ask(rewriting, { identity: { policies } }));
    expect(foundIn(ask(rewriting))).toEqual(['create-policy-version']);
    expect(attached(`arn:aws:iam::${ACCOUNT}:policy/team-a`)).toEqual(['create-policy-version']);
    expect(attached(`arn:aws:iam::${ACCOUNT}:policy/base`)).toEqual([]);
    expect(attached()).toEqual([]);
  });

  it('gains from removing a boundary only if it has one', () => {
    const removing = [allow('iam:DeleteRolePermissionsBoundary', on('*'))];
    const boundary = documentOf([allow('*', on('*'))]);
    expect(foundIn(ask(removing, { identity: { boundary: false } }))).toEqual([]);
    expect(foundIn(ask(removing, { identity: { boundary: 'unknown' } }))).toEqual(['remove-role-boundary?']);
    expect(foundIn(ask(removing, { identity: { boundary: true }, policies: { boundary } }))).toEqual([
      'remove-role-boundary',
    ]);
  });
});

describe('another role that it may assume', () => {
  const admin = (principal: string): NonNullable<More['roles']>[number] => ({
    key: 'admin',
    arn: `arn:aws:iam::${ACCOUNT}:role/admin`,
    trust: documentOf([
      {
        effect: 'Allow',
        actions: on('sts:AssumeRole'),
        principals: [{ kind: 'AWS', text: principal, origin: '' }],
        conditions: [],
        origin: '',
      },
    ]),
  });
  const assuming = [allow('sts:AssumeRole', on(`arn:aws:iam::${ACCOUNT}:role/admin`))];

  it('has to admit it', () => {
    for (const principal of [SELF, `arn:aws:iam::${ACCOUNT}:root`, ACCOUNT, '*']) {
      expect(ask(assuming, { roles: [admin(principal)] }).found).toMatchObject([
        { method: { id: 'assume-role' }, targets: [{ key: 'admin' }], others: false },
      ]);
    }
    for (const principal of [`arn:aws:iam::${ACCOUNT}:role/other`, '999988887777']) {
      expect(ask(assuming, { roles: [admin(principal)] })).toMatchObject({
        found: [],
        blocked: [{ by: 'trust' }],
      });
    }
  });

  it('is let in by what it may rewrite', () => {
    const rewriting = [allow('iam:UpdateAssumeRolePolicy', on('*'))];
    expect(ask(rewriting, { roles: [admin('999988887777')] }).found).toMatchObject([
      { targets: [{ key: 'admin' }] },
    ]);
  });

  it('is widened and assumed only if it is the same one', () => {
    const id = 'put-role-policy-and-assume';
    const both = (widened: string, assumed: string): readonly string[] =>
      foundIn(ask([allow('iam:PutRolePolicy', on(widened)), allow('sts:AssumeRole', on(assumed))]));
    expect(both('arn:aws:iam::*:role/a-*', 'arn:aws:iam::*:role/*-b')).toContain(id);
    expect(both('arn:aws:iam::*:role/a', 'arn:aws:iam::*:role/b')).not.toContain(id);
    expect(both('arn:aws:iam::*:role/a', '*')).toContain(id);
  });
});

describe('what is not known', () => {
  it('is a role, when the text of iam:PassRole is not known', () => {
    const roles = [role('worker', 'lambda.amazonaws.com')];
    const outcome = ask([LAMBDA, allow('iam:PassRole', on(UNKNOWN_PART))], { roles });
    expect(outcome.found).toMatchObject([
      { method: { id: BY_LAMBDA }, result: 'yes', others: true, targets: [] },
    ]);
  });

  it('of a statement makes it conditional', () => {
    const passing = allow('iam:PassRole', on('*'));
    expect(foundIn(ask([LAMBDA, { ...passing, possible: true }]))).toEqual([`${BY_LAMBDA}?`]);
    expect(foundIn(ask([LAMBDA, passing, { ...deny('iam:PassRole', on('*')), possible: true }]))).toEqual([
      `${BY_LAMBDA}?`,
    ]);
    expect(foundIn(ask([LAMBDA, passing, deny('iam:PassRole', on(UNKNOWN_PART))]))).toEqual([
      `${BY_LAMBDA}?`,
    ]);
  });

  it('grants nothing by itself', () => {
    const { policies, context } = looking([], {});
    const unread = { ...policies, identity: [{ ...documentOf([]), incomplete: true as const }] };
    expect(escalationsOf(unread, context)).toEqual({ found: [], blocked: [] });
  });

  it('does not join the parts of an ARN', () => {
    // The wildcards of a volume's pattern could take in an instance, if anything were called so.
    const volumes = allow('ec2:RunInstances', on('arn:aws:ec2:*:*:volume/*'));
    expect(ask([volumes, allow('iam:PassRole', on('*'))])).toEqual({ found: [], blocked: [] });
  });

  it('never makes it throw or hang', () => {
    const long = `arn:aws:iam::*:role/${'*a?'.repeat(900)}`;
    const texts = [
      '',
      '*',
      '**',
      'arn',
      'arn:',
      '${',
      '${aws:username',
      long,
      UNKNOWN_PART.repeat(50),
      '\uE000\uE010*',
    ];
    for (const text of texts) {
      const identity = { arn: text };
      const roles = [{ key: 'odd', arn: text }];
      expect(() => ask([allow(text, on(text)), allow('*', on(text))], { identity, roles })).not.toThrow();
    }
  });
});

describe('what a call is checked against', () => {
  const PARTS = 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/agent';
  const COMMAND = 'bedrock-agentcore:InvokeAgentRuntimeCommand';

  it('is the endpoint of an agent as well as its runtime', () => {
    expect(foundIn(ask([allow(COMMAND, on(PARTS))]))).toEqual([]);
    expect(foundIn(ask([allow(COMMAND, on(PARTS, `${PARTS}/*`))]))).toEqual([
      'bedrock-agentcore-runtime-command',
    ]);
  });

  it('is the execution that an automation becomes as well as its document', () => {
    const ssm = 'arn:aws:ssm:eu-west-1:111122223333';
    const start = 'ssm:StartAutomationExecution';
    const others = [allow('iam:PassRole', on('*')), allow('ssm:CreateDocument', on('*'))];
    const found = (...resources: readonly string[]): readonly string[] =>
      foundIn(ask([...others, allow(start, on(...resources))]));
    expect(found(`${ssm}:document/mine`)).not.toContain('pass-role-ssm-automation');
    expect(found(`${ssm}:document/mine`, `${ssm}:automation-execution/*`)).toContain(
      'pass-role-ssm-automation',
    );
  });
});
