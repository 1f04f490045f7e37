import { scopeAt } from '../core/ide/fileScopes.js';
import type { TrustScope } from '../core/model/trustScope.js';
import type { SessionCardParams } from '../protocol.js';
import type { View } from './views.js';

/** The session with the id, or the one at the place. Of two folders both may have the same id, and the file's own counts. */
export function scopeMeant(
  { snapshot, uri, offsetAt }: View,
  { session, position }: Pick<SessionCardParams, 'session' | 'position'>,
): TrustScope | undefined {
  if (session === undefined) return position && scopeAt(snapshot, uri, offsetAt(position));
  return snapshot.model.scopesOf(uri).find(({ id }) => id === session) ?? snapshot.model.scope(session);
}
