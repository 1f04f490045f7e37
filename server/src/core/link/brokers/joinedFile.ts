import type { FileFacts } from '../../model/facts.js';

/** What a file came to by what others say of the same broker. */
export interface JoinedFile {
  /** The file itself first, then those that count for it. */
  readonly files: readonly FileFacts[];
  readonly result: FileFacts;
}
