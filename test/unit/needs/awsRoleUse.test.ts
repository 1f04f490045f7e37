import { describe, expect, it } from 'vitest';
import { hover } from '../../../server/src/core/ide/hover.js';
import type { NeedFacts } from '../../../server/src/core/model/facts.js';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { openRepository, uriOf } from '../../support/repository.js';
import { markdownText, NOTHING } from '../../../server/src/core/text/markdown.js';

const ROLE = 'arn:aws:iam::111122223333:role/deploy';
const LOGIN = `      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: '${ROLE}', aws-region: eu-west-1 }
`;
const COPY = '      - run: aws s3 cp a s3://b/a\n';

interface Case {
  readonly steps: string;
  readonly actions?: readonly string[];
  readonly subject?: string;
  readonly trusts?: string;
  readonly more?: Readonly<Record<string, string>>;
}

function workflow(steps: string, job = 'ship'): string {
  return `on: push\npermissions: { id-token: write }\njobs:\n  ${job}:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`;
}

function role({ actions = ['s3:PutObject', 's3:DeleteObject'], subject, trusts }: Case): string {
  const issuer = 'token.actions.githubusercontent.com';
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${issuer}:sub`]: subject ?? 'repo:acme/shop:*' },
    },
  };
  const other = { Effect: 'Allow', Principal: { Service: trusts }, Action: 'sts:AssumeRole' };
  const allow = { Effect: 'Allow', Action: actions, Resource: '*' };
  const properties = {
    RoleName: 'deploy',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: trusts === undefined ? [statement] : [statement, other],
    },
    Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [allow] } }],
  };
  return JSON.stringify(
    { Resources: { Deploy: { Type: 'AWS::IAM::Role', Properties: properties } } },
    null,
    1,
  );
}

function scopes(given: Case): { readonly job: TrustScope; readonly role: TrustScope } {
  const { model } = openRepository(
    new Map([
      ['.github/workflows/ship.yml', workflow(given.steps)],
      ['infra/role.json', role(given)],
      ...Object.entries(given.more ?? {}),
    ]),
    [],
  );
  const found = (id: string): TrustScope => {
    const scope = model.scope(id);
    if (scope === undefined) throw new Error(`no ${id} among ${model.scopes.map((one) => one.id).join(' ')}`);
    return scope;
  };
  return { job: found('.github/workflows/ship.yml#job:ship'), role: found('infra/role.json#role:Deploy') };
}

function needs(steps: string): NeedFacts {
  const facts = scopes({ steps }).job.carried.find(({ key }) => key.startsWith('role:AWS'))?.needs;
  if (facts === undefined) throw new Error('nothing is known of the role');
  return facts;
}

const rights = ({ items }: NeedFacts): readonly string[] =>
  items.filter(({ optional }) => !optional).map(({ right }) => right);
const openWhys = ({ gaps }: NeedFacts): readonly string[] =>
  gaps.filter((gap) => gap.rights === 'all').map(({ why }) => why);

function evidence(given: Case): Readonly<Record<string, string>> {
  return Object.fromEntries(scopes(given).role.grants.map((grant) => [grant.action, grant.evidence]));
}

describe('which steps act as the role', () => {
  it('those after the login', () => {
    const facts = needs(`      - run: aws s3 rm s3://b/a\n${LOGIN}${COPY}`);
    expect(rights(facts)).toEqual(['s3:PutObject']);
    expect(openWhys(facts)).toEqual([]);
  });

  it('not those with keys of their own', () => {
    const own = '      - run: aws s3 rm s3://b/a\n        env: { AWS_ACCESS_KEY_ID: "${{ secrets.KEY }}" }\n';
    expect(rights(needs(LOGIN + own))).toEqual([]);
  });

  it('those before another login act as the first role, those after it as the second', () => {
    const second = LOGIN.replace('role/deploy', 'role/other');
    const all = scopes({ steps: `${LOGIN}${COPY}${second}      - run: aws s3 rm s3://b/a\n` }).job.carried;
    expect(all.map(({ needs: facts }) => facts && rights(facts))).toEqual([
      ['s3:PutObject'],
      ['s3:DeleteObject'],
    ]);
  });

  it('either, where the second login may be left out', () => {
    const second = LOGIN.replace('role/deploy', 'role/other').replace(
      '- uses',
      '- if: github.ref_name == "x"\n        uses',
    );
    const all = scopes({ steps: `${LOGIN}${second}${COPY}` }).job.carried;
    expect(all.map(({ needs: facts }) => facts && rights(facts))).toEqual([
      ['s3:PutObject'],
      ['s3:PutObject'],
    ]);
  });

  it('a chained role takes sts:AssumeRole of the first', () => {
    const second = LOGIN.replace('role/deploy', 'role/other').replace(
      'aws-region',
      'role-chaining: true, aws-region',
    );
    const [first] = scopes({ steps: LOGIN + second }).job.carried;
    expect(first?.needs && rights(first.needs)).toEqual(['sts:AssumeRole']);
  });

  it('is open where the keys are handed on by hand', () => {
    const login = LOGIN.replace('aws-region', 'output-env-credentials: false, aws-region');
    expect(openWhys(needs(login))).toEqual([expect.stringContaining('hands its keys on')]);
  });
});

describe('what steps do', () => {
  it('a pushed image asks the registry, one of another registry nothing', () => {
    const ecr = `${LOGIN}      - uses: aws-actions/amazon-ecr-login@v2\n`;
    expect(rights(needs(`${ecr}      - run: docker push $IMAGE\n`))).toEqual(
      expect.arrayContaining(['ecr:GetAuthorizationToken', 'ecr:PutImage', 'ecr:CompleteLayerUpload']),
    );
    expect(rights(needs(`${ecr}      - run: docker push ghcr.io/acme/shop:1\n`))).toEqual([
      'ecr:GetAuthorizationToken',
    ]);
    const build = (push: string): string =>
      `${ecr}      - uses: docker/build-push-action@v6\n        with: { push: ${push}, tags: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1 }\n`;
    expect(rights(needs(build('true')))).toContain('ecr:PutImage');
    expect(rights(needs(build('false')))).not.toContain('ecr:PutImage');
  });

  it('actions by their inputs', () => {
    const sync = (args: string): string =>
      `${LOGIN}      - uses: jakejarvis/s3-sync-action@v0.5.1\n        with: { args: ${args} }\n`;
    expect(rights(needs(sync('--delete')))).toEqual(['s3:ListBucket', 's3:PutObject', 's3:DeleteObject']);
    expect(rights(needs(sync('--quiet')))).toEqual(['s3:ListBucket', 's3:PutObject']);
    const stack = (role: string): string =>
      `${LOGIN}      - uses: aws-actions/aws-cloudformation-github-deploy@v1\n        with: { name: s, template: t.yaml${role} }\n`;
    expect(openWhys(needs(stack('')))).toHaveLength(1);
    expect(openWhys(needs(stack(`, role-arn: '${ROLE}'`)))).toEqual([]);
  });

  it.each([
    'terraform apply',
    'sam deploy',
    'cdk deploy',
    'npx cdk deploy',
    'serverless deploy',
    'eksctl create cluster',
    'kubectl apply -f k.yaml',
    './deploy.sh',
    'npm run deploy',
    'npm run build',
    'python scripts/upload.py',
    'docker run -e AWS_ACCESS_KEY_ID image',
    'xargs ./do.sh',
    'BUCKETS=$(./list.sh)',
  ])('`%s` is open', (command) => {
    expect(openWhys(needs(`${LOGIN}      - run: ${command}\n`))).not.toEqual([]);
  });

  it.each(['npm ci', 'pip install -r r.txt', 'terraform fmt', 'echo done', 'go build ./...', 'git status'])(
    '`%s` does nothing in AWS',
    (command) => {
      expect(openWhys(needs(`${LOGIN}      - run: ${command}\n`))).toEqual([]);
    },
  );

  it('an action that was not read is open', () => {
    expect(openWhys(needs(`${LOGIN}      - uses: some/thing@v1\n`))).toEqual([
      expect.stringContaining('some/thing'),
    ]);
    expect(openWhys(needs(`${LOGIN}      - uses: ./.github/actions/ship\n`))).not.toEqual([]);
    expect(openWhys(needs(`${LOGIN}      - uses: actions/upload-artifact@v4\n`))).toEqual([]);
  });
});

describe('the grants of the role', () => {
  const steps = LOGIN + COPY;

  it('are needed, or not', () => {
    expect(evidence({ steps })).toEqual({ 's3:PutObject': 'needed', 's3:DeleteObject': 'unneeded' });
  });

  it('are needed by an action of the repository, which is read as well', () => {
    const action = (run: string): string =>
      `name: ship\nruns:\n  using: composite\n  steps:\n    - run: ${run}\n      shell: bash\n`;
    const by = (run: string): Case => ({
      steps: `${LOGIN}      - uses: ./.github/actions/ship\n`,
      more: { '.github/actions/ship/action.yml': action(run) },
    });
    expect(evidence(by('aws s3 rm s3://b/a'))).toEqual({
      's3:PutObject': 'unneeded',
      's3:DeleteObject': 'needed',
    });
    expect(evidence(by('./x.sh'))['s3:PutObject']).toBe('unknown');
  });

  it('are open beside what is not known', () => {
    const open = { 's3:PutObject': 'needed', 's3:DeleteObject': 'unknown' };
    expect(evidence({ steps: `${steps}      - run: ./x.sh\n` })).toEqual(open);
    expect(evidence({ steps, subject: 'repo:acme/*' })).toEqual(open);
    expect(evidence({ steps, trusts: 'ec2.amazonaws.com' })).toEqual(open);
  });

  it('are needed where another job does it, also one that assumes the role most likely; what no job uses is then open', () => {
    const other = (login: string): Case => ({
      steps,
      more: { '.github/workflows/other.yml': workflow(`${login}      - run: aws s3 rm s3://b/a\n`, 'clean') },
    });
    expect(evidence(other(LOGIN))['s3:DeleteObject']).toBe('needed');
    const computed = LOGIN.replace(ROLE, '${{ vars.ROLE }}');
    expect(evidence(other(computed))['s3:DeleteObject']).toBe('needed');
    const idle: Case = {
      steps,
      more: {
        '.github/workflows/other.yml': workflow(`${computed}      - run: aws s3 ls s3://b\n`, 'clean'),
      },
    };
    expect(evidence(idle)['s3:DeleteObject']).toBe('unknown');
  });

  it('that are taken at times only are open, and so are keys', () => {
    expect(
      evidence({
        steps: `${LOGIN}      - run: aws lambda update-function-code --function-name f --image-uri i\n`,
        actions: ['lambda:UpdateFunctionCode', 'ecr:BatchGetImage', 'kms:Decrypt', 'kms:ScheduleKeyDeletion'],
      }),
    ).toEqual({
      'lambda:UpdateFunctionCode': 'needed',
      'ecr:BatchGetImage': 'unknown',
      'kms:Decrypt': 'unknown',
      'kms:ScheduleKeyDeletion': 'unneeded',
    });
  });

  it('that git may use are open beside git', () => {
    const given = {
      steps: `${steps}      - run: git push\n`,
      actions: ['codecommit:GitPush', 's3:DeleteObject'],
    };
    expect(evidence(given)).toEqual({ 'codecommit:GitPush': 'unknown', 's3:DeleteObject': 'unneeded' });
  });

  it('with a wildcard could be what is used of it', () => {
    const { role: scope } = scopes({ steps, actions: ['s3:*'] });
    const [grant] = scope.grants;
    expect(grant?.evidence).toBe('needed');
    const option = grant?.breadth?.find(({ dimension }) => dimension === 'action')?.options[0];
    expect(option?.title).toContain('job `ship`');
    expect(option?.values).toContain('s3:PutObject');
    expect(option?.values).not.toContain('s3:DeleteObject');
    const open = scopes({ steps: `${steps}      - run: ./x.sh\n`, actions: ['s3:*'] }).role.grants[0];
    expect(open?.breadth?.flatMap(({ options }) => options).some(({ title }) => title.includes('ship'))).toBe(
      false,
    );
  });

  it('are judged with evidence that a reader can follow', () => {
    const [put] = scopes({ steps }).role.grants;
    expect(put?.evidenceFrom.map(({ why }) => why)).toEqual(['job `ship`, step 2, to run `aws s3 cp`']);
  });

  it('say in the hover whether a job uses them', () => {
    const text = role({ steps });
    const snapshot = openRepository(
      new Map([
        ['.github/workflows/ship.yml', workflow(steps)],
        ['infra/role.json', text],
      ]),
      [],
    );
    const at = (word: string): string =>
      markdownText(hover(snapshot, uriOf('infra/role.json'), text.indexOf(word) + 1)?.markdown ?? NOTHING);
    expect(at('s3:PutObject')).toMatch(/Needed: job .*ship.*aws s3 cp/u);
    expect(at('s3:DeleteObject')).toMatch(/No step needs it: job .*ship.* takes it/u);
  });
});
