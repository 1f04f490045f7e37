import type { Host } from '../../model/facts.js';
import { get } from '../../syntax/syntaxTree.js';
import type { Step } from './pipelines.js';
import type { Reading } from './reading.js';
import { scalarsOf } from './reading.js';

/** https://support.atlassian.com/bitbucket-cloud/docs/configure-your-runner-in-bitbucket-pipelines-yml/ */
export function hostOf(reading: Reading, { node, place }: Step): Host {
  const written = get(node, 'runs-on');
  const labels = scalarsOf(written).map(({ text }) => text);
  const origin = reading.originOf(written ?? place);
  if (labels.includes('self.hosted')) {
    return {
      kind: 'self-hosted',
      // A runner in Docker gives each step a container, one in a shell none; which it is, its labels need not tell.
      state: 'unknown',
      labels,
      why: 'a self-hosted runner keeps its machine from step to step',
      origin,
    };
  }
  if (labels.length > 0) {
    return {
      kind: 'unknown',
      state: 'unknown',
      labels,
      why: 'the labels do not tell whether Bitbucket or somebody else runs the machine',
      origin,
    };
  }
  return {
    kind: 'hosted',
    state: 'fresh',
    labels: [],
    why: 'Bitbucket runs each step in a container of its own',
    origin,
  };
}
