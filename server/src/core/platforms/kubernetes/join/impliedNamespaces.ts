import type { FileFacts } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import { parentUri } from '../../../text/uri.js';
import { accountNameOf } from './names.js';
import type { Placement } from './placement.js';
import { AS_WRITTEN } from './placement.js';

/** By namespace: whoever asks for the same gets the same. */
const IMPLIED = new Map<string, Placement>();

/** What the files of one folder say of accounts. */
interface Folder {
  /** Names of accounts for which no namespace is written. */
  readonly bare: Set<string>;
  /** `namespace/name` of accounts that are declared with theirs. */
  readonly declared: Set<string>;
  /** Namespaces under which subjects name an account, by its name. */
  readonly named: Map<string, Set<string>>;
}

/**
 * A manifest that names no namespaces is installed into one, and where its bindings have to say which, that is the one of
 * its accounts as well: an account `ctl` without a namespace and a subject `ctl` of namespace `ctl-system` beside it are
 * one account. That holds for the files of a folder that no kustomization takes in, as long as they agree.
 */
export function withImplied(
  placements: ReadonlyMap<Uri, readonly Placement[]>,
  files: readonly FileFacts[],
): ReadonlyMap<Uri, readonly Placement[]> {
  const plain = files.filter(({ uri }) => !placements.has(uri));
  const folders = new Map<Uri, Folder>();
  for (const file of plain) gather(file, folders);
  const namespaces = new Map<Uri, string>();
  for (const [uri, folder] of folders) {
    const namespace = impliedIn(folder);
    if (namespace !== undefined) namespaces.set(uri, namespace);
  }
  if (namespaces.size === 0) return placements;
  const all = new Map(placements);
  for (const { uri } of plain) {
    const namespace = namespaces.get(parentUri(uri));
    if (namespace !== undefined) all.set(uri, [placementIn(namespace)]);
  }
  return all;
}

function gather({ uri, sessions, attachments = [] }: FileFacts, folders: Map<Uri, Folder>): void {
  for (const { kind, subject } of sessions) {
    const name = subject['serviceAccount'];
    if (kind !== 'service-account' || name === undefined || name === '') continue;
    const namespace = subject['namespace'] ?? '';
    if (namespace === '') folderOf(uri, folders).bare.add(name);
    else folderOf(uri, folders).declared.add(`${namespace}/${name}`);
  }
  for (const { key, kind, inherits } of attachments.flatMap(({ holders }) => holders)) {
    const account = kind === 'session' && inherits !== true ? accountNameOf(key) : undefined;
    if (account === undefined || account.namespace === '') continue;
    const { named } = folderOf(uri, folders);
    const known = named.get(account.name) ?? new Set();
    named.set(account.name, known.add(account.namespace));
  }
}

function folderOf(uri: Uri, folders: Map<Uri, Folder>): Folder {
  const parent = parentUri(uri);
  const known = folders.get(parent) ?? { bare: new Set(), declared: new Set(), named: new Map() };
  folders.set(parent, known);
  return known;
}

/** The one namespace under which the bindings of a folder name accounts that are declared there without any. */
function impliedIn({ bare, declared, named }: Folder): string | undefined {
  const found = new Set<string>();
  for (const name of bare) {
    for (const namespace of named.get(name) ?? []) {
      if (!declared.has(`${namespace}/${name}`)) found.add(namespace);
    }
  }
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

function placementIn(namespace: string): Placement {
  const known = IMPLIED.get(namespace) ?? { ...AS_WRITTEN, implied: namespace };
  IMPLIED.set(namespace, known);
  return known;
}
