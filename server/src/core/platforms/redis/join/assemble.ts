import type { FileFacts } from '../../../model/facts.js';
import { baseName, parentUri } from '../../../text/uri.js';
import type { JoinedFile, JoinedFiles } from '../../joinedFile.js';
import { joinEach } from '../../joinedFile.js';
import type { Joined, JoinInput } from '../../joiner.js';

/** Settings with the ACL file beside them, which says whether the user `default` is as it comes. */
export function assembleServer(
  inputs: readonly JoinInput[],
  previous: JoinedFiles | undefined,
): Joined<JoinedFiles> {
  const lists = inputs.map(({ facts }) => facts).filter(({ broker }) => broker?.kind === 'redis-acl');
  return joinEach(inputs, previous, (facts) => withDefaultUser(facts, lists));
}

/** The settings without the session of `default`, unless the ACL file is known not to name that user. */
function withDefaultUser(facts: FileFacts, lists: readonly FileFacts[]): JoinedFile | undefined {
  const { broker, uri } = facts;
  if (broker?.kind !== 'redis-settings') return undefined;
  const list = lists.find(
    (other) => baseName(other.uri) === broker.aclFile && parentUri(other.uri) === parentUri(uri),
  );
  if (list?.broker?.kind === 'redis-acl' && !list.broker.namesDefault) return undefined;
  const sessions = facts.sessions.filter(({ localId }) => localId !== broker.localId);
  const definitions = facts.definitions.filter(({ origin }) =>
    sessions.some((session) => session.origin === origin),
  );
  return {
    files: [facts, ...(list === undefined ? [] : [list])],
    result: { ...facts, sessions, definitions },
  };
}
