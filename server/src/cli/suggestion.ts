import { closestName } from '../core/analysis/closestName.js';

/** ` Did you mean X?`, or nothing when no candidate is near. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const best = closestName(word, candidates);
  return best === undefined ? '' : ` Did you mean ${best}?`;
}
