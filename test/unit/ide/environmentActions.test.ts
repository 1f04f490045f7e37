import { describe, expect, it } from 'vitest';
import { environmentActions } from '../../../server/src/core/ide/environmentActions.js';
import { applyChanges, openRepository, uriOf } from '../../support/repository.js';

const PATH = '.github/workflows/deploy.yml';
const CONFIGURATION = '.trustscope.yml';

function workflow(environment: string): string {
  return `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: ${environment}
    steps:
      - run: ./deploy.sh
`;
}

function actionsIn(configuration: string | undefined, environment = 'dev') {
  const text = workflow(environment);
  const files = new Map([[PATH, text]]);
  if (configuration !== undefined) files.set(CONFIGURATION, configuration);
  const start = text.indexOf(environment);
  return { files, actions: environmentActions(openRepository(files), uriOf(PATH), { start, end: start }) };
}

describe('the answers about an environment', () => {
  it('are two, short and without marks', () => {
    const { actions } = actionsIn(undefined);
    expect(actions.map(({ title }) => title)).toEqual(['dev has required reviewers', 'dev has none']);
    for (const { title } of actionsIn(undefined, 'a-name-that-is-far-too-long-to-stand-in-a-light-bulb')
      .actions) {
      expect(title.length).toBeLessThanOrEqual(60);
    }
  });

  it('make a configuration in the folder of the repository', () => {
    const [yes] = actionsIn(undefined).actions;
    expect(yes?.changes).toEqual([
      {
        uri: uriOf(CONFIGURATION),
        isNew: true,
        edits: [
          {
            range: { start: 0, end: 0 },
            newText: 'assume:\n  environments:\n    dev:\n      reviewers: true\n',
          },
        ],
      },
    ]);
  });

  it.each([
    [
      'limits:\n  long-session: 1h\n',
      'limits:\n  long-session: 1h\nassume:\n  environments:\n    dev:\n      reviewers: false\n',
    ],
    [
      'assume:\n  repository: acme/shop\n',
      'assume:\n  repository: acme/shop\n  environments:\n    dev:\n      reviewers: false\n',
    ],
    [
      'assume:\n  environments:\n    production:\n      reviewers: true\n',
      'assume:\n  environments:\n    production:\n      reviewers: true\n    dev:\n      reviewers: false\n',
    ],
    ['assume:\n  environments: {}\n', 'assume:\n  environments:\n    dev:\n      reviewers: false\n'],
    ['assume:\n', 'assume:\n  environments:\n    dev:\n      reviewers: false\n'],
  ])('keep what stands in %j', (before, after) => {
    const { files, actions } = actionsIn(before);
    const no = actions.at(1);
    expect(applyChanges(files, no?.changes ?? []).get(CONFIGURATION)).toBe(after);
  });

  it('are taken: the gate is then proved, or none', () => {
    const { files, actions } = actionsIn('limits: {}\n');
    const states = actions.map(({ changes }) => {
      const [scope] = openRepository(applyChanges(files, changes)).model.scopes;
      return scope?.gates.map(({ state }) => state);
    });
    expect(states).toEqual([['enforced'], ['ineffective']]);
  });

  it('are not asked for where they are known, or the name is computed', () => {
    expect(actionsIn('assume:\n  environments:\n    dev: { reviewers: true }\n').actions).toEqual([]);
    expect(actionsIn(undefined, '${{ vars.ENVIRONMENT }}').actions).toEqual([]);
  });
});
