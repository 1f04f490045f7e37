import type { Width } from '../../model/trustScope.js';
import { certainBandWords } from '../../model/words.js';
import { joined } from '../../text/phrases.js';

/** The verdict in a word or two: `broad`; `at least moderate` or `not known` where not all that it reaches is known. */
export function bandWords({ band, atLeast }: Pick<Width, 'band' | 'atLeast'>): string {
  return band === 'unknown' && atLeast === 'narrow' ? 'not known' : certainBandWords({ band, atLeast });
}

/** Assumptions that are named; more are counted. */
const NAMED = 2;

/**
 * The verdict with both of its ends, as plain text: `broad, narrow if production has reviewers`. What is not
 * known leaves only one end to tell.
 */
export function verdictWords(width: Width): string {
  const { band, ifAssumed, assuming } = width;
  const first = bandWords(width);
  if (band === 'unknown' || assuming.length === 0) return first;
  const more = assuming.length - NAMED;
  const named =
    more > 0 ? `${assuming.slice(0, NAMED).join(', ')} and ${String(more)} more hold` : joined(assuming);
  return `${first}, ${ifAssumed} if ${named}`;
}
