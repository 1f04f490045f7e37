import { HOSTED_JOB_MAXIMUM, JOB_TIMEOUT_DEFAULT } from '../../knowledge/azure-pipelines/limits.js';
import type { Lifetime } from '../../model/facts.js';
import type { Runner } from './host.js';
import type { NamedPlace } from './places.js';
import { STEPS_OF_TEMPLATE } from './places.js';
import type { Reading } from './reading.js';
import type { Values } from './variables.js';
import { quoted } from '../../text/quoted.js';

const KEY = 'timeoutInMinutes';

/** How long the job's token lives: it ends with the job. */
export function lifetimeOf(
  reading: Reading,
  { job, localId }: NamedPlace,
  runner: Runner,
  values: Values,
): Lifetime {
  const node = job.kind === 'template' || job.kind === 'steps' ? undefined : job.properties.scalar(KEY);
  if (job.kind === 'template') {
    const origin = reading.originOf(job.head);
    return { seconds: null, basis: 'unknown', boundBy: 'what the template says', origin };
  }
  if (node === undefined) {
    const { seconds } = JOB_TIMEOUT_DEFAULT;
    const boundBy = localId === STEPS_OF_TEMPLATE ? `${KEY} of the job that takes it in` : KEY;
    return { seconds, basis: 'platform-default', boundBy, origin: reading.originOf(job.head) };
  }
  const origin = reading.originOf(node);
  const text = values.fill(node.text).trim();
  const isSelfHosted = runner.kind === 'agent' && runner.host?.kind === 'self-hosted';
  if (!/^\d{1,9}$/u.test(text)) {
    return isSelfHosted || runner.kind === 'server'
      ? { seconds: null, basis: 'unknown', boundBy: `${KEY} (computed)`, origin }
      : { ...longest(), boundBy: `${KEY} (computed)`, origin };
  }
  const seconds = Number(text) * 60;
  if (seconds === 0) return withoutLimit(runner, origin);
  return seconds > HOSTED_JOB_MAXIMUM.seconds && runner.kind === 'agent' && runner.host?.kind === 'hosted'
    ? { ...longest(), boundBy: 'the 6 h limit of Microsoft-hosted agents', origin }
    : { seconds, basis: 'declared', boundBy: KEY, origin };
}

/** Zero asks for as long as the agent may take: https://learn.microsoft.com/en-us/azure/devops/pipelines/process/phases#timeouts */
function withoutLimit(runner: Runner, origin: Lifetime['origin']): Lifetime {
  if (runner.kind === 'server' || runner.host === undefined || runner.host.kind === 'unknown') {
    return {
      seconds: null,
      basis: 'unknown',
      boundBy: `${quoted(`${KEY}: 0`)}, as long as the agent allows`,
      origin,
    };
  }
  return runner.host.kind === 'self-hosted'
    ? { seconds: null, basis: 'unbounded', boundBy: `${quoted(`${KEY}: 0`)} on a self-hosted agent`, origin }
    : {
        ...longest(),
        boundBy: 'the 6 h limit of Microsoft-hosted agents (1 h in a private project without paid jobs)',
        origin,
      };
}

function longest(): Pick<Lifetime, 'seconds' | 'basis'> {
  return { seconds: HOSTED_JOB_MAXIMUM.seconds, basis: 'platform-maximum' };
}
