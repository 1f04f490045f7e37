import type { Snapshot } from '../analysis/snapshot.js';
import type { WidthBand } from '../model/vocabulary.js';
import type { Uri } from '../text/uri.js';
import { scopeLine } from './codeLenses.js';
import { bandWords } from './describe/verdict.js';
import { sessionLabel } from './describe/identity.js';
import { scopeAt } from './fileScopes.js';

/** What the status bar says of the session under the cursor. */
export interface SessionWidth {
  readonly session: string;
  readonly name: string;
  readonly band: WidthBand;
  /** The same in words: `broad`, `at least moderate`, `not known`. */
  readonly verdict: string;
  readonly summary: string;
}

/** The width of the innermost session at the offset; `undefined` outside of all sessions. */
export function sessionWidth(snapshot: Snapshot, uri: Uri, offset: number): SessionWidth | undefined {
  const scope = scopeAt(snapshot, uri, offset);
  if (scope === undefined) return undefined;
  return {
    session: scope.id,
    name: sessionLabel(scope.facts),
    band: scope.width.band,
    verdict: bandWords(scope.width),
    summary: scopeLine(scope),
  };
}
