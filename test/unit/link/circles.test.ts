import { describe, expect, it } from 'vitest';
import { openRepository } from '../../support/repository.js';

const steps = '    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';

/** Two workflows that call each other, one that calls the first, and two that follow each other's runs. */
const FILES: readonly (readonly [string, string])[] = [
  [
    'start',
    'on: pull_request_target\npermissions: { contents: write }\njobs:\n  go:\n    uses: ./.github/workflows/a.yml\n',
  ],
  ['a', `on: workflow_call\njobs:\n  call:\n    uses: ./.github/workflows/b.yml\n  work:\n${steps}`],
  ['b', `on: workflow_call\njobs:\n  call:\n    uses: ./.github/workflows/a.yml\n  work:\n${steps}`],
  ['x', `name: X\non:\n  pull_request:\n  workflow_run: { workflows: [Y] }\njobs:\n  work:\n${steps}`],
  ['y', `name: Y\non:\n  workflow_run: { workflows: [X] }\njobs:\n  work:\n${steps}`],
];

function told(files: readonly (readonly [string, string])[]): unknown {
  const repository = new Map(files.map(([name, text]) => [`.github/workflows/${name}.yml`, text]));
  const { model } = openRepository(repository, []);
  return ['start#job:go', 'a#job:work', 'b#job:work', 'x#job:work', 'y#job:work'].map((name) => {
    const [file = '', job = ''] = name.split('#');
    const scope = model.scope(`.github/workflows/${file}.yml#${job}`);
    return {
      name,
      initiators: scope?.initiators.map(({ id, actor }) => `${id} ${actor}`).sort(),
      grants: scope?.grants.map(({ action }) => action).sort(),
    };
  });
}

describe('workflows that lead to each other', () => {
  const expected = told(FILES);

  it('have what comes in from outside of the circle', () => {
    expect(expected).toMatchObject([
      {},
      { grants: ['contents:write'], initiators: [expect.stringContaining('pull_request_target:fork')] },
      { grants: ['contents:write'], initiators: [expect.stringContaining('pull_request_target:fork')] },
      {},
      { initiators: expect.arrayContaining([expect.stringContaining('workflow_run:outsider')]) as unknown },
    ]);
  });

  it.each(FILES.map((_, index) => index))('are told alike in every order of the files (%i)', (index) => {
    expect(told([...FILES.slice(index), ...FILES.slice(0, index)])).toEqual(expected);
    expect(told([...FILES.slice(index), ...FILES.slice(0, index)].reverse())).toEqual(expected);
  });
});
