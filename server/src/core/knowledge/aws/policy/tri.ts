import type { Tri } from './types.js';

/** Whether all hold: false wins over what is not known. */
export function and(...values: readonly Tri[]): Tri {
  return values.includes(false) ? false : values.includes('unknown') ? 'unknown' : true;
}

/** Whether one holds: true wins over what is not known. */
export function or(...values: readonly Tri[]): Tri {
  return values.includes(true) ? true : values.includes('unknown') ? 'unknown' : false;
}

/** The opposite; what is not known stays so. */
export function not(value: Tri): Tri {
  return value === 'unknown' ? value : !value;
}
