import type { Joiner } from '../../platforms/joiner.js';
import type { Uri } from '../../text/uri.js';
import type { LinkInput } from '../inputs.js';
import type { JoinedFile } from './joinedFile.js';
import { withListeners } from './mosquitto.js';
import { withIncluded } from './nats.js';

/** What one assembly leaves for the next: what each file came to, and by which files. */
export type BrokerMemo = ReadonlyMap<Uri, JoinedFile>;

/**
 * Puts together what several files say of one broker: what a configuration includes, and whom the settings beside a list
 * let in. Where nothing has changed, facts are the very same objects as after `previous`.
 */
export function assembleBrokers(
  inputs: readonly LinkInput[],
  previous: BrokerMemo = new Map(),
): { readonly inputs: readonly LinkInput[]; readonly memo: BrokerMemo } {
  const memo = new Map<Uri, JoinedFile>();
  const parts = inputs.flatMap(({ facts }) => (facts.broker === undefined ? [] : [facts]));
  if (parts.length === 0) return { inputs, memo };
  const byUri = new Map(parts.map((facts) => [facts.uri, facts]));
  for (const facts of parts) {
    const joined = withIncluded(facts, byUri) ?? withListeners(facts, parts);
    if (joined === undefined) continue;
    const known = previous.get(facts.uri);
    memo.set(facts.uri, known !== undefined && sameFiles(known, joined) ? known : joined);
  }
  if (memo.size === 0) return { inputs, memo };
  return {
    inputs: inputs.map((input) => {
      const facts = memo.get(input.facts.uri)?.result;
      return facts === undefined ? input : { ...input, facts };
    }),
    memo,
  };
}

function sameFiles({ files }: JoinedFile, other: JoinedFile): boolean {
  return files.length === other.files.length && files.every((file, at) => file === other.files[at]);
}

/** Puts the files of brokers together. */
export const brokerJoiner: Joiner<BrokerMemo> = {
  id: 'brokers',
  concerns: ({ broker }) => broker !== undefined,
  join: (files, previous) => {
    const { inputs, memo } = assembleBrokers(files, previous);
    return { files: inputs, memo };
  },
};
