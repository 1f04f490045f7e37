import type { FileFacts, Unknown } from '../../../model/facts.js';
import type { Overlay } from '../../../model/overlay.js';
import { baseName, parentUri } from '../../../text/uri.js';
import type { PlacedPatch } from './patches.js';
import { isFor, matters, patchableIn, patchesOf, patchFilesOf } from './patches.js';
import type { Uri } from '../../../text/uri.js';

/** One way in which the objects of a file come into a cluster: as written, or through kustomizations. */
export interface Placement {
  /** The outermost kustomizations that take the file in; none when it is applied as it stands. */
  readonly builds: readonly Uri[];
  /** The namespace that they give to every namespaced object. */
  readonly namespace?: string;
  readonly prefix: string;
  readonly suffix: string;
  /** The patches among what they do that are for an object of the file, in order. */
  readonly patches: readonly PlacedPatch[];
  /** What they change besides, and is not followed here. */
  readonly unresolved: readonly Unknown[];
}

/** Applied as written. */
export const AS_WRITTEN: Placement = { builds: [], prefix: '', suffix: '', patches: [], unresolved: [] };

/** Kustomizations that include each other over and over are cut off here. */
const MAX_VISITS = 5000;

type Change = Omit<Placement, 'builds'>;

const UNCHANGED: Change = { prefix: '', suffix: '', patches: [], unresolved: [] };

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
  const placed = new Map<Uri, readonly Placement[]>();
  // What a patch seems to say by itself does not count, unless it is taken in as well.
  for (const overlay of tree.overlays.values()) for (const uri of patchFilesOf(overlay)) placed.set(uri, []);
  for (const [uri, placements] of found) {
    placed.set(uri, merged(placements.map((each) => relevant(tree.files.get(uri), each))));
  }
  return placed;
}

/** The placements of one file. */
export function placementsIn(all: ReadonlyMap<Uri, readonly Placement[]>, uri: Uri): readonly Placement[] {
  return all.get(uri) ?? [AS_WRITTEN];
}

class OverlayTree {
  readonly overlays = new Map<Uri, Overlay>();
  readonly files: ReadonlyMap<Uri, FileFacts>;
  readonly #byFolder = new Map<Uri, Uri>();

  constructor(files: readonly FileFacts[]) {
    this.files = new Map(files.map((file) => [file.uri, file]));
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
  // What a component changes, and the components that it uses, is in what whoever uses it changes.
  const change = overlay.kind === 'component' ? outer : within(withComponents(walk.tree, overlay), outer);
  for (const include of overlay.includes) {
    const inner = walk.tree.named(include.uri);
    const next = inner === undefined ? undefined : walk.tree.overlays.get(inner);
    if (inner === undefined || next === undefined) place(walk, include.uri, change);
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
  return [...componentsIn(tree, overlay, new Set()), overlay].reduce<Change>(
    (inner, next) => within(inner, changeOf(next, tree.files)),
    UNCHANGED,
  );
}

/** The components that a kustomization uses, directly or over others, in the order in which they act. */
function componentsIn(tree: OverlayTree, overlay: Overlay, seen: Set<Uri>): readonly Overlay[] {
  return overlay.includes
    .filter(({ as }) => as === 'component')
    .flatMap(({ uri }) => {
      const named = tree.named(uri);
      const next = named === undefined ? undefined : tree.overlays.get(named);
      if (named === undefined || next === undefined || seen.has(named)) return [];
      seen.add(named);
      return [...componentsIn(tree, next, seen), next];
    });
}

function changeOf(overlay: Overlay, files: ReadonlyMap<Uri, FileFacts>): Change {
  const { namespace, namePrefix, nameSuffix } = overlay;
  const { placed, unresolved } = patchesOf(overlay, files);
  return {
    ...(namespace === undefined ? {} : { namespace: namespace.text }),
    prefix: namePrefix?.text ?? '',
    suffix: nameSuffix?.text ?? '',
    patches: placed,
    unresolved: [...overlay.unresolved, ...unresolved],
  };
}

/** What comes of `inner` when `outer` is applied after it. */
function within(inner: Change, outer: Change): Change {
  const namespace = outer.namespace ?? inner.namespace;
  return {
    ...(namespace === undefined ? {} : { namespace }),
    prefix: outer.prefix + inner.prefix,
    suffix: inner.suffix + outer.suffix,
    patches: [...inner.patches, ...outer.patches.map((patch) => after(inner, patch))],
    unresolved: [...inner.unresolved, ...outer.unresolved],
  };
}

/** A patch that meets objects only when `inner` has been applied to them. */
function after({ namespace: given, prefix, suffix }: Change, patch: PlacedPatch): PlacedPatch {
  const namespace = patch.before.namespace ?? given;
  return {
    ...patch,
    before: {
      ...(namespace === undefined ? {} : { namespace }),
      prefix: patch.before.prefix + prefix,
      suffix: suffix + patch.before.suffix,
    },
  };
}

/** The placement with those patches alone that are for an object of the file. */
function relevant(file: FileFacts | undefined, placement: Placement): Placement {
  if (placement.patches.length === 0) return placement;
  const objects = file === undefined ? [] : patchableIn(file);
  return {
    ...placement,
    patches: placement.patches.filter(
      (patch) => matters(patch.document) && objects.some((object) => isFor(patch, object)),
    ),
  };
}

function merged(placements: readonly Placement[]): readonly Placement[] {
  const byChange = new Map<string, Placement>();
  for (const placement of placements) {
    const { namespace, prefix, suffix, patches } = placement;
    const places = patches.map(({ patch: { origin } }) => `${origin.uri} ${String(origin.range.start)}`);
    const key = JSON.stringify([namespace ?? null, prefix, suffix, places]);
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
