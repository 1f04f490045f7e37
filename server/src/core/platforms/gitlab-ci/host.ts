import { HOSTED_SOURCE, HOSTED_TAG } from '../../knowledge/gitlab/runners.js';
import type { Host } from '../../model/facts.js';
import { get } from '../../syntax/syntaxTree.js';
import type { Job } from './pipeline.js';
import { scalarsOf } from './nodes.js';
import type { Reading } from './reading.js';

/** What `tags` say of the machine; `undefined` for a job that has none, which any runner may take. */
export function hostOf(reading: Reading, job: Job): Host | undefined {
  const node = get(job.body, 'tags');
  const labels = scalarsOf(node).map(({ text }) => text);
  if (node === undefined || labels.length === 0) return undefined;
  const facts = { labels, origin: reading.originOf(node) };
  if (labels.some((label) => HOSTED_TAG.test(label))) {
    return {
      ...facts,
      kind: 'hosted',
      state: 'fresh',
      why: `GitLab runs it, a fresh machine for each job (${HOSTED_SOURCE})`,
    };
  }
  if (labels.some((label) => label.includes('$'))) {
    return { ...facts, kind: 'unknown', state: 'unknown', why: 'which runner takes it is computed' };
  }
  return {
    ...facts,
    kind: 'self-hosted',
    // How the runner was set up, the file does not tell.
    state: 'unknown',
    why: 'these are no tags of hosted runners; whether the machine is kept from job to job is set where the runner is registered',
  };
}
