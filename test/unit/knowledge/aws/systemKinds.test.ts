import { beforeAll, describe, expect, it } from 'vitest';
import { destinationWord, flowsOf } from '../../../../server/src/core/knowledge/aws/messageFlows.js';
import { serviceKindOf, systemKindOf } from '../../../../server/src/core/knowledge/aws/systemKinds.js';
import type { AwsCatalogue } from '../../../../server/src/core/model/awsCatalogue.js';
import { awsCatalogue } from '../../../support/aws/catalogue.js';

let catalogue: AwsCatalogue;

beforeAll(async () => {
  catalogue = await awsCatalogue();
});

describe('kinds of systems', () => {
  it.each([
    ['s3:GetObject', 'data'],
    ['rds-data:ExecuteStatement', 'data'],
    ['secretsmanager:GetSecretValue', 'secrets'],
    ['ssm:GetParametersByPath', 'secrets'],
    ['ssm:SendCommand', 'compute'],
    ['iam:PassRole', 'identity'],
    ['sts:AssumeRole', 'identity'],
    ['sqs:SendMessage', 'queue'],
    ['ec2:RunInstances', 'compute'],
    ['ec2:CreateSecurityGroup', 'network'],
    ['cloudformation:CreateStack', 'deployment'],
    ['ecr:PutImage', 'artifacts'],
    ['ce:GetCostAndUsage', 'billing'],
    ['nosuch:Thing', 'control-plane'],
  ])('%s: %s', (action, kind) => {
    const [service = '', name = ''] = action.split(':');
    expect(systemKindOf(service, name)).toBe(kind);
  });

  it('are of services that there are', () => {
    const counted = catalogue.services.filter((prefix) => serviceKindOf(prefix) !== 'control-plane');
    expect(counted.length).toBeGreaterThan(200);
  });
});

describe('flows of messages', () => {
  it.each([
    ['sqs:ReceiveMessage', ['consume']],
    ['sqs:SendMessage', ['publish']],
    ['SQS:*', ['consume', 'publish', 'administer']],
    ['sns:Publish', ['publish']],
    ['kinesis:Get*', ['consume']],
    ['events:PutEvents', ['publish']],
    ['kafka-cluster:WriteData', ['publish']],
    ['appsync:EventSubscribe', ['consume']],
    ['mq:CreateUser', ['administer']],
    ['sqs:GetQueueAttributes', []],
    ['s3:GetObject', []],
    ['*', []],
  ])('%s: %j', (action, flows) => {
    expect(flowsOf(action)).toEqual(flows);
  });

  it('are of actions that there are, and reading ones administer nothing', () => {
    const withFlows = [...catalogue.expand('*')].filter(
      ({ service, name }) => flowsOf(`${service}:${name}`).length > 0,
    );
    for (const { service, name, access } of withFlows) {
      expect(destinationWord(service)).toBeDefined();
      const [flow, ...others] = flowsOf(`${service}:${name}`);
      expect(others, `${service}:${name}`).toEqual([]);
      if (flow === 'administer') expect(['List', 'Read'], `${service}:${name}`).not.toContain(access);
    }
    expect(withFlows.length).toBeGreaterThan(60);
  });
});
