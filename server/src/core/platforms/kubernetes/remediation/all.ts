import type { TextEdit } from '../../../text/textRange.js';

/** All edits together; `undefined` when one of them cannot be made. */
export function all(parts: readonly (readonly TextEdit[] | undefined)[]): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    edits.push(...part);
  }
  return edits.length === 0 ? undefined : edits;
}
