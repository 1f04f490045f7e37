import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../../server/src/core/model/trustScope.js';
import { openRepository, pathOf } from '../../../support/repository.js';

const PIPELINE = 'azure-pipelines.yml';
const HEAD = 'trigger: [main]\npr: none\npool: { vmImage: ubuntu-latest }\n';

/** The sessions of a repository by id. */
function sessionsOf(files: Readonly<Record<string, string>>): ReadonlyMap<string, TrustScope> {
  const snapshot = openRepository(new Map(Object.entries(files)), []);
  return new Map(snapshot.model.scopes.map((scope) => [scope.id.replace(/^.*\/repository\//u, ''), scope]));
}

function carried(scope: TrustScope | undefined): readonly string[] {
  return (scope?.facts.carried ?? []).map(({ name }) => name);
}

const DEPLOY = `
parameters:
  - { name: env, type: string }
  - { name: connection, type: string }
  - { name: signs, type: boolean, default: true }
jobs:
  - deployment: deploy_\${{ parameters.env }}
    environment: \${{ parameters.env }}
    strategy:
      runOnce:
        deploy:
          steps:
            - checkout: self
              persistCredentials: true
            - task: AzureCLI@2
              inputs: { azureSubscription: '\${{ parameters.connection }}', scriptLocation: scriptPath }
            - \${{ if parameters.signs }}:
                - script: sign
                  env: { SIGNING_KEY: $(SIGNING_KEY), TOKEN: $(System.AccessToken) }
`;

describe('a pipeline with its templates', () => {
  it('has the sessions of the templates that it takes in, once per call, and they have none', () => {
    const found = sessionsOf({
      [PIPELINE]: `${HEAD}jobs:
  - template: templates/deploy.yml
    parameters: { env: dev, connection: azure-dev, signs: false }
  - template: templates/deploy.yml
    parameters: { env: prod, connection: azure-prod }
`,
      'templates/deploy.yml': DEPLOY,
    });
    expect([...found.keys()]).toEqual([
      'azure-pipelines.yml#called:deploy_dev',
      'azure-pipelines.yml#called:deploy_prod',
    ]);
    const [dev, prod] = [...found.values()];
    // What is decided by the caller to be left out is not there.
    expect(carried(dev)).toEqual(['azure-dev']);
    expect(carried(prod)).toEqual(['SIGNING_KEY', 'azure-prod']);
    expect(prod?.facts.tokenUses).toHaveLength(1);
    expect(prod?.gates.map(({ id }) => id)).toEqual(['environment:prod', 'environment:dev']);
    expect(dev?.initiators.map(({ event }) => event)).toEqual(['push', 'manual run']);
    expect(prod?.facts.exposures.map(({ origin }) => pathOf(origin.uri))).toEqual(['templates/deploy.yml']);
    // The value is the caller's, and so is the place of the session.
    expect(prod?.facts.carried.map(({ origin }) => pathOf(origin.uri))).toEqual([
      'templates/deploy.yml',
      PIPELINE,
    ]);
    expect(pathOf(prod?.facts.origin.uri ?? '')).toBe(PIPELINE);
  });

  it('leaves a template to itself that nothing here takes in, or that what takes it in leaves out', () => {
    const alone = sessionsOf({ 'templates/deploy.yml': DEPLOY });
    expect([...alone.values()].map(({ facts }) => facts.callable)).toEqual([true]);
    const leftOut = sessionsOf({
      [PIPELINE]: `${HEAD}jobs:
  - job: build
    steps: [{ script: make }]
  - \${{ if false }}:
      - template: templates/deploy.yml
`,
      'templates/deploy.yml': DEPLOY,
    });
    expect([...leftOut.keys()]).toEqual([
      'azure-pipelines.yml#job:build',
      'templates/deploy.yml#job:deploy_${{ parameters.env }}',
    ]);
  });

  it('has the sessions of templates that take in each other where nothing else does', () => {
    const found = sessionsOf({
      'templates/a.yml': 'steps:\n  - script: a\n  - template: b.yml\n',
      'templates/b.yml': 'steps:\n  - script: b\n  - template: a.yml\n',
      'templates/c.yml': 'steps:\n  - template: d.yml\n',
      'templates/d.yml': 'steps:\n  - script: d\n',
    });
    expect([...found.keys()]).toEqual([
      'templates/a.yml#steps',
      'templates/b.yml#steps',
      'templates/c.yml#steps',
    ]);
    expect(found.get('templates/a.yml#steps')?.unknowns.map(({ why }) => why)).toContain(
      'it takes itself in',
    );
  });

  it('names what a template of another repository is handed, and holds it', () => {
    const found = sessionsOf({
      [PIPELINE]: `${HEAD}resources:
  repositories: [{ repository: shared, type: git, name: platform/pipelines }]
variables: [{ group: keys }]
jobs:
  - job: release
    steps:
      - template: release.yml@shared
        parameters:
          azureSubscription: azure-prod
          options: { npmToken: $(NPM_TOKEN) }
`,
    });
    const release = found.get('azure-pipelines.yml#job:release');
    expect(release?.unknowns.map(({ what, why }) => `${what}: ${why}`)).toContain(
      'what template `release.yml` does: it lies in the repository `platform/pipelines`; it gets `azureSubscription`, `options`, with the secrets `NPM_TOKEN`',
    );
    expect(carried(release)).toEqual(['NPM_TOKEN', 'azure-prod']);
  });

  it('takes a file for a template that another one names and that says nothing of its start', () => {
    const found = sessionsOf({
      [PIPELINE]: `${HEAD}jobs:\n  - template: release.yml\n`,
      'release.yml':
        'variables: { a: b }\njobs:\n  - job: release\n    pool: { vmImage: ubuntu-latest }\n    steps: [{ script: make }]\n',
    });
    expect([...found.keys()]).toEqual(['azure-pipelines.yml#called:release']);
  });

  it('finds templates from the root of a repository that lies within the workspace folder', () => {
    const found = sessionsOf({
      'shop/ci/azure-pipelines.yml': `${HEAD}jobs:\n  - template: /eng/job.yml\n`,
      'shop/eng/job.yml': 'jobs:\n  - job: build\n    steps: [{ script: make }]\n',
    });
    expect([...found.keys()]).toEqual(['shop/ci/azure-pipelines.yml#called:build']);
  });
});
