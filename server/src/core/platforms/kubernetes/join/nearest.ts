import type { Uri } from '../../../text/uri.js';
import { parentUri } from '../../../text/uri.js';

/** Where an object stands: its file, and the kustomizations that take it in. */
export interface Place {
  readonly uri: Uri;
  readonly builds: readonly Uri[];
}

/**
 * Those of several objects of one name that a text at `from` means. A repository often holds the same object more than
 * once (an install manifest beside the files it is made of, a variant for a single namespace), and only one of them is
 * applied. The one in the same file is meant, or else those of the same kustomization, or else those whose folder has
 * most in common with that of the text; of those still equal, what `loose` prefers.
 */
export function nearestOf<T extends Place>(
  from: Place,
  candidates: readonly T[],
  loose: (candidate: T) => boolean = () => true,
): readonly T[] {
  if (candidates.length < 2) return candidates;
  const inFile = candidates.filter(({ uri }) => uri === from.uri);
  if (inFile.length > 0) return inFile;
  const inBuild = candidates.filter(({ builds }) => builds.some((build) => from.builds.includes(build)));
  if (inBuild.length > 0) return inBuild;
  const depths = candidates.map(({ uri }) => sharedDepth(uri, from.uri));
  const deepest = Math.max(...depths);
  const close = candidates.filter((_, index) => depths[index] === deepest);
  const preferred = close.filter(loose);
  return preferred.length > 0 ? preferred : close;
}

/** How many folders, counted from the root, two files have in common. */
function sharedDepth(a: Uri, b: Uri): number {
  const left = parentUri(a).split('/');
  const right = parentUri(b).split('/');
  let depth = 0;
  while (depth < left.length && left[depth] === right[depth]) depth += 1;
  return depth;
}
