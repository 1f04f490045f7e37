import { spanning } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';

/** From the start of a key to the end of what it is the key of, which may stand elsewhere, before it. */
export function extentFrom(key: TextRange, value: TextRange): TextRange {
  return key.end >= value.end ? key : spanning(key, value);
}
