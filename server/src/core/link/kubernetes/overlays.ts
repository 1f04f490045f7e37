import type { FileFacts, Unknown } from '../../model/facts.js';
import type { Overlay } from '../../model/overlay.js';
import { baseName, parentUri } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';

/** One way in which the objects of a file come into a cluster: as written, or through kustomizations. */
export interface Placement {
  /** The outermost kustomizations that take the file in; none when it is applied as it stands. */
  readonly builds: readonly Uri[];
  /** The namespace that they give to every namespaced object. */
  readonly namespace?: string;
  readonly prefix: string;
  readonly suffix: string;
  /** What they change besides, and is not followed here. */
  readonly unresolved: readonly Unknown[];
}

/** Applied as written. */
export const AS_WRITTEN: Placement = { builds: [], prefix: '', suffix: '', unresolved: [] };

/** Kustomizations that include each other over and over are cut off here. */
const MAX_VISITS = 5000;

type Change = Omit<Placement, 'builds'>;

const UNCHANGED: Change = { prefix: '', suffix: '', unresolved: [] };

/** The names of a kustomization; in one folder the first of them counts. */
const OVERLAY_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/**
 * How each file is placed. A file that no kustomization of the workspace takes in, directly or over others, is placed
 * as written. A base that several outermost kustomizations take in is placed once for each namespace and name that it
 * gets.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
export function placementsOf(files: readonly FileFacts[]): ReadonlyMap<Uri, readonly Placement[]> {
  const tree = new OverlayTree(files);
  const found = new Map<Uri, Placement[]>();
  for (const [uri, overlay] of tree.outermost()) {
    const walk = { tree, found, build: uri, left: MAX_VISITS, open: new Set<Uri>() };
    visit(walk, uri, overlay, UNCHANGED);
  }
  return new Map([...found].map(([uri, placements]) => [uri, merged(placements)]));
}

/** The placements of one file. */
export function placementsIn(all: ReadonlyMap<Uri, readonly Placement[]>, uri: Uri): readonly Placement[] {
  return all.get(uri) ?? [AS_WRITTEN];
}

class OverlayTree {
  readonly overlays = new Map<Uri, Overlay>();
  readonly #byFolder = new Map<Uri, Uri>();

  constructor(files: readonly FileFacts[]) {
    for (const { uri, overlay } of files) {
      if (overlay === undefined) continue;
      this.overlays.set(uri, overlay);
      const folder = parentUri(uri);
      const known = this.#byFolder.get(folder);
      if (known === undefined || rankOf(uri) < rankOf(known)) this.#byFolder.set(folder, uri);
    }
  }

  /** The kustomization that an included URI names: the folder's, or the file itself. */
  named(uri: Uri): Uri | undefined {
    return this.overlays.has(uri) ? uri : this.#byFolder.get(uri);
  }

  outermost(): readonly (readonly [Uri, Overlay])[] {
    const inner = new Set<Uri>();
    for (const [uri, overlay] of this.overlays) {
      for (const include of overlay.includes) {
        const target = this.named(include.uri);
        if (target !== undefined && target !== uri) inner.add(target);
      }
    }
    return [...this.overlays].filter(([uri, overlay]) => overlay.kind === 'overlay' && !inner.has(uri));
  }
}

function rankOf(uri: Uri): number {
  const rank = OVERLAY_NAMES.indexOf(baseName(uri));
  return rank < 0 ? OVERLAY_NAMES.length : rank;
}

interface Walk {
  readonly tree: OverlayTree;
  readonly found: Map<Uri, Placement[]>;
  readonly build: Uri;
  left: number;
  /** Kustomizations that are being followed, against circles. */
  readonly open: Set<Uri>;
}

function visit(walk: Walk, uri: Uri, overlay: Overlay, outer: Change): void {
  walk.left -= 1;
  if (walk.left < 0 || walk.open.has(uri)) return;
  walk.open.add(uri);
  const change = within(withComponents(walk.tree, overlay), outer);
  for (const include of overlay.includes) {
    const inner = walk.tree.named(include.uri);
    const next = inner === undefined ? undefined : walk.tree.overlays.get(inner);
    if (inner === undefined || next === undefined) place(walk, include.uri, change);
    // What a component changes counts for all of the kustomization that uses it, and is in `change` already.
    else if (include.as === 'component') {
      visit(walk, inner, { kind: 'component', includes: next.includes, unresolved: [] }, change);
    } else visit(walk, inner, next, change);
  }
  walk.open.delete(uri);
}

function place(walk: Walk, uri: Uri, change: Change): void {
  const placements = walk.found.get(uri);
  const placement: Placement = { ...change, builds: [walk.build] };
  if (placements === undefined) walk.found.set(uri, [placement]);
  else placements.push(placement);
}

/** Components act on all that was taken in before the kustomization's own settings do. */
function withComponents(tree: OverlayTree, overlay: Overlay): Change {
  const components = overlay.includes
    .filter(({ as }) => as === 'component')
    .map(({ uri }) => tree.named(uri))
    .flatMap((uri) => (uri === undefined ? [] : (tree.overlays.get(uri) ?? [])));
  return [...components, overlay].reduce<Change>((inner, next) => within(inner, changeOf(next)), UNCHANGED);
}

function changeOf({ namespace, namePrefix, nameSuffix, unresolved }: Overlay): Change {
  return {
    ...(namespace === undefined ? {} : { namespace: namespace.text }),
    prefix: namePrefix?.text ?? '',
    suffix: nameSuffix?.text ?? '',
    unresolved,
  };
}

/** What comes of `inner` when `outer` is applied after it. */
function within(inner: Change, outer: Change): Change {
  const namespace = outer.namespace ?? inner.namespace;
  return {
    ...(namespace === undefined ? {} : { namespace }),
    prefix: outer.prefix + inner.prefix,
    suffix: inner.suffix + outer.suffix,
    unresolved: [...inner.unresolved, ...outer.unresolved],
  };
}

function merged(placements: readonly Placement[]): readonly Placement[] {
  const byChange = new Map<string, Placement>();
  for (const placement of placements) {
    const key = JSON.stringify([placement.namespace ?? null, placement.prefix, placement.suffix]);
    const known = byChange.get(key);
    byChange.set(key, known === undefined ? placement : { ...known, ...both(known, placement) });
  }
  return [...byChange.values()];
}

function both(a: Placement, b: Placement): Pick<Placement, 'builds' | 'unresolved'> {
  return {
    builds: [...new Set([...a.builds, ...b.builds])],
    unresolved: [...new Set([...a.unresolved, ...b.unresolved])],
  };
}
