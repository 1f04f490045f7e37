import { LIMITS } from '../../knowledge/github/limits.js';
import type { Host, Lifetime } from '../../model/facts.js';
import { get, isAbsent } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import type { Job } from './workflow.js';

/**
 * How long the job's token lives. It ends with the job, so the shortest of `timeout-minutes`, the runner's limit for
 * a job and the token's own limit counts.
 */
export function lifetimeOf(reading: Reading, job: Job, host: Host | undefined): Lifetime {
  const selfHosted = host?.kind === 'self-hosted';
  const maximum = selfHosted
    ? LIMITS.tokenMaximumSelfHostedSeconds.value
    : LIMITS.hostedJobMaximumSeconds.value;
  const node = get(job.node, 'timeout-minutes');
  if (node === undefined || isAbsent(node)) {
    return {
      seconds: LIMITS.jobTimeoutDefaultSeconds.value,
      basis: 'platform-default',
      boundBy: 'timeout-minutes',
      origin: reading.originOf(job.key),
    };
  }
  const origin = reading.originOf(node);
  const minutes = node.kind === 'scalar' ? Number(node.text) : Number.NaN;
  if (!Number.isFinite(minutes) || minutes <= 0) {
    // An expression: what it gives is not in the file, but the platform's limit holds all the same.
    return { seconds: maximum, basis: 'platform-maximum', boundBy: 'timeout-minutes (computed)', origin };
  }
  const declared = Math.round(minutes * 60);
  return declared <= maximum
    ? { seconds: declared, basis: 'declared', boundBy: 'timeout-minutes', origin }
    : {
        seconds: maximum,
        basis: 'platform-maximum',
        boundBy: selfHosted ? 'the 24 h limit of GITHUB_TOKEN' : 'the 6 h limit of GitHub-hosted jobs',
        origin,
      };
}
