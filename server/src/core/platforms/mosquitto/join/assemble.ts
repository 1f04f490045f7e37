import type { FileFacts } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import { parentUri } from '../../../text/uri.js';
import type { JoinedFiles } from '../../joinedFile.js';
import { joinEach } from '../../joinedFile.js';
import type { Joined, JoinInput } from '../../joiner.js';
import { withListeners } from './listeners.js';

/** A list of topics with the settings beside it, which say whom the broker lets in. */
export function assembleBroker(
  inputs: readonly JoinInput[],
  previous: JoinedFiles | undefined,
): Joined<JoinedFiles> {
  const settings = new Map<Uri, FileFacts[]>();
  for (const { facts } of inputs) {
    if (facts.broker?.kind !== 'mosquitto-settings') continue;
    const folder = parentUri(facts.uri);
    const known = settings.get(folder);
    if (known === undefined) settings.set(folder, [facts]);
    else known.push(facts);
  }
  return joinEach(inputs, previous, (facts) =>
    withListeners(facts, settings.get(parentUri(facts.uri)) ?? []),
  );
}
