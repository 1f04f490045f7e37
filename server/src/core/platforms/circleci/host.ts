import type { Host } from '../../model/facts.js';
import type { Machine } from './jobs.js';
import type { Reading } from './reading.js';

/**
 * What a job runs on. A resource class with a namespace before it names machines of the organisation's own.
 * https://circleci.com/docs/reference/configuration-reference/#self-hosted-runner
 */
export function hostOf(reading: Reading, { kind, node, resourceClass, images }: Machine): Host | undefined {
  const at = resourceClass?.node ?? node;
  if (at === undefined) return undefined;
  const origin = reading.originOf(at);
  const label = resourceClass?.text;
  if (label?.includes('/') === true) {
    return {
      kind: 'self-hosted',
      // Whether the machine goes after a job is set where the runner is installed.
      state: 'unknown',
      labels: [label],
      why: 'a self-hosted runner keeps its machine from job to job unless it was set up to be thrown away',
      origin,
    };
  }
  if (kind === 'orb' || kind === 'unknown' || label?.includes('<<') === true) {
    return {
      kind: 'unknown',
      state: 'unknown',
      labels: label === undefined ? [] : [label],
      why: 'which machine it is, is decided by an orb or a parameter',
      origin,
    };
  }
  return {
    kind: 'hosted',
    state: 'fresh',
    labels: label === undefined ? images.slice(0, 1).map(({ name }) => name.text) : [label],
    why:
      kind === 'docker'
        ? 'CircleCI runs each job in containers of its own'
        : 'CircleCI gives each job a machine of its own',
    origin,
  };
}
