import type { World, WorldPolicies, WorldPrincipal } from './bruteForce.js';
import type { PolicyJson, PrincipalJson, StatementJson } from './policyJson.js';
import type { Random } from '../random.js';

/** A request and the policies that it meets. */
export interface Case {
  readonly world: Omit<World, 'maybe'>;
  readonly policies: WorldPolicies;
}

/** A case from a small world, so that policies and requests meet often. */
export function generatedCase(random: Random): Case {
  const world = request(random);
  const make = (kind: 'identity' | 'resource'): PolicyJson => policy(random, kind, world);
  const list = (): PolicyJson[] => random.some(1, 2, () => make('identity'));
  return {
    world,
    policies: {
      identity: random.chance(0.9) ? list() : [],
      ...(random.chance(0.4) ? { resource: make('resource') } : {}),
      ...(random.chance(0.3) ? { boundary: make('identity') } : {}),
      ...(random.chance(0.2) ? { session: list() } : {}),
      ...(random.chance(0.2) ? { scp: random.some(1, 2, list) } : {}),
      ...(random.chance(0.1) ? { rcp: [list()] } : {}),
    },
  };
}

const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  'iam:PassRole',
  'iam:GetRole',
  'sts:AssumeRole',
  'sts:AssumeRoleWithWebIdentity',
  'kms:Decrypt',
  'sqs:SendMessage',
];

export const RESOURCES = [
  'arn:aws:s3:::logs',
  'arn:aws:s3:::logs/home/bob/a.txt',
  'arn:aws:s3:::logs/home/alice/b:c.txt',
  'arn:aws:iam::111122223333:role/deploy',
  'arn:aws:iam::111122223333:role/admin/root',
  'arn:aws:kms:eu-west-1:111122223333:key/k1',
  'arn:aws:sqs:eu-west-1:444455556666:jobs',
  '*',
];

const SESSION = 'arn:aws:sts::111122223333:assumed-role/deploy/run';
const ROLE = 'arn:aws:iam::111122223333:role/deploy';
const PRINCIPALS: readonly WorldPrincipal[] = [
  { kind: 'AWS', id: 'arn:aws:iam::111122223333:user/bob', account: '111122223333' },
  { kind: 'AWS', id: SESSION, roleArn: ROLE, account: '111122223333' },
  { kind: 'AWS', id: ROLE, account: '111122223333' },
  { kind: 'AWS', id: 'arn:aws:iam::444455556666:role/other', account: '444455556666' },
  { kind: 'Service', id: 'lambda.amazonaws.com' },
  {
    kind: 'Federated',
    id: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
  },
  { kind: 'Federated', id: 'accounts.google.com' },
  { kind: 'CanonicalUser', id: '79a59df9' },
  { kind: 'anonymous', id: '' },
];

const NAMED: readonly PrincipalJson[] = [
  '*',
  { AWS: '*' },
  { AWS: '111122223333' },
  { AWS: 'arn:aws:iam::444455556666:root' },
  { AWS: 'arn:aws:iam::111122223333:user/bob' },
  { AWS: ['arn:aws:iam::111122223333:user/bob', 'arn:aws:iam::111122223333:root'] },
  { AWS: ROLE },
  { AWS: [SESSION, ROLE, '111122223333'] },
  { AWS: [SESSION], Service: 'ec2.amazonaws.com' },
  { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] },
  { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
  { Federated: 'accounts.google.com' },
  { CanonicalUser: '79a59df9' },
];

interface KeyKind {
  readonly operators: readonly string[];
  readonly values: readonly string[];
  /** What only policies write. */
  readonly written: readonly string[];
  readonly multivalued?: true;
  /** Whether it serves as a variable, and so never has several values: what that comes to is documented nowhere. */
  readonly variable?: true;
}

const STRINGS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
];
const orders = (family: string): string[] =>
  ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map(
    (order) => family + order,
  );

const KEYS: Readonly<Record<string, KeyKind>> = {
  'aws:username': {
    operators: STRINGS,
    values: ['bob', 'alice', 'Bob'],
    written: ['b*', '?ob', '*', 'BOB', '${aws:PrincipalTag/team}'],
    variable: true,
  },
  'aws:PrincipalTag/team': {
    operators: STRINGS,
    values: ['red', 'blue', '*', ''],
    written: ['r*', '${*}', '${aws:username}', "${aws:username, 'red'}", '${?}ed', 'BLUE'],
    variable: true,
  },
  's3:prefix': {
    operators: STRINGS,
    values: ['', 'home/', 'home/bob/', 'home/alice/x'],
    written: ['home/*', 'home/${aws:username}/*', '*/bob/*', 'home/${aws:PrincipalTag/team}/'],
  },
  'aws:TagKeys': {
    operators: STRINGS,
    values: ['owner', 'team', 'Team', ''],
    written: ['t*', '*', 'o????', '${aws:username}'],
    multivalued: true,
  },
  'aws:MultiFactorAuthAge': {
    operators: orders('Numeric'),
    values: ['0', '300', '3600', '1.5', '-2'],
    written: ['300.0', '+7200'],
  },
  'aws:CurrentTime': {
    operators: orders('Date'),
    values: ['2024-02-29T12:00:00Z', '2024-03-01', '1709208000', '2023-12-31T23:59:59.500Z'],
    written: ['2024-02-29T14:00:00+02:00', '2024-03', '2024', '2024-02-29T12:00Z', '1999-01-01T00:00:00Z'],
  },
  'aws:MultiFactorAuthPresent': { operators: ['Bool'], values: ['true', 'false'], written: ['True'] },
  'x:Blob': { operators: ['BinaryEquals'], values: ['QmluYXJ5', 'QQ=='], written: ['QQ', 'QmluYXJ5VmFs'] },
  'aws:SourceIp': {
    operators: ['IpAddress', 'NotIpAddress'],
    values: ['203.0.113.7', '198.51.100.1', '2001:db8::1', '2001:db8:0:1::ffff'],
    written: ['203.0.113.0/24', '0.0.0.0/0', '198.51.100.0/31', '2001:DB8::/48', '::/0', '203.0.113.8/29'],
  },
  'aws:SourceArn': {
    operators: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
    values: ['arn:aws:sns:eu-west-1:111122223333:topic', 'arn:aws:x:r:999:store/a:111122223333:b/d'],
    written: [
      'arn:aws:sns:*:111122223333:*',
      'arn:aws:x:*:111122223333:b/*',
      'arn:aws:*:*:*:to?ic',
      'arn:*:sns:*:*:${aws:username}',
    ],
  },
};

/** Values that a request may hold under a key, which is in lower case. */
export function valuesOfKey(key: string): readonly string[] {
  return Object.entries(KEYS).find(([name]) => name.toLowerCase() === key)?.[1].values ?? [''];
}

/** What a request may say. */
export function someContext(random: Random): Readonly<Record<string, readonly string[]>> {
  const context: Record<string, readonly string[]> = {};
  for (const [key, kind] of Object.entries(KEYS)) {
    if (random.chance(0.3)) continue;
    const several = kind.multivalued === true || (kind.variable !== true && random.chance(0.03));
    context[key.toLowerCase()] = random.some(several ? 0 : 1, several ? 3 : 1, () =>
      random.pick(kind.values),
    );
  }
  return context;
}

function request(random: Random): Omit<World, 'maybe'> {
  return {
    action: random.pick(ACTIONS),
    resource: random.pick(RESOURCES),
    ...(random.chance(0.1) ? { resourceAccount: random.pick(['111122223333', '444455556666']) } : {}),
    principal: random.pick(random.chance(0.6) ? PRINCIPALS.slice(0, 4) : PRINCIPALS),
    context: someContext(random),
  };
}

function policy(random: Random, kind: 'identity' | 'resource', world: Case['world']): PolicyJson {
  const Statement = random.some(1, 3, () => statement(random, kind, world));
  const [only] = Statement;
  return {
    ...(random.chance(0.9) ? { Version: '2012-10-17' } : random.chance(0.5) ? { Version: '2008-10-17' } : {}),
    Statement: Statement.length === 1 && only !== undefined && random.chance(0.3) ? only : Statement,
  };
}

function statement(random: Random, kind: 'identity' | 'resource', world: Case['world']): StatementJson {
  const actions = oneOrMore(random, () =>
    wildened(random, random.chance(0.5) ? world.action : random.pick(ACTIONS)),
  );
  const resources = oneOrMore(random, () =>
    random.chance(0.1)
      ? random.pick(['arn:aws:s3:::logs/home/${aws:username}/*', 'arn:aws:sqs', 'arn:aws:iam::111122223333'])
      : wildened(random, random.chance(0.5) ? world.resource : random.pick(RESOURCES)),
  );
  const principal = random.pick(NAMED);
  return {
    Effect: random.chance(0.7) ? 'Allow' : 'Deny',
    ...(random.chance(0.8) ? { Action: actions } : { NotAction: actions }),
    ...(kind === 'resource' && random.chance(0.3)
      ? {}
      : random.chance(0.8)
        ? { Resource: resources }
        : { NotResource: resources }),
    ...(kind === 'identity'
      ? {}
      : random.chance(0.85)
        ? { Principal: principal }
        : { NotPrincipal: principal }),
    ...(random.chance(0.5) ? { Condition: conditions(random) } : {}),
  };
}

function conditions(random: Random): NonNullable<StatementJson['Condition']> {
  const found: Record<string, Record<string, string | string[]>> = {};
  for (let left = 1 + random.below(2); left > 0; left--) {
    const key = random.pick(Object.keys(KEYS));
    const kind = KEYS[key];
    if (kind === undefined) continue;
    const written = random.chance(0.3) ? key.toUpperCase() : key;
    if (random.chance(0.08)) {
      found['Null'] = { ...found['Null'], [written]: random.pick(['true', 'false']) };
      continue;
    }
    const quantified = random.chance(kind.multivalued === true ? 0.8 : 0.1);
    const operator =
      (quantified ? random.pick(['ForAllValues:', 'ForAnyValue:']) : '') +
      random.pick(kind.operators) +
      (random.chance(0.25) ? 'IfExists' : '');
    const value = (): string => random.pick(random.chance(0.6) ? kind.values : kind.written);
    found[operator] = { ...found[operator], [written]: oneOrMore(random, value) };
  }
  return found;
}

function oneOrMore(random: Random, make: () => string): string | string[] {
  return random.chance(0.5) ? make() : random.some(1, 3, make);
}

/** The text with parts of it replaced by wildcards, and sometimes in another case. */
function wildened(random: Random, text: string): string {
  let result = text;
  for (let left = random.below(3); left > 0; left--) {
    const start = random.below(result.length);
    const end = Math.min(result.length, start + random.below(8));
    result = result.slice(0, start) + random.pick(['*', '*', '?', '**', '?*']) + result.slice(end);
  }
  if (random.chance(0.05)) return '*';
  return random.chance(0.1) ? result.toUpperCase() : result;
}
