import { join } from 'node:path';
import type { Snapshot } from '../../core/analysis/snapshot.js';
import type { SelectedFinding } from '../../core/report/selection.js';
import { select } from '../../core/report/selection.js';
import { RULES } from '../../core/rules/index.js';
import type { Uri } from '../../core/text/uri.js';
import { fileUri } from '../../disk/fileUri.js';
import { decode } from '../../disk/readText.js';
import type { Git } from '../files/git.js';
import type { State } from './states.js';
import { isJudging } from './states.js';

/** The rule that holds sessions to what was agreed on. */
export const CONTRACT_RULE = 'scope-exceeds-contract';

/** Texts of configuration and settings files by URI: what a state is judged by, beside what it says itself. */
export type Judgement = ReadonlyMap<Uri, string>;

/** What a commit is judged by, as if it lay in the folder at `top`. */
export function judgementAt(git: Git, commit: string, top: string): Judgement {
  const files = [...git.files(commit)].filter(([path]) => isJudging(fileUri(join(top, path))));
  const texts = git.texts([...new Set(files.map(([, id]) => id))]);
  return new Map(
    files.flatMap(([path, id]) => {
      const bytes = texts.get(id);
      return bytes === undefined ? [] : [[fileUri(join(top, path)), decode(bytes).text] as const];
    }),
  );
}

/**
 * What of a state goes beyond a contract, in order of place. The contract, and all that could make a gate count or the
 * rule fall silent, is that of `judgement`; a comment that suppresses the finding does not count either. The state is
 * judged in that way from then on.
 */
export function beyondContract(state: State, judgement: Judgement): readonly SelectedFinding[] {
  const { host, root, judged, isAsked } = state;
  const changes = [...new Set([...judged.keys(), ...judgement.keys()])]
    .filter((uri) => judged.get(uri) !== judgement.get(uri))
    .map((uri) => ({ uri, root, text: judgement.get(uri) ?? null }));
  const snapshot = changes.length === 0 ? host.snapshot : host.apply(changes);
  if (!hasContract(snapshot, judgement.keys())) return [];
  const files = new Set(
    snapshot
      .files()
      .map(({ uri }) => uri)
      .filter(isAsked),
  );
  return select(snapshot, root, { files, rules: new Set([CONTRACT_RULE]) }).findings;
}

/** Whether anything of a workspace is agreed on; of one without sessions its configuration says so. */
export function hasContract(snapshot: Snapshot, judged: Iterable<Uri>): boolean {
  return [...snapshot.files().map(({ uri }) => uri), ...judged].some(
    (uri) => snapshot.configurationFor(uri).scopes.length > 0,
  );
}

/** Rules that a comparison needs, where findings of all of them are not asked for. */
export const CONTRACT_RULES = RULES.filter(({ meta }) => meta.id === CONTRACT_RULE);
