import { closestName } from '../core/text/closestName.js';

/** ` Did you mean X?`, or nothing when no candidate is near. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const best = closestName(word, candidates);
  return best === undefined ? '' : ` Did you mean ${best}?`;
}
