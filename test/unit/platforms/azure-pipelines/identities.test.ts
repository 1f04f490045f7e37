import { describe, expect, it } from 'vitest';
import type { CarriedIdentity } from '../../../../server/src/core/model/facts.js';
import { awsCatalogue } from '../../../support/aws/catalogue.js';
import { bashParser } from '../../../support/bash.js';
import { factsOf, job, sessionOf, URI } from './read.js';

const held = (text: string, id?: string): readonly string[] =>
  sessionOf(text, id).carried.map(({ name, system, writtenOut }) =>
    [name, system?.name ?? '?', ...(writtenOut === true ? ['written out'] : [])].join(' '),
  );

describe('secret variables', () => {
  it.each([
    ['mapped into the environment', '- script: x\n  env:\n    NPM_TOKEN: $(NPM_TOKEN)', ['NPM_TOKEN npm']],
    [
      'known by what it is mapped to',
      '- script: x\n  env:\n    AWS_SECRET_ACCESS_KEY: $(awsKey2)',
      ['awsKey2 AWS'],
    ],
    ['put into a script', '- bash: curl -u user:$(serverPassword) https://x', ['serverPassword ?']],
    [
      'given to a task',
      '- task: SonarCloudPrepare@1\n  inputs:\n    token: $(SONAR_TOKEN)',
      ['SONAR_TOKEN SonarQube'],
    ],
    ['named in words', '- script: x\n  env:\n    KEY: $(ApiKey)', ['ApiKey ?']],
    ['no secret by its name', '- script: x $(Configuration) $(version)', []],
    ['of the platform', '- script: x $(Build.BuildId) $(System.TeamProject)', []],
    ['the name of an account', '- script: x\n  env:\n    USER: $(DEPLOY_USER)', []],
    [
      'in a step that is turned off',
      '- script: x\n  enabled: false\n  env:\n    NPM_TOKEN: $(NPM_TOKEN)',
      [],
    ],
    [
      'set by a step before',
      '- bash: echo "##vso[task.setvariable variable=FEED_TOKEN;issecret=true]$x"\n- script: x\n  env:\n    T: $(FEED_TOKEN)',
      [],
    ],
    [
      'set as an output of a step before',
      '- bash: echo "##vso[task.setvariable variable=TOKEN;isOutput=true]$x"\n  name: login\n- script: x\n  env:\n    T: $(login.TOKEN)',
      [],
    ],
  ])('%s', (_name, steps, expected) => {
    expect(held(job('', steps))).toEqual(expected);
  });

  it('are held where variables of the file name them', () => {
    const text = job(
      'variables:\n  deployKey: $(DEPLOY_TOKEN)',
      '- script: x $(deployKey)',
      'trigger: none\npr: none\nvariables:\n- group: shared\n- name: npm\n  value: $(NPM_TOKEN)',
    );
    expect(sessionOf(text).carried.map(({ name, visibleTo }) => [name, visibleTo])).toEqual([
      ['NPM_TOKEN', 'file'],
      ['DEPLOY_TOKEN', 'session'],
    ]);
  });

  it('are keys of a Cosmos DB account, and no other keys of data', () => {
    const text = job('', '- script: x\n  env:\n    A: $(SHOP_COSMOSDB_KEY)\n    B: $(PARTITION_KEY)');
    expect(held(text)).toEqual(['SHOP_COSMOSDB_KEY ?']);
  });

  it('are told where their value itself stands in the file', () => {
    const text = job(
      '',
      '- script: x',
      'trigger: none\npr: none\nvariables:\n  AWS_SECRET_ACCESS_KEY: hV8sQ2pLx93Zt7WqKd5Rb1Nc6Ym4Fg0Jh3Ts9VuE\n  REGION: eu-west-1\n  API_TOKEN: $(API_TOKEN_FROM_GROUP)\n  OTHER_TOKEN: <your token>',
    );
    expect(held(text)).toEqual(['AWS_SECRET_ACCESS_KEY AWS written out', 'API_TOKEN_FROM_GROUP ?']);
  });
});

describe('vaults and files', () => {
  it('takes all secrets of a vault for a sweep, named ones for themselves', () => {
    const vault = (filter: string): string =>
      job(
        '',
        `- task: AzureKeyVault@2\n  inputs:\n    azureSubscription: acme\n    KeyVaultName: shop\n${filter}`,
      );
    for (const all of ['', "    SecretsFilter: '*'\n"]) {
      const session = sessionOf(vault(all));
      expect(session.sweeps).toMatchObject([{ how: 'dump', of: 'the key vault `shop`' }]);
      expect(session.carried.map(({ name }) => name)).toEqual(['acme']);
    }
    const named = sessionOf(vault("    SecretsFilter: 'db-password, api-key'\n"));
    expect(named.sweeps).toEqual([]);
    expect(named.carried.map(({ key }) => key)).toEqual([
      'key-vault:shop/db-password',
      'key-vault:shop/api-key',
      'connection:acme',
    ]);
  });

  it('holds a secure file', () => {
    expect(
      held(job('', '- task: DownloadSecureFile@1\n  inputs:\n    secureFile: release.keystore')),
    ).toEqual(['release.keystore ?']);
  });
});

// Kinds of inputs as `task.json` of each task types them: https://github.com/microsoft/azure-pipelines-tasks
describe('service connections', () => {
  it.each([
    ['AzureCLI@2', 'azureSubscription: acme', 'acme Azure', 'cloud-role'],
    ['AzureCLI@2', 'connectedServiceNameARM: acme', 'acme Azure', 'cloud-role'],
    ['AzureKeyVault@2', 'ConnectedServiceName: acme\n    SecretsFilter: a', 'acme Azure', 'cloud-role'],
    ['InvokeRESTAPI@1', 'connectedServiceName: hooks', 'hooks another service', 'static-credential'],
    ['Docker@2', 'containerRegistry: hub', 'hub Docker registry', 'static-credential'],
    [
      'KubernetesManifest@1',
      'kubernetesServiceConnection: cluster',
      'cluster Kubernetes',
      'static-credential',
    ],
    ['npmAuthenticate@0', 'customEndpoint: registry', 'registry npm', 'static-credential'],
    ['GitHubRelease@1', 'gitHubConnection: bot', 'bot GitHub', 'static-credential'],
    ['S3Upload@1', 'awsCredentials: aws', 'aws AWS', 'cloud-role'],
    ['TerraformTaskV4@4', 'backendServiceArm: acme', 'acme Azure', 'cloud-role'],
  ])('%s with %s', (task, input, expected, kind) => {
    const { carried } = sessionOf(job('', `- task: ${task}\n  inputs:\n    ${input}`));
    const identity = carried.find(({ key }) => key.startsWith('connection:'));
    expect(`${identity?.name ?? ''} ${identity?.system?.name ?? ''}`).toBe(expected);
    expect(identity?.kind).toBe(kind);
  });

  it('take several names, and names of variables', () => {
    const text = job(
      'variables: { subscription: acme-prod }',
      '- task: NuGetAuthenticate@1\n  inputs:\n    nuGetServiceConnections: a, b\n- task: AzureCLI@2\n  inputs:\n    azureSubscription: $(subscription)\n- task: AzureCLI@2\n  inputs:\n    azureSubscription: $(other)',
    );
    expect(sessionOf(text).carried.map(({ name, key }) => [name, key])).toEqual([
      ['a', 'connection:a'],
      ['b', 'connection:b'],
      ['acme-prod', 'connection:acme-prod'],
      ['$(other)', `connection:${URI}#$(other)`],
    ]);
  });

  it('of AWS do not tell whose role they hold', () => {
    const session = sessionOf(
      job(
        '',
        '- task: AWSShellScript@1\n  inputs:\n    awsCredentials: aws\n    scriptType: inline\n    inlineScript: aws s3 ls',
      ),
    );
    expect(session.unknowns.map(({ what }) => what)).toContain(
      'which keys or role of AWS the service connection `aws` stands for',
    );
  });
});

describe('roles of AWS', async () => {
  const tools = { parseShell: await bashParser(), aws: await awsCatalogue() };
  const roles = (text: string): readonly CarriedIdentity[] =>
    factsOf(text, URI, tools).sessions.flatMap(({ carried }) =>
      carried.filter(({ key }) => key.startsWith('role:')),
    );
  const ROLE = 'arn:aws:iam::111122223333:role/deploy';
  const azureCli = (script: string): string =>
    job(
      '',
      `- task: AzureCLI@2\n  inputs:\n    azureSubscription: aws-oidc\n    scriptType: bash\n    scriptLocation: inlineScript\n    addSpnToEnvironment: true\n    inlineScript: |\n${script
        .split('\n')
        .map((line) => `      ${line}`)
        .join('\n')}`,
    );
  const subjects = ({ claimSets }: CarriedIdentity): readonly string[] => [
    ...new Set((claimSets ?? []).map(({ values }) => values['sub'] ?? '')),
  ];

  it('are taken with the token of the connection of a task', () => {
    const [role] = roles(
      azureCli(
        `aws sts assume-role-with-web-identity --role-arn ${ROLE} --web-identity-token "$idToken" --duration-seconds 900`,
      ),
    );
    expect(role).toMatchObject({
      name: ROLE,
      kind: 'cloud-role',
      lifetime: { seconds: 900, boundBy: '--duration-seconds' },
    });
    expect(role && subjects(role)).toEqual(['sc://ORGANIZATION/PROJECT/aws-oidc']);
    expect(role?.claimSets?.map(({ initiator }) => initiator)).toEqual([
      'pr:fork',
      'pr:insider',
      'push',
      'manual',
    ]);
  });

  it('are taken with a token that a script asks for', () => {
    const [role] = roles(
      job(
        '',
        `- bash: |\n    TOKEN=$(curl -X POST "$SYSTEM_OIDCREQUESTURI?api-version=7.1" | jq -r .oidcToken)\n    aws sts assume-role-with-web-identity --role-arn ${ROLE} --web-identity-token "$TOKEN"\n  env:\n    SYSTEM_ACCESSTOKEN: $(System.AccessToken)`,
      ),
    );
    expect(role && subjects(role)).toEqual(['p://ORGANIZATION/PROJECT/*']);
    expect(role?.lifetime).toMatchObject({ seconds: 3600, basis: 'platform-default' });
  });

  it('may be taken with either where the token comes from elsewhere', () => {
    const [role] = roles(
      job(
        '',
        `- bash: aws sts assume-role-with-web-identity --role-arn ${ROLE} --web-identity-token "$(awsToken)"`,
      ),
    );
    expect(role && subjects(role)).toEqual(['sc://ORGANIZATION/PROJECT/*', 'p://ORGANIZATION/PROJECT/*']);
  });

  it('are named by variables of the file', () => {
    const text = job(
      'variables:\n  AWS_ROLE_ARN: arn:aws:iam::111122223333:role/$(role)\n  AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/token\n  role: deploy',
      '- bash: aws s3 ls',
    );
    expect(roles(text).map(({ name }) => name)).toEqual([ROLE]);
  });

  it('are taken with keys by the tasks of the toolkit', () => {
    const text = (duration: string): string =>
      job(
        `variables:\n  AWS.AccessKeyID: $(key)\n  AWS.AssumeRoleArn: ${ROLE}\n${duration}`,
        '- task: S3Upload@1\n  inputs:\n    bucketName: b',
      );
    expect(roles(text(''))).toMatchObject([{ name: ROLE, lifetime: { seconds: 900 } }]);
    expect(roles(text('  aws.rolecredential.maxduration: 7200'))).toMatchObject([
      { lifetime: { seconds: 7200 } },
    ]);
    expect(roles(text('  aws.rolecredential.maxduration: 60'))).toMatchObject([
      { lifetime: { seconds: 900 } },
    ]);
    expect(roles(text(''))[0]?.claimSets).toBeUndefined();
  });

  it('are read off PowerShell', () => {
    const [role] = roles(
      job('', `- pwsh: Use-STSWebIdentityRole -RoleArn ${ROLE} -WebIdentityToken $t -DurationInSeconds 1800`),
    );
    expect(role).toMatchObject({ name: ROLE, lifetime: { seconds: 1800 } });
  });

  it('need what the commands behind them do', () => {
    const [role] = roles(
      azureCli(
        `aws ec2 describe-instances\naws sts assume-role-with-web-identity --role-arn ${ROLE} --web-identity-token "$idToken"\nexport AWS_ACCESS_KEY_ID=x\naws sqs send-message --queue-url q --message-body m`,
      ),
    );
    const rights = role?.needs?.items.map(({ right }) => right) ?? [];
    expect(rights).toContain('sqs:SendMessage');
    expect(rights).not.toContain('ec2:DescribeInstances');
  });

  it('need all that may be where their keys are handed on', () => {
    const [role] = roles(
      azureCli(
        `aws sts assume-role-with-web-identity --role-arn ${ROLE} --web-identity-token "$idToken" > out.json`,
      ),
    );
    expect(role?.needs?.gaps.some(({ rights }) => rights === 'all')).toBe(true);
  });

  it('and connections are used as the tasks are documented', () => {
    const uses = (task: string, inputs: string): readonly string[] => {
      const [session] = factsOf(
        job('', `- task: ${task}\n  inputs:\n    awsCredentials: aws\n${inputs}`),
        URI,
        tools,
      ).sessions;
      return (session?.carried[0]?.needs?.items ?? [])
        .filter(({ optional }) => !optional)
        .map(({ right }) => right);
    };
    expect(uses('S3Upload@1', '    bucketName: b')).toEqual(['s3:PutObject', 's3:ListBucket']);
    expect(uses('SecretsManagerGetSecret@1', '    secretIdOrName: a')).toEqual([
      'secretsmanager:GetSecretValue',
    ]);
    expect(
      uses(
        'AWSCLI@1',
        '    awsCommand: sqs\n    awsSubCommand: purge-queue\n    awsArguments: --queue-url q',
      ),
    ).toEqual(['sqs:PurgeQueue']);
    expect(
      uses(
        'AWSShellScript@1',
        '    scriptType: inline\n    inlineScript: aws sns publish --topic-arn t --message m',
      ),
    ).toEqual(['sns:Publish']);
  });
});
