import type { MosquittoListener } from '../../../model/brokerParts.js';
import type { FileFacts, Initiator, SessionFacts } from '../../../model/facts.js';
import { baseName } from '../../../text/uri.js';
import type { JoinedFile } from '../../joinedFile.js';

/**
 * A list of topics with what the settings in the same folder say of clients without a name: whether a listener that
 * decides by this list trusts them.
 */
export function withListeners(facts: FileFacts, inFolder: readonly FileFacts[]): JoinedFile | undefined {
  const { broker, uri } = facts;
  if (broker?.kind !== 'mosquitto-acl' || broker.localId === undefined) return undefined;
  const settings = inFolder.filter((other) =>
    listenersOf(other).some(({ aclFile }) => aclFile === baseName(uri)),
  );
  if (settings.length === 0) return undefined;
  const listeners = settings.flatMap(listenersOf).filter(({ aclFile }) => aclFile === baseName(uri));
  const sessions = facts.sessions.map((session) =>
    session.localId === broker.localId ? admitted(session, listeners) : session,
  );
  return { files: [facts, ...settings], result: { ...facts, sessions } };
}

function listenersOf({ broker }: FileFacts): readonly MosquittoListener[] {
  return broker?.kind === 'mosquitto-settings' ? broker.listeners : [];
}

function admitted(session: SessionFacts, listeners: readonly MosquittoListener[]): SessionFacts {
  const open = listeners.filter(({ admitsNameless }) => admitsNameless.value);
  return {
    ...session,
    initiators: open.length === 0 ? [] : session.initiators.map((one) => known(one, open)),
  };
}

/** What the settings leave of the assumption that clients without a name are let in. */
function known(initiator: Initiator, open: readonly MosquittoListener[]): Initiator {
  const listener = open.find(({ isLocal }) => !isLocal) ?? open[0];
  if (listener === undefined) return initiator;
  const { admitsNameless, isLocal } = listener;
  const { id, event, conditions, withholds, source, actor } = initiator;
  return {
    id,
    event,
    conditions,
    withholds,
    ...(source === undefined ? {} : { source }),
    actor: isLocal ? 'workload' : actor,
    who: isLocal ? 'any program on the same machine' : 'anyone who reaches the broker',
    certainty: admitsNameless.declared ? 'declared' : 'platform-default',
    origin: admitsNameless.origin,
  };
}
