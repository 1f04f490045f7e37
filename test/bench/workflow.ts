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

/** A workflow of about `lines` lines, the same each time. */
export function workflowOf(lines: number): string {
  const parts = [HEAD];
  let length = lineCount(HEAD);
  for (let index = 0; length < lines; index++) {
    const job = JOBS[index % JOBS.length]?.(`job-${index + 1}`) ?? '';
    parts.push(job);
    length += lineCount(job);
  }
  return parts.join('');
}

/** The offset behind the last `- run: npm ci`, or near the middle: a place where one would type. */
export function typingPlace(text: string): number {
  const marker = '- run: npm ci';
  const middle = text.indexOf(marker, Math.floor(text.length / 2));
  const found = middle >= 0 ? middle : text.indexOf(marker);
  return found < 0 ? text.length : found + marker.length;
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}
