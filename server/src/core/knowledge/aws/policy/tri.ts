import type { Tri } from './types.js';

/** Whether all hold: false wins over what is not known. */
export function and(...values: readonly Tri[]): Tri {
  let all: Tri = true;
  for (const value of values) {
    if (value === false) return false;
    if (value === 'unknown') all = value;
  }
  return all;
}

/** Whether one holds: true wins over what is not known. */
export function or(...values: readonly Tri[]): Tri {
  let one: Tri = false;
  for (const value of values) {
    if (value === true) return true;
    if (value === 'unknown') one = value;
  }
  return one;
}

/** The opposite; what is not known stays so. */
export function not(value: Tri): Tri {
  return value === 'unknown' ? value : !value;
}
