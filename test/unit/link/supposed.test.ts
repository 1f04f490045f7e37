import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { hover } from '../../../server/src/core/ide/hover.js';
import { markdownText } from '../../../server/src/core/text/markdown.js';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';

const ROOT = 'file:///repo';

function workflow(role: string, more = ''): string {
  return `on: { push: { branches: [main] } }
permissions: { id-token: write, contents: read }
jobs:
  deploy:
    runs-on: ubuntu-latest
${more}    steps:
      - uses: aws-actions/configure-aws-credentials@v5
        with: { role-to-assume: '${role}', aws-region: eu-west-1 }
`;
}

function role(name: string, subject = 'repo:acme/shop:*', action = 's3:PutObject'): string {
  return `
resource "aws_iam_role" "${name}" {
  name = "${name.replaceAll('_', '-')}"
  assume_role_policy = jsonencode({
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "${subject}" } }
    }]
  })
}
resource "aws_iam_role_policy" "${name}" {
  role   = aws_iam_role.${name}.id
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "${action}", Resource = "*" }] })
}
`;
}

function opened(files: Readonly<Record<string, string>>): AnalysisHost {
  const host = new AnalysisHost({ rules: [] });
  host.apply(Object.entries(files).map(([path, text]) => ({ uri: `${ROOT}/${path}`, root: ROOT, text })));
  return host;
}

const JOB = '.github/workflows/deploy.yml#job:deploy';

function jobOf(files: Readonly<Record<string, string>>): TrustScope {
  const scope = opened(files).snapshot.model.scope(JOB);
  if (scope === undefined) throw new Error('no job');
  return scope;
}

function becomes(scope: TrustScope): readonly string[] {
  return scope.becomes.map(({ session }) => session.slice(session.lastIndexOf('.') + 1));
}

function whys(scope: TrustScope): readonly string[] {
  return scope.unknowns.map(({ what, why }) => `${what}: ${why}`);
}

function withRoles(secret: string, terraform: string, more = ''): Readonly<Record<string, string>> {
  return { '.github/workflows/deploy.yml': workflow(secret, more), 'infra/main.tf': terraform };
}

describe('a role whose name is in a secret', () => {
  it('is what Terraform writes into that secret, which nothing else could outdo', () => {
    const writes = `
resource "github_actions_secret" "role" {
  repository      = "shop"
  secret_name     = "AWS_ROLE_ARN"
  plaintext_value = aws_iam_role.apply.arn
}`;
    const job = jobOf(withRoles('${{ secrets.AWS_ROLE_ARN }}', role('plan') + role('apply') + writes));
    expect(becomes(job)).toEqual(['apply']);
    expect(job.becomes[0]).toMatchObject({ certain: true, certainty: 'inferred' });
    expect(job.becomes[0]?.supposed).toBeUndefined();
    expect(whys(job).filter((each) => each.includes('AWS_ROLE_ARN'))).toEqual([]);
  });

  it('is written for one environment, and for no other', () => {
    const writes = ['test', 'live']
      .map(
        (name) => `
resource "github_actions_environment_variable" "${name}" {
  repository    = "shop"
  environment   = "${name}"
  variable_name = "ROLE"
  value         = aws_iam_role.${name}.arn
}`,
      )
      .join('');
    const job = jobOf(
      withRoles('${{ vars.ROLE }}', role('test') + role('live') + writes, '    environment: live\n'),
    );
    expect(becomes(job)).toEqual(['live']);
  });

  it('is the one whose output says so, over one that only has the name', () => {
    const output = `
output "arn" {
  description = "Enter it as AWS_DEPLOY_ROLE_ARN in the settings"
  value       = aws_iam_role.pusher.arn
}`;
    const job = jobOf(
      withRoles('${{ secrets.AWS_DEPLOY_ROLE_ARN }}', role('deploy') + role('pusher') + output),
    );
    expect(becomes(job)).toEqual(['pusher']);
    expect(whys(job)).toContain(
      'whether ${{ secrets.AWS_DEPLOY_ROLE_ARN }} is role `pusher`: output `arn` says that it is for `AWS_DEPLOY_ROLE_ARN`, which makes it likely',
    );
  });

  it('is the one whose name fits, of those that let the job in', () => {
    const job = jobOf(withRoles('${{ secrets.PLAN_ROLE }}', role('app_plan') + role('app_apply')));
    expect(becomes(job)).toEqual(['app_plan']);
    expect(job.becomes[0]?.supposed).toBe('its name has `plan`');
  });

  it('is the only one that lets the job in', () => {
    const job = jobOf({
      ...withRoles('${{ secrets.AWS_ROLE_ARN }}', role('shop', 'repo:acme/shop:ref:refs/heads/main')),
      'infra/more.tf': role('tags', 'repo:acme/shop:ref:refs/tags/*'),
    });
    expect(becomes(job)).toEqual(['shop']);
    expect(job.becomes[0]?.supposed).toBe('no other role here trusts this');
  });

  it('is not taken for the only one that lets the job in, where that says that it is for something else', () => {
    const job = jobOf(withRoles('${{ vars.AWS_INFRA_ROLE_ARN }}', role('shop_deploy')));
    expect(becomes(job)).toEqual([]);
    expect(job.references.flatMap(({ meant = [] }) => meant.map(({ likely, why }) => [likely, why]))).toEqual(
      [[false, 'its trust policy trusts this, but its name says that it is for something else']],
    );
    const same = jobOf(withRoles('${{ vars.AWS_INFRA_ROLE_ARN }}', role('shop_terraform')));
    expect(becomes(same)).toEqual(['shop_terraform']);
  });

  it('is none, where roles of two repositories would each let in a job whose repository is not known', () => {
    const roles = role('shop') + role('other', 'repo:acme/other:*');
    const job = jobOf(withRoles('${{ secrets.AWS_ROLE_ARN }}', roles));
    expect(becomes(job)).toEqual([]);
  });

  it('is none in the place of one that is named and refuses', () => {
    const refusing = role('shop_front', 'repo:acme/shop:ref:refs/heads/release');
    const job = jobOf(withRoles('${{ secrets.ROLE_FRONT }}', refusing + role('shop_back')));
    expect(becomes(job)).toEqual([]);
    expect(whys(job)).toContain(
      'what ${{ secrets.ROLE_FRONT }} may do: it may be role `shop-front`: its name has `front`, but its trust policy refuses this',
    );
  });

  it('is told by a name that is put together as well', () => {
    const secret = "${{ secrets[format(''PLAN_ROLE_{0}'', github.ref_name)] }}";
    expect(becomes(jobOf(withRoles(secret, role('app_plan') + role('app_apply'))))).toEqual(['app_plan']);
  });

  it('is none of another place than the one that is named', () => {
    const job = jobOf(withRoles('${{ secrets.AWS_ROLE_ARN_PROD }}', role('shop_dev')));
    expect(becomes(job)).toEqual([]);
    expect(whys(job)).toContain(
      'what ${{ secrets.AWS_ROLE_ARN_PROD }} may do: its policy in AWS is not in this workspace',
    );
  });

  it('is told, and not taken, where an output names the secret although the role has the name of another place', () => {
    const output = `output "a" {\n  description = "Set as AWS_APPLY_ROLE_ARN."\n  value = aws_iam_role.shop_dev_apply.arn\n}\n`;
    const job = (subject?: string): TrustScope =>
      jobOf(
        withRoles(
          '${{ vars.AWS_APPLY_ROLE_ARN }}',
          role('shop_dev_apply', subject) + output,
          '    environment: production\n',
        ),
      );
    expect(becomes(job())).toEqual([]);
    expect(whys(job())).toContain(
      'what ${{ vars.AWS_APPLY_ROLE_ARN }} may do: it may be role `shop-dev-apply`: output `a` says that it is for `AWS_APPLY_ROLE_ARN`, but its name says that it is for another place',
    );
    expect(whys(job('repo:acme/shop:ref:refs/heads/main'))).toContain(
      'what ${{ vars.AWS_APPLY_ROLE_ARN }} may do: it may be role `shop-dev-apply`: output `a` says that it is for `AWS_APPLY_ROLE_ARN`, but its trust policy refuses this, and its name says that it is for another place',
    );
  });

  it('of which several are as likely is none of them: all are named, and nothing is reached', () => {
    const files = withRoles(
      '${{ secrets.AWS_ROLE_ARN }}',
      role('one') + role('two', 'repo:acme/shop:*', 'iam:*'),
    );
    const job = jobOf(files);
    expect(job.becomes).toEqual([]);
    expect(job.grants.every(({ via }) => via.length === 0)).toBe(true);
    expect(job.width.band).toBe('unknown');
    expect(whys(job)).toContain(
      'what ${{ secrets.AWS_ROLE_ARN }} may do: it may be any of role `one` and role `two`: its trust policy trusts this',
    );
    const host = opened(files);
    const text = files['.github/workflows/deploy.yml'] ?? '';
    const card = hover(host.snapshot, `${ROOT}/.github/workflows/deploy.yml`, text.indexOf('secrets.AWS'));
    const shown = card === undefined ? '' : markdownText(card.markdown);
    expect(shown).toContain('May become');
    expect(shown).toMatch(/`one`.*PutObject/u);
    expect(shown).toMatch(/`two`.*iam/u);
  });

  it('that is only likely takes nothing away: what is not known stays so, and bounds nothing', () => {
    const files = withRoles('${{ secrets.AWS_ROLE_ARN }}', role('shop'));
    const job = jobOf(files);
    expect(becomes(job)).toEqual(['shop']);
    expect(job.width.band).toBe('unknown');
    const alone = jobOf({ '.github/workflows/deploy.yml': workflow('${{ secrets.AWS_ROLE_ARN }}') });
    expect(job.carried.map(({ lifetime }) => lifetime.seconds)).toEqual(
      alone.carried.map(({ lifetime }) => lifetime.seconds),
    );
    const own = opened(files).snapshot.model.scopes.find(({ facts }) => facts.subject['role'] !== undefined);
    expect(own?.unknowns.map(({ why }) => why)).toContain('nothing in these files assumes it');
  });

  it('is followed over variables of the workflow', () => {
    const text = workflow('${{ env.ROLE }}').replace(
      'jobs:',
      'env: { ROLE: "${{ vars.PLAN_ROLE }}" }\njobs:',
    );
    const job = jobOf({
      '.github/workflows/deploy.yml': text,
      'infra/main.tf': role('app_plan') + role('app_apply'),
    });
    expect(becomes(job)).toEqual(['app_plan']);
  });

  it('is followed over what a script hands on to later steps', () => {
    const files = (script: string): Readonly<Record<string, string>> => ({
      '.github/workflows/deploy.yml': `on: { push: { branches: [main] } }
permissions: { id-token: write }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - id: role
        env: { ROLE: '\${{ secrets.AWS_APPLY_ROLE_ARN }}' }
        run: |
          ${script}
      - uses: aws-actions/configure-aws-credentials@v5
        with: { role-to-assume: '\${{ steps.role.outputs.arn }}', aws-region: eu-west-1 }
`,
      'infra/main.tf': role('plan') + role('apply'),
    });
    const told = ['"arn=$ROLE" >> "$GITHUB_OUTPUT"', '"arn=${ROLE}" >> $GITHUB_OUTPUT'];
    for (const one of told) expect(becomes(jobOf(files(`echo ${one}`))), one).toEqual(['apply']);
    const open = [
      'echo "arn=$(cat role)" >> $GITHUB_OUTPUT',
      'echo "arn=${ROLE:-$OTHER}" >> $GITHUB_OUTPUT',
      'ROLE=x; echo "arn=$ROLE" >> $GITHUB_OUTPUT',
      'echo "arn=$ROLE" >> $GITHUB_OUTPUT; echo "arn=none" >> $GITHUB_OUTPUT',
      'printf "arn=%s" "$ROLE" >> $GITHUB_OUTPUT',
    ];
    for (const one of open) expect(becomes(jobOf(files(one))), one).toEqual([]);
  });

  it('is the one whose names say no purpose, where what holds it says none either', () => {
    const roles = (...more: readonly string[]): string =>
      ['shop_github_actions', ...more].map((name) => role(name)).join('');
    const both = roles('shop_github_actions_docs', 'shop_github_actions_lambda');
    expect(becomes(jobOf(withRoles('${{ secrets.AWS_ROLE_ARN }}', both)))).toEqual(['shop_github_actions']);
    // One for a place may be meant as well as the one for all, and of two that say nothing none is.
    const place = roles('shop_github_actions_prod');
    expect(becomes(jobOf(withRoles('${{ secrets.AWS_ROLE_ARN }}', place)))).toEqual([]);
    const two = roles('shop_oidc_ci', 'shop_docs');
    expect(becomes(jobOf(withRoles('${{ secrets.AWS_ROLE_ARN }}', two)))).toEqual([]);
    expect(becomes(jobOf(withRoles('${{ secrets.AWS_BLOG_ROLE_ARN }}', both)))).toEqual([]);
  });

  it('whose name is written may be the one that has it with other values than its defaults', () => {
    const variable = 'variable "stage" { default = "dev" }\n';
    const made = variable + role('deploy').replace('name = "deploy"', 'name = "shop-${var.stage}-deploy"');
    const arn = 'arn:aws:iam::111122223333:role/shop-prod-deploy';
    const job = jobOf(withRoles(arn, made));
    expect(becomes(job)).toEqual(['deploy']);
    expect(job.becomes[0]?.supposed).toBe(
      'with other values than the defaults that make it `shop-dev-deploy` its name is `shop-prod-deploy`',
    );
    expect(
      becomes(
        jobOf(withRoles(arn, made + role('other').replace('name = "other"', 'name = "shop-prod-deploy"'))),
      ),
    ).toEqual(['other']);
    const otherwise = 'arn:aws:iam::111122223333:role/blog-prod-deploy';
    expect(becomes(jobOf(withRoles(otherwise, made)))).toEqual([]);
  });

  it('hangs on an output of CloudFormation as well', () => {
    const template = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  A: &role
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRoleWithWebIdentity
            Principal: { Federated: !Sub 'arn:aws:iam::\${AWS::AccountId}:oidc-provider/token.actions.githubusercontent.com' }
            Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/shop:*' } }
  B: *role
Outputs:
  Deploy:
    Description: the value of AWS_ROLE_ARN
    Value: !GetAtt B.Arn
`;
    const job = jobOf({
      '.github/workflows/deploy.yml': workflow('${{ secrets.AWS_ROLE_ARN }}'),
      'infra/template.yaml': template,
    });
    expect(job.becomes.map(({ session }) => session)).toEqual(['infra/template.yaml#role:B']);
  });
});
