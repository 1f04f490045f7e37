import type { FileFacts } from '../../../model/facts.js';
import { parentUri } from '../../../text/uri.js';
import type { JoinedFile, JoinedFiles } from '../../joinedFile.js';
import { joinEach } from '../../joinedFile.js';
import type { Joined, JoinInput } from '../../joiner.js';
import { named } from './environment.js';

/** Settings with what files of Compose say of them, and definitions with what the settings beside them say. */
export function assembleBroker(
  inputs: readonly JoinInput[],
  previous: JoinedFiles | undefined,
): Joined<JoinedFiles> {
  const files = inputs.map(({ facts }) => facts);
  const composed = files.filter(({ broker }) => broker?.kind === 'rabbitmq-environment');
  const settings = files.filter(({ broker }) => broker?.kind === 'rabbitmq-settings');
  return joinEach(inputs, previous, (facts) => named(facts, composed) ?? withNameless(facts, settings));
}

/** Definitions whose user clients without a name are, by the settings in the same folder. */
function withNameless(facts: FileFacts, settings: readonly FileFacts[]): JoinedFile | undefined {
  if (facts.broker?.kind !== 'rabbitmq-definitions') return undefined;
  for (const other of settings) {
    const nameless = other.broker?.kind === 'rabbitmq-settings' ? other.broker.nameless : undefined;
    if (nameless === undefined || parentUri(other.uri) !== parentUri(facts.uri)) continue;
    const { user, initiator } = nameless;
    const sessions = facts.sessions.map((session) =>
      session.label === user ? { ...session, initiators: [...session.initiators, initiator] } : session,
    );
    return { files: [facts, other], result: { ...facts, sessions } };
  }
  return undefined;
}
