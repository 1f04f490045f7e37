import { isMap, isSeq } from 'yaml';
import type { Widener } from './widening.js';
import { appended, inJson, inYaml } from './widening.js';

const STATEMENT = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
const POLICY = { PolicyName: 'widened', PolicyDocument: { Version: '2012-10-17', Statement: [STATEMENT] } };
const TRUST = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::999999999999:root' },
  Action: 'sts:AssumeRole',
};

/** Roles of AWS, in CloudFormation and Terraform: another account, a longer life, a right on everything. */
export const widenRole: Widener = ({ facts, lifetime, file }, text) => {
  if (facts.kind !== 'cloud-role') return [];
  if (file.uri.endsWith('.tf')) return widenTerraformRole(text, facts.origin.range.start);
  const id = /#role:([\w-]+)$/u.exec(facts.localId)?.[1] ?? facts.localId.replace(/^role:/u, '');
  const properties = ['Resources', id, 'Properties'];
  return [
    ...inYaml(text, 'starter added', ['start'], (document) => {
      const statements = document.getIn([...properties, 'AssumeRolePolicyDocument', 'Statement']);
      if (!isSeq(statements)) return false;
      statements.add(document.createNode(TRUST));
      return true;
    }),
    ...inYaml(text, 'life longer', ['lifetime'], (document) => {
      if (!isMap(document.getIn(properties)) || lifetime.seconds === null || lifetime.seconds >= 43_200) {
        return false;
      }
      document.setIn([...properties, 'MaxSessionDuration'], 43_200);
      return document.getIn(['Resources', id, 'Type']) === 'AWS::IAM::Role';
    }),
    ...inYaml(text, 'reach added', ['reach'], (document) => {
      if (document.getIn(['Resources', id, 'Type']) !== 'AWS::IAM::Role') return false;
      const policies = document.getIn([...properties, 'Policies']);
      if (isSeq(policies)) policies.add(document.createNode(POLICY));
      else document.setIn([...properties, 'Policies'], document.createNode([POLICY]));
      return true;
    }),
  ];
};

function widenTerraformRole(text: string, at: number): ReturnType<Widener> {
  const block = /resource\s+"aws_iam_role"\s+"([\w-]+)"\s*\{[^{}]*$/u.exec(text.slice(0, at));
  const name = block?.[1] ?? /^resource\s+"aws_iam_role"\s+"([\w-]+)"/u.exec(text.slice(at))?.[1];
  if (name === undefined) return [];
  const head = new RegExp(`resource\\s+"aws_iam_role"\\s+"${name}"\\s*\\{`, 'u');
  const policy = `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }] })`;
  // A role that is made several times, or not always, is named by its place.
  const isOne = !/\b(?:count|for_each)\s*=/u.test(
    text.slice(head.exec(text)?.index ?? 0).split('\n}')[0] ?? '',
  );
  return [
    ...(isOne
      ? [
          appended(
            text,
            'reach added',
            ['reach'],
            `resource "aws_iam_role_policy" "widened" {\n  role   = aws_iam_role.${name}.name\n  policy = ${policy}\n}\n`,
          ),
        ]
      : []),
    ...(/\bmax_session_duration\b/u.test(text)
      ? []
      : [
          {
            name: 'life longer',
            dimensions: ['lifetime'] as const,
            text: text.replace(head, (found) => `${found}\n  max_session_duration = 43200`),
          },
        ]),
  ];
}

/** Service accounts: a pod more that runs as it, a binding more, the administrator's. */
export const widenAccount: Widener = ({ facts, file, grants }, text) => {
  const { namespace, serviceAccount } = facts.subject;
  if (namespace === undefined || serviceAccount === undefined || !/\.ya?ml$/u.test(file.uri)) return [];
  // What a chart makes may be named by what only an installation tells.
  if (`${namespace}${serviceAccount}`.includes('…')) return [];
  const account = `  - { kind: ServiceAccount, name: '${serviceAccount}', namespace: '${namespace}' }`;
  const binding = (role: string): string =>
    `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata: { name: widened }\nsubjects:\n${account}\nroleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role} }\n`;
  // Whoever starts what may do nothing gains nothing.
  const starter =
    grants.length === 0
      ? []
      : [
          appended(
            text,
            'starter added',
            ['start'],
            `---\napiVersion: v1\nkind: Pod\nmetadata: { name: widened, namespace: '${namespace}' }\nspec:\n  serviceAccountName: '${serviceAccount}'\n  containers: [{ name: a, image: 'example.org/a:1' }]\n`,
          ),
        ];
  return [
    ...starter,
    appended(
      text,
      'reach added',
      ['reach'],
      `---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: widened }\nrules: [{ apiGroups: [''], resources: [pods/exec], verbs: [create] }]\n${binding('widened')}`,
    ),
    appended(text, 'access raised', ['reach'], binding('cluster-admin')),
  ];
};

/** Users of RabbitMQ: its administration. */
export const widenRabbitUser: Widener = ({ facts, file }, text) => {
  if (!file.uri.endsWith('.json')) return [];
  return inJson(text, 'access raised', ['reach'], ({ users }) => {
    const found = listOf(users).find((user) => user['name'] === facts.subject['user']);
    if (found === undefined || String(found['tags']).includes('administrator')) return false;
    found['tags'] = ['administrator'];
    return true;
  });
};

function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
}

/** Coding agents: a command more without a question, and no question any more. */
export const widenAgent: Widener = ({ file }, text) => {
  if (!/\/\.claude\/settings(?:\.local)?\.json$/u.test(file.uri)) return [];
  const permissions = (value: Record<string, unknown>): Record<string, unknown> =>
    (value['permissions'] ?? {}) as Record<string, unknown>;
  return [
    ...inJson(text, 'reach added', ['reach', 'gate'], (value) => {
      const { allow } = permissions(value);
      if (!Array.isArray(allow)) return false;
      allow.push('Bash(shred:*)');
      return true;
    }),
    ...inJson(text, 'gate removed', ['gate', 'reach'], (value) => {
      const rights = permissions(value);
      const { ask, allow } = rights;
      if (!Array.isArray(ask) || !Array.isArray(allow) || ask.length === 0) return false;
      rights['allow'] = [...(allow as unknown[]), ...(ask as unknown[])];
      rights['ask'] = [];
      return true;
    }),
  ];
};
