import { SECONDS_PER_MINUTE, STEP_DEFAULT_SECONDS } from '../../knowledge/bitbucket/limits.js';
import type { Lifetime } from '../../model/facts.js';
import { get } from '../../syntax/syntaxTree.js';
import type { Step } from './pipelines.js';
import type { Reading } from './reading.js';
import { scalarOf } from './reading.js';

/** How long a step runs at most: its own `max-time`, else that of the whole file, else the default. */
export function lifetimeOf(reading: Reading, step: Step): Lifetime {
  const [root] = reading.tree.documents;
  const written = [get(step.node, 'max-time'), get(get(root, 'options'), 'max-time')].map(scalarOf);
  for (const node of written) {
    const minutes = node === undefined ? Number.NaN : Number(node.text);
    if (node === undefined || !Number.isFinite(minutes) || minutes <= 0) continue;
    const seconds = Math.round(minutes * SECONDS_PER_MINUTE);
    return { seconds, basis: 'declared', boundBy: 'max-time', origin: reading.originOf(node) };
  }
  return {
    seconds: STEP_DEFAULT_SECONDS,
    basis: 'platform-default',
    boundBy: 'max-time',
    origin: reading.originOf(step.place),
  };
}
