import type { FileFacts } from '../../../model/facts.js';
import type { Overlay } from '../../../model/overlay.js';
import type { Uri } from '../../../text/uri.js';
import { baseName, parentUri } from '../../../text/uri.js';
import { ownChange, within } from './changes.js';
import type { Change } from './placement.js';
import { UNCHANGED } from './placement.js';
import type { Layer } from './replaced.js';
import { notReplaced, replacedBy } from './replaced.js';

/** The names of a kustomization; in one folder the first of them counts. */
const OVERLAY_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** How deep kustomizations are followed into each other. */
export const DEEPEST = 200;
/** Of how many kustomizations in each other the objects are looked at for a value that one of them copies. */
const MOST_LAYERS = 1_000;

/** The kustomizations of a workspace folder, and what each does to what it takes in. */
export class OverlayTree {
  readonly overlays = new Map<Uri, Overlay>();
  readonly files: ReadonlyMap<Uri, FileFacts>;
  readonly #byFolder = new Map<Uri, Uri>();
  readonly #changes = new Map<Overlay, Change>();
  readonly #layers = new Map<Overlay, readonly Layer[]>();
  /** Those whose changes are being put together. */
  readonly #open = new Set<Overlay>();
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
    // A kustomization that takes itself in is refused.
    if (this.#open.has(overlay) || this.#open.size >= DEEPEST) return UNCHANGED;
    this.#open.add(overlay);
    const change = [...this.#componentsIn(overlay), overlay].reduce<Change>((inner, next) => {
      const own = within(inner, ownChange(next, this.files));
      if (next.replacements === undefined) return own;
      const layers = this.#layersOf(overlay).map((each) => ({ ...each, change: within(each.change, own) }));
      const isCut = layers.length >= MOST_LAYERS;
      return within(own, { ...UNCHANGED, ...(isCut ? notReplaced(next) : replacedBy(next, layers)) });
    }, UNCHANGED);
    this.#open.delete(overlay);
    this.#changes.set(overlay, change);
    return change;
  }

  /** What a kustomization takes in, by what is done to it before. */
  #layersOf(overlay: Overlay, depth = 0): readonly Layer[] {
    const known = this.#layers.get(overlay);
    if (known !== undefined) return known;
    if (depth > DEEPEST) return [];
    // One that takes itself in holds nothing more.
    this.#layers.set(overlay, []);
    const files: FileFacts[] = [];
    const inner: Layer[] = [];
    for (const include of overlay.includes) {
      const named = this.named(include.uri);
      const next = named === undefined ? undefined : this.overlays.get(named);
      const file = this.files.get(include.uri);
      if (next === undefined) files.push(...(file === undefined ? [] : [file]));
      else {
        const change = include.as === 'component' ? UNCHANGED : this.changeOf(next);
        const layers = this.#layersOf(next, depth + 1);
        inner.push(...layers.map((each) => ({ ...each, change: within(each.change, change) })));
      }
    }
    const documents = [
      ...files.flatMap(({ patchDocuments = [] }) => patchDocuments),
      ...(overlay.generated ?? []),
    ];
    const layers = [{ files, documents, change: UNCHANGED }, ...inner].slice(0, MOST_LAYERS);
    this.#layers.set(overlay, layers);
    return layers;
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
      patches.map(({ document, before, after }) => [
        this.#numberOf(document),
        before.namespace ?? null,
        before.prefix,
        before.suffix,
        after.namespace ?? null,
        after.prefix,
        after.suffix,
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

function componentsOf({ includes }: Overlay): readonly Uri[] {
  return includes.filter(({ as }) => as === 'component').map(({ uri }) => uri);
}
