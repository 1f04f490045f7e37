import type { FileFacts, Unknown } from '../../../model/facts.js';
import type { Overlay } from '../../../model/overlay.js';
import type { Origin } from '../../../model/origin.js';
import type { Uri } from '../../../text/uri.js';
import { baseName, parentUri } from '../../../text/uri.js';
import type { PlacedPatch } from './patches.js';
import { matters, patchableIn, patchesOf, patchFilesOf } from './patches.js';
import { areSamePatches } from './patching.js';
import { patchesFor } from './patchTable.js';
import { areSame } from './remembered.js';

/** One way in which the objects of a file come into a cluster: as written, or through kustomizations. */
export interface Placement {
  /** The outermost kustomizations that take the file in; none when it is applied as it stands. */
  readonly builds: readonly Uri[];
  /** The namespace that they give to every namespaced object. */
  readonly namespace?: string;
  /** The namespace of objects that none is written for, as what binds them tells. */
  readonly implied?: string;
  readonly prefix: string;
  readonly suffix: string;
  /** The patches among what they do that are for an object of the file, in order. */
  readonly patches: readonly PlacedPatch[];
  /** What they change besides, and is not followed here. */
  readonly unresolved: readonly Unknown[];
}

/** Applied as written. */
export const AS_WRITTEN: Placement = { builds: [], prefix: '', suffix: '', patches: [], unresolved: [] };

/** The most ways in which the kustomizations of one build are followed into each other, and the deepest. */
const MOST_WAYS = 5_000;
const DEEPEST = 200;

type Change = Omit<Placement, 'builds'>;

const UNCHANGED: Change = { prefix: '', suffix: '', patches: [], unresolved: [] };

/** The names of a kustomization; in one folder the first of them counts. */
const OVERLAY_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

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

/** The placements of one file. */
export function placementsIn(all: ReadonlyMap<Uri, readonly Placement[]>, uri: Uri): readonly Placement[] {
  return all.get(uri) ?? [AS_WRITTEN];
}

class OverlayTree {
  readonly overlays = new Map<Uri, Overlay>();
  readonly files: ReadonlyMap<Uri, FileFacts>;
  readonly #byFolder = new Map<Uri, Uri>();
  readonly #changes = new Map<Overlay, Change>();
  readonly #keys = new WeakMap<Change, string>();
  readonly #numbers = new Map<object, number>();

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

  /** Components act on all that was taken in before the kustomization's own settings do. */
  changeOf(overlay: Overlay): Change {
    const known = this.#changes.get(overlay);
    if (known !== undefined) return known;
    const change = [...this.#componentsIn(overlay), overlay].reduce<Change>(
      (inner, next) => within(inner, ownChange(next, this.files)),
      UNCHANGED,
    );
    this.#changes.set(overlay, change);
    return change;
  }

  /** The components that a kustomization uses, directly or over others, in the order in which they act. */
  #componentsIn(overlay: Overlay): readonly Overlay[] {
    const seen = new Set<Uri>();
    const acting: Overlay[] = [];
    const open: { readonly overlay: Overlay; readonly used: Iterator<Uri> }[] = [
      { overlay, used: componentsOf(overlay).values() },
    ];
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const used = last.used.next();
      if (used.done === true) {
        open.pop();
        if (open.length > 0) acting.push(last.overlay);
        continue;
      }
      const named = this.named(used.value);
      const next = named === undefined ? undefined : this.overlays.get(named);
      if (named === undefined || next === undefined || seen.has(named)) continue;
      seen.add(named);
      open.push({ overlay: next, used: componentsOf(next).values() });
    }
    return acting;
  }

  /** Equal for changes that come to the same. */
  keyOf(change: Change): string {
    const known = this.#keys.get(change);
    if (known !== undefined) return known;
    const { namespace, prefix, suffix, patches, unresolved } = change;
    const key = JSON.stringify([
      namespace ?? null,
      prefix,
      suffix,
      patches.map(({ document, before }) => [
        this.#numberOf(document),
        before.namespace ?? null,
        before.prefix,
        before.suffix,
      ]),
      unresolved.map((each) => this.#numberOf(each)),
    ]);
    this.#keys.set(change, key);
    return key;
  }

  #numberOf(thing: object): number {
    const known = this.#numbers.get(thing) ?? this.#numbers.size;
    this.#numbers.set(thing, known);
    return known;
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

function componentsOf({ includes }: Overlay): readonly Uri[] {
  return includes.filter(({ as }) => as === 'component').map(({ uri }) => uri);
}

function ownChange(overlay: Overlay, files: ReadonlyMap<Uri, FileFacts>): Change {
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
  const wanted = new Set<PlacedPatch>();
  for (const object of file === undefined ? [] : patchableIn(file)) {
    for (const patch of patchesFor(placement.patches, object)) wanted.add(patch);
  }
  return {
    ...placement,
    patches: placement.patches.filter((patch) => wanted.has(patch) && matters(patch.document)),
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
