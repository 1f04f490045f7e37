import { describe, expect, it } from 'vitest';
import type { Width } from '../../../server/src/core/model/trustScope.js';
import { openRepository, uriOf } from '../../support/repository.js';

const PATH = '.github/workflows/ci.yml';

/** The width of the one job of a workflow with these permissions, minutes and start. */
function widthOf(
  permissions: string,
  minutes: number,
  more: { on?: string; machine?: string; step?: string } = {},
): Width {
  const text = `on: ${more.on ?? '{ push: { branches: [main] } }'}
permissions: ${permissions}
jobs:
  build:
    runs-on: ${more.machine ?? 'ubuntu-latest'}
    timeout-minutes: ${String(minutes)}
    steps:
      - run: ${more.step ?? 'echo'}
`;
  const [scope] = openRepository(new Map([[PATH, text]])).model.scopesOf(uriOf(PATH));
  if (scope === undefined) throw new Error('no session');
  return scope.width;
}

describe('the width of a session', () => {
  it.each<[name: string, width: Width, band: string, reasons: readonly string[]]>([
    ['that may do nothing', widthOf('{}', 600), 'narrow', ['its token may do nothing']],
    ['that reads, for however long', widthOf('{ contents: read }', 600), 'narrow', ['it only reads']],
    [
      'that writes one thing for an hour',
      widthOf('{ contents: write }', 60),
      'narrow',
      ['it writes contents'],
    ],
    [
      'that writes two kinds of things',
      widthOf('{ contents: write, packages: write }', 60),
      'moderate',
      ['it writes contents, packages'],
    ],
    [
      'that writes two things of one kind',
      widthOf('{ issues: write, pull-requests: write }', 60),
      'narrow',
      ['it writes issues, pull-requests'],
    ],
    [
      'that writes for more than an hour',
      widthOf('{ contents: write }', 61),
      'moderate',
      ['it writes contents', 'it lasts up to 1 h'],
    ],
    [
      'that writes for six hours',
      widthOf('{ contents: write }', 360),
      'moderate',
      ['it writes contents', 'it lasts up to 6 h'],
    ],
    [
      'that writes for more than six hours',
      widthOf('{ contents: write }', 361, { machine: 'self-hosted' }),
      'moderate',
      ['it writes contents', 'it lasts longer than 6 h'],
    ],
    [
      'that writes everything',
      widthOf('write-all', 60),
      'broad',
      ['it may write everything in the repository'],
    ],
    [
      'that holds a secret',
      widthOf('{}', 60, { step: 'echo ${{ secrets.NPM_TOKEN }}' }),
      'moderate',
      ['it holds NPM_TOKEN'],
    ],
    [
      'that strangers start, with what they may use',
      widthOf('{ contents: write }', 60, { on: 'pull_request_target' }),
      'moderate',
      ['it writes contents', 'anyone with a GitHub account, by opening a pull request, can start it'],
    ],
    [
      'that strangers start, for six hours',
      widthOf('{ contents: write, packages: write }', 360, { on: 'pull_request_target' }),
      'broad',
      [
        'it writes contents, packages',
        'it lasts up to 6 h',
        'anyone with a GitHub account, by opening a pull request, can start it',
      ],
    ],
    [
      'that strangers start, and that may write everything',
      widthOf('write-all', 60, { on: 'pull_request_target' }),
      'unbounded',
      [
        'it may write everything in the repository',
        'anyone with a GitHub account, by opening a pull request, can start it',
      ],
    ],
    [
      'that strangers start, to read',
      widthOf('{ contents: read }', 60, { on: 'pull_request_target' }),
      'narrow',
      ['it only reads'],
    ],
  ])('%s', (_name, { band, reasons }, expected, expectedReasons) => {
    expect([band, reasons]).toEqual([expected, expectedReasons]);
  });
});

describe('the width of a policy', () => {
  it.each<[name: string, actions: readonly string[], resource: string, band: string, reason: string]>([
    ['that reads one store', ['s3:GetObject'], 'arn:aws:s3:::shop/*', 'narrow', 'it only reads'],
    ['that reads all stores', ['s3:GetObject'], '*', 'broad', 'it reads all there is in S3'],
    ['that lists what it cannot name', ['s3:ListAllMyBuckets'], '*', 'narrow', 'it only reads'],
    ['that describes machines', ['ec2:DescribeInstances'], '*', 'narrow', 'it only reads'],
    [
      'that runs code as whatever function there is',
      ['lambda:UpdateFunctionCode'],
      '*',
      'broad',
      'it can run code as the role of an existing Lambda function',
    ],
    [
      'that changes the code of one function',
      ['lambda:UpdateFunctionCode'],
      'arn:aws:lambda:eu-west-1:123456789012:function:shop',
      'moderate',
      'it writes lambda:UpdateFunctionCode',
    ],
  ])('%s', (_name, actions, resource, band, reason) => {
    const statement = { Effect: 'Allow', Action: actions, Resource: resource };
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    const [scope] = openRepository(new Map([['policy.json', text]])).model.scopesOf(uriOf('policy.json'));
    expect(scope?.width.band).toBe(band);
    expect(scope?.width.reasons).toContain(reason);
  });
});
