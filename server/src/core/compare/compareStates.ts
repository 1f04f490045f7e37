import type { TrustModel } from '../model/trustScope.js';
import type { Uri } from '../text/uri.js';
import type { Change } from './changes.js';
import { changesOf } from './changes.js';
import { pairs } from './matching.js';
import type { NormalSession } from './normalSession.js';
import { normalSession } from './normalSession.js';

/**
 * The normal form of all sessions of a workspace.
 *
 * @param root the folder that paths are below
 * @param wanted which files count; all where it is left out
 */
export function stateOf(
  model: TrustModel,
  root: Uri,
  wanted: (uri: Uri) => boolean = () => true,
): readonly NormalSession[] {
  return model.scopes
    .filter((scope) => wanted(scope.file.uri))
    .map((scope) => normalSession(scope, root, (id) => nameOf(model, id)));
}

/** A session as a reader knows it: "job publish"; nothing for one that is not there. */
export function nameOf(model: TrustModel, id: string): string | undefined {
  const facts = model.scope(id)?.facts;
  return facts === undefined ? undefined : `${facts.noun} ${facts.label}`;
}

/** What changed from one state to another, the gravest first. */
export function compareStates(
  before: readonly NormalSession[],
  after: readonly NormalSession[],
): readonly Change[] {
  return changesOf(pairs(before, after));
}
