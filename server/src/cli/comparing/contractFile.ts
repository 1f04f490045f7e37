import { join } from 'node:path';
import { CONFIGURATION_NAMES } from '../../core/analysis/configurationResolver.js';
import type { Snapshot } from '../../core/analysis/snapshot.js';
import { contractText } from '../../core/contract/contractText.js';
import type { InitialScope } from '../../core/contract/initial.js';
import { initialContract, REST } from '../../core/contract/initial.js';
import { fileUri } from '../../disk/fileUri.js';
import type { Uri } from '../../core/text/uri.js';

/** A contract for what a folder's configuration governs. */
export interface FolderContract {
  readonly entries: readonly InitialScope[];
  readonly text: string;
  /** How many sessions it speaks for. */
  readonly sessions: number;
  /** Configuration files further down, of which the sessions there need a contract of their own. */
  readonly apart: readonly Uri[];
}

/** The contract that sessions of a folder meet as they are. */
export function contractOf(
  snapshot: Snapshot,
  folder: string,
  isAsked: (uri: Uri) => boolean,
): FolderContract {
  const own = new Set(CONFIGURATION_NAMES.map((name) => fileUri(join(folder, name))));
  const scopes = snapshot.model.scopes.filter(({ file }) => isAsked(file.uri));
  const governedBy = (uri: Uri): Uri | undefined => snapshot.configurationFor(uri).uri;
  const governed = scopes.filter(({ file }) => {
    const by = governedBy(file.uri);
    return by === undefined || own.has(by) || !by.startsWith(`${fileUri(folder)}/`);
  });
  const entries = initialContract(governed, fileUri(folder));
  const apart = new Set(
    scopes.filter((scope) => !governed.includes(scope)).map(({ file }) => governedBy(file.uri) ?? ''),
  );
  return { entries, text: contractText(entries, REST), sessions: governed.length, apart: [...apart] };
}
