import type { Place } from './serverProcess.js';

/** Jobs as they stand in real workflows: what they grant, carry and call differs, and so does what is found. */
const JOBS: readonly ((name: string) => string)[] = [
  (name) => `  ${name}:
    name: Lint and test
    runs-on: \${{ matrix.os }}
    strategy:
      matrix:
        os: [ubuntu-latest, windows-latest]
        node: [20, 22]
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: \${{ matrix.node }}
          cache: npm
      - run: npm ci
      - run: |
          npm run lint
          npm test -- --coverage
      - uses: codecov/codecov-action@v4
        with:
          token: \${{ secrets.CODECOV_TOKEN }}
`,
  (name) => `  ${name}:
    name: Publish the image
    runs-on: ubuntu-latest
    timeout-minutes: 30
    if: github.ref == 'refs/heads/main'
    permissions:
      contents: read
      packages: write
      id-token: write
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: docker/login-action@v3
        with:
          registry: ghcr.io
          username: \${{ github.actor }}
          password: \${{ secrets.GITHUB_TOKEN }}
      - uses: docker/build-push-action@v6
        with:
          push: true
          tags: ghcr.io/acme/shop:\${{ github.sha }}
`,
  (name) => `  ${name}:
    name: Deploy
    runs-on: ubuntu-latest
    environment:
      name: production
      url: https://shop.example.com
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v4
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::123456789012:role/shop-deploy
          role-duration-seconds: 3600
          aws-region: eu-central-1
      - name: Deploy
        env:
          DATABASE_URL: \${{ secrets.PROD_DATABASE_URL }}
        run: |
          npx cdk deploy --require-approval never
          ./scripts/migrate.sh "$DATABASE_URL"
`,
  (name) => `  ${name}:
    name: Label
    runs-on: ubuntu-latest
    permissions: write-all
    if: github.actor != 'dependabot[bot]'
    steps:
      - uses: actions/labeler@v5
        with:
          repo-token: \${{ secrets.GITHUB_TOKEN }}
      - uses: actions/github-script@v7
        with:
          script: |
            const { data } = await github.rest.pulls.listFiles({ ...context.repo, pull_number: context.issue.number });
            core.info(data.length);
`,
];

const HEAD = `name: CI
on:
  push:
    branches: [main]
  pull_request:
  workflow_dispatch:
env:
  NODE_OPTIONS: --max-old-space-size=4096
jobs:
`;

/** A workflow of about `lines` lines, the same each time. With `needing`, each job needs the one before it. */
export function workflowOf(lines: number, { needing = false } = {}): string {
  const parts = [HEAD];
  let length = lineCount(HEAD);
  for (let index = 0; length < lines; index++) {
    const job = JOBS[index % JOBS.length]?.(`job-${index + 1}`) ?? '';
    parts.push(needing && index > 0 ? job.replace('\n', `\n    needs: job-${index}\n`) : job);
    length += lineCount(parts.at(-1) ?? '');
  }
  return parts.join('');
}

/** A small workflow that has to do with no other, of about 40 lines. */
export function smallWorkflow(index: number): string {
  const jobs = [0, 1].map((at) => JOBS[(index + at) % JOBS.length]?.(`job-${at}`) ?? '');
  return HEAD.replace('name: CI', `name: Part ${index}`) + jobs.join('').replaceAll('shop', `shop-${index}`);
}

/** A workflow that assumes a role of AWS, and a template with a role that trusts GitHub. */
export function deployment(index: number): readonly (readonly [string, string])[] {
  const role = `deploy-${index}`;
  return [
    [
      `.github/workflows/${role}.yml`,
      `name: Deploy ${index}
on:
  push:
    branches: [main]
jobs:
  deploy:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v4
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::123456789012:role/${role}
          aws-region: eu-central-1
      - run: npm ci
      - run: aws s3 sync dist s3://shop-${index}
`,
    ],
    [
      `infrastructure/${role}.yaml`,
      `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${role}
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Action: sts:AssumeRoleWithWebIdentity
            Principal:
              Federated: arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:aud: sts.amazonaws.com
              StringLike:
                token.actions.githubusercontent.com:sub: repo:acme/shop:*
      Policies:
        - PolicyName: deploy
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action: [s3:PutObject, s3:ListBucket]
                Resource: ['arn:aws:s3:::shop-${index}', 'arn:aws:s3:::shop-${index}/*']
`,
    ],
  ];
}

/** The place behind the last `- run: npm ci`, or near the middle: a place where one would type. */
export function typingPlace(text: string): Place {
  const marker = '- run: npm ci';
  const middle = text.indexOf(marker, Math.floor(text.length / 2));
  const found = middle >= 0 ? middle : text.indexOf(marker);
  return placeAt(text, found < 0 ? text.length : found + marker.length);
}

/** Line and character of an offset in a text with plain line ends. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  return { line: lineCount(before), character: offset - before.lastIndexOf('\n') - 1 };
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}
