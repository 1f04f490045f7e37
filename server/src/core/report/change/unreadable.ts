import type { Snapshot } from '../../analysis/snapshot.js';
import { isBroken } from '../coverage.js';
import type { Uri } from '../../text/uri.js';
import { relativePath } from '../../text/uri.js';
import { compareText } from '../places.js';

/** A file of which one state could not be read whole, so that nobody knows what changed in it. */
export interface UnreadableChange {
  /** Below the root. */
  readonly path: string;
  /** The state whose text is broken; where both are, the later one. */
  readonly state: 'before' | 'after';
  /** What is wrong with it, without a full stop. */
  readonly why: string;
}

/** One of the states that are compared. */
export interface ComparedTexts {
  readonly snapshot: Snapshot;
  readonly root: Uri;
  readonly isAsked: (uri: Uri) => boolean;
}

interface TextState {
  readonly text: string;
  /** The first error, where the text is broken. */
  readonly why?: string;
}

/**
 * Files that changed, and whose text has an error in either state: what was read of them is a part, so that what else
 * they grant, and to whom, is not known. One that is broken and the same in both changed nothing.
 */
export function unreadableChanges(before: ComparedTexts, after: ComparedTexts): readonly UnreadableChange[] {
  const [was, is] = [textsOf(before), textsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].sort(compareText).flatMap((path): UnreadableChange[] => {
    const [old, now] = [was.get(path), is.get(path)];
    if (old?.text === now?.text) return [];
    if (now?.why !== undefined) return [{ path, state: 'after', why: now.why }];
    return old?.why === undefined ? [] : [{ path, state: 'before', why: old.why }];
  });
}

function textsOf({ snapshot, root, isAsked }: ComparedTexts): ReadonlyMap<string, TextState> {
  return new Map(
    snapshot
      .files()
      .filter(({ uri }) => isAsked(uri))
      .map(({ uri, text, facts }) => {
        const problems = snapshot.problems(uri);
        const first = problems.find(({ severity }) => severity === 'error') ?? problems[0];
        const why = (first?.message ?? '').replace(/\.$/u, '');
        const isPart = facts.unread === undefined && isBroken(problems);
        return [relativePath(root, uri), { text, ...(isPart ? { why } : {}) }];
      }),
  );
}

/** What such a file is told by, without its path. */
export function unreadableWords({ state, why }: UnreadableChange): string {
  return state === 'after' ? why : `as it was before: ${why}`;
}
