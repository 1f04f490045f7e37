import { describe, expect, it } from 'vitest';
import { sessionOf } from './read.js';

const gatesOf = (text: string, id: string): readonly string[] =>
  sessionOf(text, id).gates.map((gate) => `${gate.id} ${gate.kind} ${gate.state} ${gate.key ?? '-'}`);

const deployment = (name: string, environment: string, more = ''): string => `      - deployment: ${name}
        environment: ${environment}
${more}        strategy:
          runOnce:
            deploy:
              steps:
                - script: deploy
                  env:
                    DEPLOY_TOKEN: $(DEPLOY_TOKEN)
`;

const head = 'trigger: [main]\npr: none\nstages:\n';

describe('environments', () => {
  it('stand before all that a deployment job holds', () => {
    const session = sessionOf(`${head}  - stage: P\n    jobs:\n${deployment('deploy', 'production')}`);
    expect(session.gates).toMatchObject([
      { id: 'environment:production', kind: 'approval', state: 'assumed', key: 'production' },
    ]);
    expect(session.carried).toMatchObject([{ name: 'DEPLOY_TOKEN', gates: ['environment:production'] }]);
    expect(session.tiers).toMatchObject([{ tier: 'production', name: 'production' }]);
  });

  it.each([
    ['production.web', 'environment:production approval assumed production'],
    ['{ name: production, resourceName: web }', 'environment:production approval assumed production'],
    ['${{ parameters.environment }}', 'environment:${{ parameters.environment }} approval assumed -'],
    ['$(target)', 'environment:$(target) approval assumed -'],
  ])('as %s', (written, expected) => {
    expect(
      gatesOf(`${head}  - stage: P\n    jobs:\n${deployment('deploy', written)}`, 'job:P.deploy'),
    ).toEqual([expected]);
  });

  it('are filled in from variables of the file', () => {
    const text = `variables: { target: production }\n${head}  - stage: P\n    jobs:\n${deployment('deploy', '$(target)')}`;
    expect(gatesOf(text, 'job:P.deploy')).toEqual(['environment:production approval assumed production']);
  });

  // Checks of all that a stage uses are met before it begins: https://learn.microsoft.com/en-us/azure/devops/pipelines/process/approvals
  it('stand before the other jobs of the stage, and before the stages behind it', () => {
    const text = `${head}  - stage: P
    jobs:
${deployment('deploy', 'production')}      - job: warm
        steps: [{ script: warm }]
  - stage: After
    jobs:
      - job: report
        steps: [{ script: report }]
  - stage: Always
    dependsOn: P
    condition: always()
    jobs:
      - job: clean
        steps: [{ script: clean }]
  - stage: Apart
    dependsOn: []
    jobs:
      - job: lint
        steps: [{ script: lint }]
`;
    expect(gatesOf(text, 'job:P.warm')).toEqual(['environment:production approval assumed production']);
    expect(gatesOf(text, 'job:After.report')).toEqual([
      'needs:environment:production approval assumed production',
    ]);
    expect(gatesOf(text, 'job:Always.clean')).toEqual([
      'bypassed:environment:production approval ineffective -',
    ]);
    expect(gatesOf(text, 'job:Apart.lint')).toEqual([]);
  });

  it('guard nothing where a template expression may leave them out', () => {
    const text = `${head}  - stage: P
    jobs:
      - deployment: deploy
        \${{ if eq(variables['Build.SourceBranch'], 'refs/heads/main') }}:
          environment: production
        strategy:
          runOnce:
            deploy:
              steps:
                - script: deploy
                  env:
                    DEPLOY_TOKEN: $(DEPLOY_TOKEN)
`;
    const session = sessionOf(text);
    expect(session.gates).toHaveLength(1);
    expect(session.carried).toMatchObject([{ gates: [] }]);
  });
});

const validation = (more: string): string => `  - stage: Approve
    jobs:
      - job: approve
        pool: server
        steps:
          - task: ManualValidation@1
            inputs:
              notifyUsers: ops@acme.example
${more}`;

const after = (condition = ''): string => `  - stage: Deploy
${condition}    jobs:
      - job: deploy
        steps:
          - script: deploy
            env: { DEPLOY_TOKEN: $(DEPLOY_TOKEN) }
`;

// https://learn.microsoft.com/en-us/azure/devops/pipelines/tasks/reference/manual-validation-v1
describe('manual validation', () => {
  it.each([
    ['by itself', '', '', 'needs:validation:approve approval enforced -'],
    ['that rejects', '              onTimeout: reject\n', '', 'needs:validation:approve approval enforced -'],
    [
      'that goes on by itself',
      '              onTimeout: resume\n',
      '',
      'bypassed:resumes:approve approval ineffective -',
    ],
    [
      'before a stage that always runs',
      '',
      '    condition: always()\n',
      'bypassed:validation:approve approval ineffective -',
    ],
    [
      'before one that runs after failures',
      '',
      '    condition: succeededOrFailed()\n',
      'bypassed:validation:approve approval ineffective -',
    ],
    [
      'before one with a condition of its own',
      '',
      "    condition: eq(variables['Build.SourceBranch'], 'refs/heads/main')\n",
      'bypassed:validation:approve approval ineffective -',
    ],
    [
      'before one that asks for success too',
      '',
      "    condition: and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))\n",
      'needs:validation:approve approval enforced -',
    ],
    [
      'before one that looks at the result',
      '',
      "    condition: eq(dependencies.Approve.result, 'Succeeded')\n",
      'needs:validation:approve approval enforced -',
    ],
    [
      'before one that takes any result',
      '',
      "    condition: in(dependencies.Approve.result, 'Succeeded', 'Failed', 'Skipped')\n",
      'bypassed:validation:approve approval ineffective -',
    ],
  ])('%s', (_name, inputs, condition, expected) => {
    const text = `${head}${validation(inputs)}${after(condition)}`;
    expect(gatesOf(text, 'job:Deploy.deploy')).toEqual([expected]);
    const isOpen = expected.includes('ineffective');
    expect(sessionOf(text, 'job:Deploy.deploy').carried[0]?.gates).toEqual(
      isOpen ? [] : ['needs:validation:approve'],
    );
  });

  it('stands before the jobs of the same stage that wait for it', () => {
    const text = `trigger: [main]
pr: none
jobs:
  - job: approve
    pool: server
    steps: [{ task: ManualValidation@0, inputs: { notifyUsers: '' } }]
  - job: deploy
    dependsOn: approve
    steps: [{ script: deploy }]
  - job: verify
    dependsOn: [deploy]
    steps: [{ script: verify }]
  - job: lint
    steps: [{ script: lint }]
`;
    expect(gatesOf(text, 'job:deploy')).toEqual(['needs:validation:approve approval enforced -']);
    expect(gatesOf(text, 'job:verify')).toEqual(['needs:validation:approve approval enforced -']);
    expect(gatesOf(text, 'job:lint')).toEqual([]);
  });
});

describe('other gates', () => {
  it('is a stage that somebody starts by hand', () => {
    const text = `${head}  - stage: P\n    trigger: manual\n    jobs:\n      - job: deploy\n        steps: [{ script: deploy }]\n`;
    expect(gatesOf(text, 'job:P.deploy')).toEqual(['manual:P approval enforced -']);
  });

  it.each([
    ["or(ne(variables['Build.SourceBranch'], 'a'), ne(variables['Build.SourceBranch'], 'b'))", true],
    ['variables.deploy', true],
    ["eq(variables.deploy, 'false')", false],
    ["and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))", false],
    ['always()', false],
    ["eq(variables.region, 'eu')", false],
  ])('is none that always holds: %s', (condition, isVoid) => {
    const text = `variables: { deploy: 'false', region: eu }\n${head}  - stage: P\n    jobs:\n      - job: deploy\n        condition: ${condition}\n        steps: [{ script: deploy }]\n`;
    expect(gatesOf(text, 'job:P.deploy')).toEqual(
      isVoid ? ['condition:tautology condition ineffective -'] : [],
    );
  });
});
