import { closestName } from '../core/text/closestName.js';

/** ` Did you mean X?`, or nothing when no candidate is near. */
export function suggestion(word: string, candidates: readonly string[]): string {
  return question(closestName(word, candidates));
}

/** The same for a name that was found already. */
export function question(name: string | undefined): string {
  return name === undefined ? '' : ` Did you mean ${name}?`;
}
