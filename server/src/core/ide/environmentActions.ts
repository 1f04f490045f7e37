import { reviewersEdit } from '../analysis/configurationEdit.js';
import type { FileEdits, Snapshot } from '../analysis/snapshot.js';
import type { Gate } from '../model/facts.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { clipped } from '../text/phrases.js';

/** Says in the configuration what the settings of an environment are. */
export interface EnvironmentAction {
  readonly title: string;
  readonly changes: readonly FileEdits[];
}

/** As long as a title may be with the name in it, in characters: light bulbs show about sixty. */
const LONGEST_NAME = 36;

/**
 * Offered where an environment of a fixed name is met whose reviewers nothing tells: one action for each answer. Nothing
 * where the configuration cannot be added to.
 */
export function environmentActions(
  snapshot: Snapshot,
  uri: Uri,
  range: TextRange,
): readonly EnvironmentAction[] {
  const names = new Set(
    snapshot.model
      .scopesOf(uri)
      .flatMap(({ gates }) =>
        gates.filter((gate) => isOpenQuestion(gate, uri, range)).map(({ key = '' }) => key),
      ),
  );
  return [...names].flatMap((name) =>
    [true, false].flatMap((reviewers) => {
      const change = reviewersEdit(snapshot, uri, name, reviewers);
      const says = reviewers ? 'has required reviewers' : 'has none';
      return change === undefined ? [] : [{ title: `${shortened(name)} ${says}`, changes: [change] }];
    }),
  );
}

function isOpenQuestion({ kind, state, key, origin }: Gate, uri: Uri, range: TextRange): boolean {
  if (kind !== 'approval' || state !== 'assumed' || key === undefined || origin.uri !== uri) return false;
  return origin.range.start <= range.end && range.start <= origin.range.end;
}

function shortened(name: string): string {
  return clipped(name, LONGEST_NAME);
}
