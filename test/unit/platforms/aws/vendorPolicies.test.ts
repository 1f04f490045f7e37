import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { decodeManagedPolicies } from '../../../../server/src/core/knowledge/aws/managedPolicies/decode.js';
import { awsCatalogue } from '../../../support/aws/catalogue.js';
import { lowered } from './lowered.js';

const TABLE = 'server/src/core/knowledge/aws/managedPolicies/data.json';

it('tells a policy of hundreds of reading actions by what it reaches', async () => {
  const tools = {
    aws: await awsCatalogue(),
    managedPolicies: decodeManagedPolicies(readFileSync(TABLE, 'utf8')),
  };
  const file = await lowered(
    `Resources:
  Auditor:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess']
`,
    'template.yaml',
    tools,
  );
  const { grants, unknowns, policies } = file.session('role:Auditor');
  expect(unknowns.map(({ what }) => what)).toEqual(['who may take role `Auditor`']);
  // All of it is there to be evaluated.
  const statements = policies?.identity.flatMap((policy) => policy.statements) ?? [];
  expect(statements.flatMap(({ actions = [] }) => actions).length).toBeGreaterThan(2_000);
  expect(grants.length).toBeLessThan(600);
  const queue = grants.filter(({ system }) => system.name === 'SQS');
  expect(queue.every(({ access }) => access === 'read')).toBe(true);
  // What gives out credentials is told by itself, though it is called reading.
  expect(grants.map(({ action }) => action)).toContain('cognito-identity:GetOpenIdTokenForDeveloperIdentity');
  const together = grants.find(({ action }) => / and \d+ more$/u.test(action));
  expect(together?.attributes?.['actions']).toContain(together?.action.split(' ')[0]);
});
