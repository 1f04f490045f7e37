import assert from 'node:assert/strict';
import { file, finding, hoverAt, leavesNoTrace, noFinding, open } from './workbench.js';

const FOLDER = 'examples/pipelines';
const ROLES = file(`${FOLDER}/roles.yaml`);

describe('pipelines beside GitHub', () => {
  leavesNoTrace();

  for (const { path, role, grant } of [
    { path: '.gitlab-ci.yml', role: 'shop-gitlab', grant: 's3:PutObject' },
    { path: '.circleci/config.yml', role: 'shop-circleci', grant: 'Reaches S3: admin' },
    { path: 'bitbucket-pipelines.yml', role: 'shop-bitbucket', grant: 's3:PutObject' },
  ]) {
    it(`${path}: the hover on the role that it takes says what the role reaches`, async () => {
      const text = await hoverAt(file(`${FOLDER}/${path}`), `arn:aws:iam::111122223333:role/${role}`);
      assert.ok(text.includes(grant), text);
    });
  }

  it('the trust policy of GitLab names the job that it trusts', async () => {
    const text = await hoverAt(ROLES, 'oidc-provider/gitlab.com');
    assert.match(text, /job `deploy`/u);
  });

  it('a role that trusts all of an organisation is a finding, one that asks for the branch is none', async () => {
    const { document } = await open(ROLES);
    const { range } = await finding(ROLES, 'open-trust-policy');
    assert.match(document.lineAt(range.start.line).text, /oidc\.circleci\.com/u);
  });

  it('a pipeline of Azure says what its service connection leaves unknown', async () => {
    const uri = file(`${FOLDER}/azure-pipelines.yml`);
    const text = await hoverAt(uri, 'aws-shop');
    assert.match(text, /service connection/u);
    await noFinding(uri, 'unbounded-session');
  });
});
