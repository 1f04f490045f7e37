import { get } from '../../syntax/syntaxTree.js';
import { isAbsent } from '../../syntax/syntaxTree.js';
import type { Pipeline } from './pipelines.js';
import type { Reading } from './reading.js';
import { scalarOf } from './reading.js';

/**
 * What Bitbucket refuses and what bears on a session's scope: a step that runs nothing, a first step that waits for
 * somebody. It is not the place for all that a file can get wrong.
 */
export function checkShape(reading: Reading, pipelines: readonly Pipeline[]): void {
  for (const { section, steps } of pipelines) {
    for (const { node, place } of steps) {
      if (isAbsent(get(node, 'script'))) {
        reading.refuse(place, 'A step has a `script`; Bitbucket refuses one without.');
      }
    }
    const [first] = steps;
    const trigger = scalarOf(get(first?.node, 'trigger'));
    if (section !== 'custom' && section !== 'definitions' && trigger?.text === 'manual') {
      reading.refuse(trigger, 'The first step of a pipeline cannot be a manual one; Bitbucket refuses it.');
    }
  }
}
