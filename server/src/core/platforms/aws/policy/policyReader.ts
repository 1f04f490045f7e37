import type { Reading } from '../reading.js';
import type { TextSource } from '../text/sourceText.js';

/** Reads the policies of one file. */
export interface PolicyReader {
  readonly reading: Reading;
  readonly texts: TextSource;
}
