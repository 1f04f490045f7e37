import type { FileFacts } from '../model/facts.js';
import type { Uri } from '../text/uri.js';
import type { JoinInput, Joined } from './joiner.js';

/** What a file came to by what others say of the same thing. */
export interface JoinedFile {
  /** The file itself first, then those that count for it. */
  readonly files: readonly FileFacts[];
  readonly result: FileFacts;
}

/** What each file came to, and by which files. */
export type JoinedFiles = ReadonlyMap<Uri, JoinedFile>;

/**
 * Joins files each of which takes something from others. Where the files that count for one are the same as before, it
 * is the very same object as after `previous`.
 *
 * @param joined what a file comes to; `undefined` where the others say nothing of it
 */
export function joinEach(
  inputs: readonly JoinInput[],
  previous: JoinedFiles | undefined,
  joined: (facts: FileFacts) => JoinedFile | undefined,
): Joined<JoinedFiles> {
  const memo = new Map<Uri, JoinedFile>();
  for (const { facts } of inputs) {
    const found = joined(facts);
    if (found === undefined) continue;
    const known = previous?.get(facts.uri);
    memo.set(facts.uri, known !== undefined && sameFiles(known, found) ? known : found);
  }
  if (memo.size === 0) return { files: inputs, memo };
  return {
    files: inputs.map((input) => {
      const facts = memo.get(input.facts.uri)?.result;
      return facts === undefined ? input : { ...input, facts };
    }),
    memo,
  };
}

function sameFiles({ files }: JoinedFile, other: JoinedFile): boolean {
  return files.length === other.files.length && files.every((file, at) => file === other.files[at]);
}
