import { beforeAll, describe, expect, it } from 'vitest';
import type { CarriedIdentity } from '../../../../server/src/core/model/facts.js';
import type { LoweringTools } from '../../../../server/src/core/model/loweringTools.js';
import { awsCatalogue } from '../../../support/aws/catalogue.js';
import { bashParser } from '../../../support/bash.js';
import { jobOf, written } from './lowered.js';

const ROLE = 'arn:aws:iam::111122223333:role/deploy';
const ON_MAIN = '  rules:\n    - if: $CI_COMMIT_BRANCH == "main" && $CI_PIPELINE_SOURCE == "push"\n';
const TOKENS =
  '  id_tokens:\n    AWS_TOKEN:\n      aud: https://gitlab.com\n    VAULT_TOKEN_ID:\n      aud: https://vault.acme.io\n';

function job(script: readonly string[], more = ''): string {
  return `job:\n${TOKENS}${ON_MAIN}${more}  script:\n${script.map((line) => `    - ${JSON.stringify(line)}\n`).join('')}`;
}

function shown({ name, claimSets, lifetime }: CarriedIdentity): string {
  const claims = (claimSets ?? []).map(
    ({ values }) => `${values['sub']?.split(':').at(-1) ?? ''} for ${values['aud'] ?? '?'}`,
  );
  return `${name} as ${claims.join(', ')}, ${String(lifetime.seconds)}`;
}

let tools: LoweringTools;
beforeAll(async () => {
  tools = { aws: await awsCatalogue(), parseShell: await bashParser() };
});

/** What a job holds beside tokens of which nothing here shows who takes them. */
const held = (text: string, given: LoweringTools = {}): readonly CarriedIdentity[] =>
  jobOf(text, 'job', given).carried.filter(({ key }) => !key.startsWith('id-token:'));

const roles = (text: string, given: LoweringTools = {}): readonly string[] =>
  held(text, given)
    .filter(({ kind }) => kind !== 'static-credential')
    .map(shown);

describe('roles of AWS', () => {
  const STS = `aws sts assume-role-with-web-identity --role-arn ${ROLE} --web-identity-token`;

  it.each([
    ['by a command', [`${STS} $AWS_TOKEN`], '', `${ROLE} as main for https://gitlab.com, 3600`],
    [
      'for a time',
      [`${STS} \${AWS_TOKEN} --duration-seconds 900`],
      '',
      `${ROLE} as main for https://gitlab.com, 900`,
    ],
    ['with another token', [`${STS} $VAULT_TOKEN_ID`], '', `${ROLE} as main for https://vault.acme.io, 3600`],
    [
      'by variables and a file',
      ['echo "$AWS_TOKEN" > /tmp/t', 'aws s3 ls'],
      `  variables:\n    AWS_ROLE_ARN: ${ROLE}\n    AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/t\n`,
      `${ROLE} as main for https://gitlab.com, 3600`,
    ],
    [
      'by a file of settings',
      [
        'echo "${AWS_TOKEN}" > /tmp/t',
        `echo -e "[profile oidc]\\nrole_arn=${ROLE}\\nweb_identity_token_file=/tmp/t" > ~/.aws/config`,
      ],
      '',
      `${ROLE} as main for https://gitlab.com, 3600`,
    ],
    [
      'by a name in a variable',
      ['aws sts assume-role-with-web-identity --role-arn $ROLE --web-identity-token $AWS_TOKEN'],
      `  variables:\n    ROLE: ${ROLE}\n`,
      `${ROLE} as main for https://gitlab.com, 3600`,
    ],
    [
      'that only the project knows',
      ['aws sts assume-role-with-web-identity --role-arn $ROLE --web-identity-token $AWS_TOKEN'],
      '',
      '$ROLE as main for https://gitlab.com, 3600',
    ],
    [
      'by a token that is gone',
      [`${STS} $CI_JOB_JWT_V2`],
      '',
      `${ROLE} as main for https://gitlab.com, 3600`,
    ],
  ])('%s', (_what, script, more, expected) => {
    expect(roles(job(script, more))).toEqual([expected]);
    expect(roles(job(script, more), tools)).toEqual([expected]);
  });

  it('inside of a substitution, over several lines', () => {
    const text = `job:\n${TOKENS}${ON_MAIN}  script:\n    - >\n      export $(printf "AWS_ACCESS_KEY_ID=%s AWS_SECRET_ACCESS_KEY=%s AWS_SESSION_TOKEN=%s"\n      $(aws sts assume-role-with-web-identity\n      --role-arn ${ROLE}\n      --role-session-name "x"\n      --web-identity-token $AWS_TOKEN\n      --output text))\n    - aws s3 cp build s3://releases/ --recursive\n`;
    const [role] = held(text, tools);
    expect(role && shown(role)).toBe(`${ROLE} as main for https://gitlab.com, 3600`);
    expect(role && written(text, role.origin)).toBe(ROLE);
    expect(role?.needs?.items.map(({ right }) => right)).toContain('s3:PutObject');
    expect(role?.needs?.items.map(({ right }) => right)).not.toContain('sts:AssumeRoleWithWebIdentity');
  });

  it('asked for with keys, which are carried as well', () => {
    const text = job([
      `aws sts assume-role --role-arn ${ROLE} --role-session-name x`,
      'echo $AWS_ACCESS_KEY_ID',
    ]);
    const role = jobOf(text, 'job').carried.find(({ kind }) => kind === 'cloud-role');
    expect(role?.askedAs).toBe('secret:AWS_ACCESS_KEY_ID');
    expect(role?.claimSets).toBeUndefined();
  });

  it('asked for as another one', () => {
    const other = 'arn:aws:iam::444455556666:role/live';
    const text = job([
      `${STS} $AWS_TOKEN`,
      `aws sts assume-role --role-arn ${other} --role-session-name x`,
      'aws s3 cp build s3://releases/ --recursive',
    ]);
    const [first, second] = held(text, tools);
    expect(second?.askedAs).toBe(first?.key);
    expect(first?.needs).toBeUndefined();
    expect(second?.needs?.items.map(({ right }) => right)).toContain('s3:PutObject');
  });

  it('are looked for by their name', () => {
    const { references } = jobOf(job([`${STS} $AWS_TOKEN`]), 'job');
    expect(references.map(({ kind, target }) => `${kind} ${target.space}`)).toContain('assumes identity');
  });

  it('are told apart by the rows of a matrix', () => {
    const text = job(
      [
        'aws sts assume-role-with-web-identity --role-arn arn:aws:iam::$ACCOUNT:role/deploy --web-identity-token $AWS_TOKEN',
      ],
      '  parallel:\n    matrix:\n      - ACCOUNT: ["111111111111", "222222222222"]\n',
    );
    expect(roles(text).map((role) => role.split(' ')[0])).toEqual([
      'arn:aws:iam::111111111111:role/deploy',
      'arn:aws:iam::222222222222:role/deploy',
    ]);
  });
});

describe('identities of other systems', () => {
  it.each([
    [
      'Google Cloud, by a service account',
      [
        'echo $VAULT_TOKEN_ID > t',
        'gcloud iam workload-identity-pools create-cred-config projects/1/locations/global/workloadIdentityPools/p/providers/g --service-account="ci@acme.iam.gserviceaccount.com" --credential-source-file=t --output-file=c.json',
      ],
      'ci@acme.iam.gserviceaccount.com as main for https://vault.acme.io, null',
    ],
    [
      'Azure',
      ['az login --service-principal -u $AZURE_CLIENT_ID -t $T --federated-token $AWS_TOKEN'],
      '$AZURE_CLIENT_ID as main for https://gitlab.com, null',
    ],
    [
      'Vault, by hand',
      ['export VAULT_TOKEN="$(vault write -field=token auth/jwt/login role=shop jwt=$VAULT_TOKEN_ID)"'],
      'shop as main for https://vault.acme.io, null',
    ],
  ])('%s', (_what, script, expected) => {
    expect(roles(job(script))).toEqual([expected]);
  });

  it.each([
    ['PYPI_ID_TOKEN', 'pypi', 'federated-workload PyPI for pypi'],
    ['SIGSTORE_ID_TOKEN', 'sigstore', 'federated-workload Sigstore for sigstore'],
    ['NPM_ID_TOKEN', 'npm:registry.npmjs.org', 'federated-workload npm for npm:registry.npmjs.org'],
    ['ARM_OIDC_TOKEN', 'api://AzureADTokenExchange', 'cloud-role Azure for api://AzureADTokenExchange'],
  ])('by the name of a variable: %s', (name, aud, expected) => {
    const text = `job:\n  script: make\n  id_tokens:\n    ${name}:\n      aud: ${aud}\n`;
    const carried = held(text);
    expect(
      carried.map((identity) => `${identity.kind} ${identity.name} for ${identity.claims?.['aud'] ?? ''}`),
    ).toEqual([expected]);
  });

  it('Vault, by the keyword', () => {
    const text = `${job(['make'])}  variables:\n    VAULT_AUTH_ROLE: shop\n  secrets:\n    PROD_DB_PASSWORD:\n      vault: shop/production/db/password@secret\n      token: $VAULT_TOKEN_ID\n`;
    const carried = held(text);
    expect(carried.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'federated-workload shop',
      'static-credential PROD_DB_PASSWORD',
    ]);
    expect(carried[0]?.claimSets?.[0]?.values['aud']).toBe('https://vault.acme.io');
    expect(carried[1]?.tier).toBe('production');
  });
});
