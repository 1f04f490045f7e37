import { get } from '../../../syntax/syntaxTree.js';
import { scalarAt } from './build.js';
import type { Block } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import type { Scope } from './scope.js';
import { NO_SCOPE } from './scope.js';
import { turnsOf, withIterator } from './loops.js';
import { isNothing } from './nodeText.js';

/** One instance of a block with `count` or `for_each`. */
export interface Instance {
  readonly instance: string | number;
  readonly scope: Scope;
}

/** So many instances by number are told apart. */
const MOST_COUNTED = 20;

/**
 * The instances of a block, where they are known for certain; `undefined` where they are not, and for a block that is
 * there once. A block that is switched off has none.
 *
 * https://developer.hashicorp.com/terraform/language/meta-arguments/for_each, …/count
 */
export function turnsOfBlock(evaluator: Evaluator, { body }: Block): readonly Instance[] | undefined {
  const count = get(body, 'count');
  if (count !== undefined) {
    const node = evaluator.value(count, NO_SCOPE);
    const number = node.kind === 'scalar' ? Number(node.text) : NaN;
    if (number === 0) return [];
    // With one instance the number says nothing that anybody would miss.
    if (!Number.isInteger(number) || number < 2 || number > MOST_COUNTED) return undefined;
    return Array.from({ length: number }, (_, at) => ({
      instance: at,
      scope: new Map([['count.index', [scalarAt(count.range, at, 'plain')]]]),
    }));
  }
  const over = get(body, 'for_each');
  if (over === undefined) return undefined;
  const node = evaluator.value(over, NO_SCOPE);
  if (isNothing(node)) return undefined;
  const turns = turnsOf(node);
  if (turns === undefined || turns.some(({ key, when }) => key.kind !== 'scalar' || when !== undefined)) {
    return undefined;
  }
  const keys = turns.map(({ key }) => evaluator.text(key));
  if (keys.some((key) => key.includes('\uFFFC')) || new Set(keys).size !== keys.length) return undefined;
  return turns.map((turn, at) => ({
    instance: keys[at] ?? '',
    scope: withIterator(NO_SCOPE, 'each', [turn]),
  }));
}

/** Whether there is no instance of a block where whoever applies the configuration switches nothing on. */
export function isOffByDefault({ surroundings }: Evaluator, block: Block): boolean {
  const off = surroundings.switchedOff?.();
  if (off === undefined || surroundings.isOff === true) return off !== undefined;
  const hangs = get(block.body, 'count') ?? get(block.body, 'for_each');
  return hangs !== undefined && turnsOfBlock(off, block)?.length === 0;
}
