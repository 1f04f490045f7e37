import type { FileFacts, Unknown } from '../../../model/facts.js';
import type { Overlay } from '../../../model/overlay.js';
import type { Origin } from '../../../model/origin.js';
import type { Uri } from '../../../text/uri.js';
import { within } from './changes.js';
import { DEEPEST, OverlayTree } from './overlayTree.js';
import type { PlacedPatch } from './patches.js';
import { matters, patchableIn, patchFilesOf } from './patches.js';
import { areSamePatches } from './patching.js';
import { patchesFor } from './patchTable.js';
import type { Change, Placement } from './placement.js';
import { UNCHANGED } from './placement.js';
import { areSame } from './remembered.js';

/** The most ways in which the kustomizations of one build are followed into each other. */
const MOST_WAYS = 5_000;
const NONE: ReadonlyMap<Uri, readonly Placement[]> = new Map();

/**
 * How each file is placed. A file that no kustomization of the workspace takes in, directly or over others, is placed
 * as written. A base that several outermost kustomizations take in is placed once for each namespace and name that it
 * gets. Placements that are as they were in `previous` are the very same objects.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
export function placementsOf(
  files: readonly FileFacts[],
  previous = NONE,
): ReadonlyMap<Uri, readonly Placement[]> {
  const tree = new OverlayTree(files);
  if (tree.overlays.size === 0) return NONE;
  const found = new Map<Uri, Placement[]>();
  for (const [uri, overlay] of tree.outermost()) new Build(tree, found, uri).follow(overlay);
  const placed = new Map<Uri, readonly Placement[]>();
  // What a patch seems to say by itself does not count, unless it is taken in as well.
  for (const overlay of tree.overlays.values()) for (const uri of patchFilesOf(overlay)) placed.set(uri, []);
  for (const [uri, placements] of found) {
    const own = merged(placements.map((each) => relevant(tree.files.get(uri), each)));
    const before = previous.get(uri) ?? [];
    placed.set(
      uri,
      own.map((each) => before.find((one) => areSamePlacements(one, each)) ?? each),
    );
  }
  return placed;
}

/** One outermost kustomization, followed into all that it takes in. */
class Build {
  /** Kustomizations that are being followed, against circles. */
  readonly #open = new Set<Uri>();
  /** Those that were followed already, with what is changed around them: the same again comes to the same. */
  readonly #followed = new Set<string>();
  readonly #own: Placement[] = [];
  /** The text at which there was too much to follow. */
  #cut: Origin | undefined;

  constructor(
    readonly tree: OverlayTree,
    readonly found: Map<Uri, Placement[]>,
    readonly uri: Uri,
  ) {}

  follow(overlay: Overlay): void {
    this.#visit(this.uri, overlay, UNCHANGED);
    if (this.#cut === undefined) return;
    const unknown: Unknown = {
      what: 'what kustomizations make of it',
      why: `they take each other in in more than ${MOST_WAYS.toLocaleString('en')} ways, or more than ${String(DEEPEST)} deep`,
      origin: this.#cut,
    };
    this.#placeAll(overlay, { ...UNCHANGED, unresolved: [unknown] });
  }

  #visit(uri: Uri, overlay: Overlay, outer: Change): void {
    if (this.#open.has(uri)) return;
    const way = `${uri}\n${overlay.kind}\n${this.tree.keyOf(outer)}`;
    if (this.#followed.has(way)) return;
    if (this.#followed.size >= MOST_WAYS || this.#open.size >= DEEPEST) {
      this.#cut ??= overlay.includes[0]?.origin;
      return;
    }
    this.#followed.add(way);
    this.#open.add(uri);
    // What a component changes, and the components that it uses, is in what whoever uses it changes.
    const change = overlay.kind === 'component' ? outer : within(this.tree.changeOf(overlay), outer);
    for (const include of overlay.includes) {
      const inner = this.tree.named(include.uri);
      const next = inner === undefined ? undefined : this.tree.overlays.get(inner);
      if (inner === undefined || next === undefined) this.#place(include.uri, change);
      else if (include.as === 'component') {
        this.#visit(inner, { kind: 'component', includes: next.includes, unresolved: [] }, change);
      } else this.#visit(inner, next, change);
    }
    this.#open.delete(uri);
  }

  #place(uri: Uri, change: Change): void {
    const placements = this.found.get(uri);
    const placement: Placement = { ...change, builds: [this.uri] };
    this.#own.push(placement);
    if (placements === undefined) this.found.set(uri, [placement]);
    else placements.push(placement);
  }

  /** Places whatever is taken in, in whatever way, once more: what is not known of it is told there. */
  #placeAll(outermost: Overlay, change: Change): void {
    const seen = new Set<Overlay>([outermost]);
    const files = new Set<Uri>();
    for (const overlay of seen) {
      for (const { uri } of overlay.includes) {
        const named = this.tree.named(uri);
        const next = named === undefined ? undefined : this.tree.overlays.get(named);
        if (next === undefined) files.add(uri);
        else seen.add(next);
      }
    }
    for (const uri of files) this.#place(uri, change);
  }
}

/** The placement with those patches alone that are for an object of the file. */
function relevant(file: FileFacts | undefined, placement: Placement): Placement {
  if (placement.patches.length === 0) return placement;
  const wanted = new Set<PlacedPatch>();
  for (const object of file === undefined ? [] : patchableIn(file)) {
    for (const patch of patchesFor(placement.patches, object)) wanted.add(patch);
  }
  return {
    ...placement,
    patches: placement.patches.filter(
      (patch) => wanted.has(patch) && (patch.patch.renames === true || matters(patch.document)),
    ),
  };
}

function areSamePlacements(a: Placement, b: Placement): boolean {
  return (
    a.namespace === b.namespace &&
    a.prefix === b.prefix &&
    a.suffix === b.suffix &&
    areSame(a.builds, b.builds) &&
    areSamePatches(a.patches, b.patches) &&
    a.unresolved.length === b.unresolved.length &&
    a.unresolved.every(({ what, why, origin }, at) => {
      const other = b.unresolved[at];
      return other?.origin === origin && other.what === what && other.why === why;
    })
  );
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
