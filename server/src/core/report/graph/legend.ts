import { markup } from '../html/markup.js';
import type { Markup } from '../html/markup.js';
import type { EdgeState } from './graph.js';
import { STATE_WORDS } from './graph.js';

const STATES: readonly EdgeState[] = ['open', 'assumed', 'gated', 'unknown'];

/** What the lines mean, each drawn beside its words. */
export function graphLegend(): Markup {
  const entries = STATES.map(
    (state) =>
      markup`<li><svg class="reach" width="44" height="10" viewBox="0 0 44 10" aria-hidden="true"><g class="edge ${state}"><path class="line" d="M2 5H42"/></g></svg> ${STATE_WORDS[state]}</li>`,
  );
  return markup`<ul class="legend" aria-label="What the lines mean">${entries}</ul>`;
}
