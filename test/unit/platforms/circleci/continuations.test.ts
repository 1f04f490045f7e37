import { describe, expect, it } from 'vitest';
import { uriOf } from '../../../support/repository.js';
import { sessionOf, withJob } from './facts.js';

const WORKFLOWS = '  setup:\n    jobs: [build]';

function goesOn(text: string, label: string) {
  const { references, unknowns } = sessionOf(text, label);
  return {
    files: references.filter(({ kind }) => kind === 'includes').map(({ target }) => target.key),
    unknown: unknowns.flatMap(({ what, why }) => (what.includes('goes on') ? [why] : [])),
  };
}

function filtering(parameters: string): string {
  return `version: 2.1
setup: true
orbs: { path-filtering: circleci/path-filtering@2.0.0 }
workflows:
  setup:
    jobs:
      - path-filtering/filter:
${parameters}
`;
}

describe('setup configurations go on', () => {
  it('with the file that the continuation orb is told', () => {
    const orbs = 'setup: true\norbs: { continuation: circleci/continuation@1.1.0 }\n';
    const steps = (path: string): string =>
      `      - continuation/continue: { configuration_path: '${path}', parameters: '{}' }`;
    const text = withJob(steps('./ci/next.yml'), WORKFLOWS, orbs);
    expect(goesOn(text, 'setup/build')).toEqual({ files: [uriOf('ci/next.yml')], unknown: [] });
    const made = withJob(steps('/tmp/made.yml'), WORKFLOWS, orbs);
    expect(goesOn(made, 'setup/build')).toEqual({
      files: [],
      unknown: ['their configuration is made when the setup job runs'],
    });
  });

  it('with the file that the orb for changed paths is told, or its own', () => {
    const label = 'setup/path-filtering/filter';
    expect(goesOn(filtering('          base-revision: main'), label).files).toEqual([
      uriOf('.circleci/continue_config.yml'),
    ]);
    expect(goesOn(filtering('          config-path: .circleci/next.yml'), label).files).toEqual([
      uriOf('.circleci/next.yml'),
    ]);
  });

  it('with a file for each line of the mapping', () => {
    const mapping = `          mapping: |
            web/.* web true .circleci/web.yml
            api/.* api true .circleci/api.yml`;
    expect(goesOn(filtering(mapping), 'setup/path-filtering/filter').files).toEqual([
      uriOf('.circleci/web.yml'),
      uriOf('.circleci/api.yml'),
    ]);
  });
});
