import type { Dangling } from '../../../model/permissionSet.js';
import { isSystemName } from '../../../knowledge/kubernetes/builtinRoles.js';
import { isMadeByPlatform, OPENSHIFT_ROLES } from '../../../knowledge/kubernetes/openshiftNames.js';
import type { Cluster } from './cluster.js';
import type { Account, Binding } from './placed.js';
import { idOf } from './placed.js';
import type { Holding } from './holdings.js';
import type { Uri } from '../../../text/uri.js';
import { parentUri } from '../../../text/uri.js';
import { bindingName, setName } from './holdings.js';

/** Of which namespaces, and whether of the cluster itself, the workspace holds objects beside bindings. */
export interface KnownParts {
  readonly namespaces: ReadonlySet<string>;
  readonly clusterRoles: boolean;
  /**
   * Whether files in a folder, above or below it were not read whole, templates among them: what is absent may only be
   * unread.
   */
  readonly isUnread: (folder: Uri) => boolean;
  /** Folders with a kustomization: what it leaves out there is applied with names that it alone knows, or not at all. */
  readonly kustomized: ReadonlySet<Uri>;
}

/** Kept by the control plane and by whoever runs the cluster, not by the workspace. */
const SYSTEM_NAMESPACES: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease']);

export function knownPartsOf(cluster: Cluster): KnownParts {
  const namespaces = new Set<string>();
  for (const { namespace } of [...cluster.sets, ...cluster.workloads]) namespaces.add(namespace);
  for (const { declared, namespace } of cluster.accounts) {
    if (declared !== undefined) namespaces.add(namespace);
  }
  return {
    namespaces,
    clusterRoles: cluster.clusterRoles.length > 0,
    isUnread: unreadAround(cluster),
    kustomized: new Set(
      cluster.files.filter(({ overlay }) => overlay !== undefined).map(({ uri }) => parentUri(uri)),
    ),
  };
}

/**
 * Bindings of the account that lead nowhere. That something is missing is only said where the workspace holds the
 * objects among which it would have to be.
 */
export function danglingOf(
  account: Account,
  holdings: readonly Holding[],
  runs: boolean,
  known: KnownParts,
): readonly Dangling[] {
  const isMissing =
    account.declared === undefined && !runs && !isMadeElsewhere(account) && isKept(account.namespace, known);
  return holdings.flatMap((holding) => {
    const isHolderMissing = isMissing && holding.holder.account !== undefined;
    const isSetMissing = isRoleMissing(holding, known) && !isRenamedByPatch(holding.binding);
    const folder = parentUri(holding.binding.uri);
    if (!(isHolderMissing || isSetMissing) || known.isUnread(folder)) return [];
    if (holding.binding.placement.builds.length === 0 && known.kustomized.has(folder)) return [];
    return [
      ...(isHolderMissing ? [withoutHolder(account, holding)] : []),
      ...(isSetMissing ? [withoutRole(holding)] : []),
    ];
  });
}

/** For a folder: whether a file in it, in one around it or in one inside of it was not read whole. */
function unreadAround({ files }: Cluster): (folder: Uri) => boolean {
  const unread = new Set(files.filter(({ complete }) => !complete).map(({ uri }) => parentUri(uri)));
  const around = new Set([...unread].flatMap((folder) => [...foldersAround(folder)]));
  return (folder) => around.has(folder) || [...foldersAround(folder)].some((outer) => unread.has(outer));
}

/** A folder and all in which it lies. */
function* foldersAround(folder: Uri): Generator<Uri> {
  for (let end = folder.length; end > 0; end = folder.lastIndexOf('/', end - 1)) yield folder.slice(0, end);
}

/** A name that is put together elsewhere: `$(params.account)`, `($account)`, `${ACCOUNT}`, `{{ .Values.account }}`. */
const COMPUTED = /[$(){}<>]/u;

/** Accounts that every namespace gets, on OpenShift and with its operators too, and names that are not known yet. */
function isMadeElsewhere({ namespace, name }: Account): boolean {
  return isMadeByPlatform(namespace, name) || COMPUTED.test(`${namespace}${name}`);
}

function isKept(namespace: string, known: KnownParts): boolean {
  return known.namespaces.has(namespace) && !SYSTEM_NAMESPACES.has(namespace);
}

function isRoleMissing({ source, binding: { role } }: Holding, known: KnownParts): boolean {
  if (!source.missing || role === undefined || isSystemName(role.name)) return false;
  if (COMPUTED.test(role.name) || OPENSHIFT_ROLES.has(role.name)) return false;
  return role.kind === 'clusterrole' ? known.clusterRoles : isKept(role.namespace, known);
}

/** A patch that makes another role, or one of another kind, of what the binding names does the same to the role. */
function isRenamedByPatch({ placement }: Binding): boolean {
  return placement.patches.some(
    ({ document }) =>
      'operations' in document &&
      document.operations.some(({ path: [part] }) => part === 'roleRef' || part === 'kind'),
  );
}

function withoutHolder(account: Account, { binding, holder }: Holding): Dangling {
  return {
    noun: binding.fact.noun,
    name: bindingName(binding),
    missing: 'holder',
    what: `service account ${idOf(account)}`,
    why: 'whoever may create an account of that name has these rights at once',
    origin: holder.fact.origin,
    attachment: binding.fact.origin,
  };
}

function withoutRole({ binding }: Holding): Dangling {
  return {
    noun: binding.fact.noun,
    name: bindingName(binding),
    missing: 'set',
    what: setName(binding),
    why: 'whoever may create a role of that name decides what the account may do',
    origin: binding.fact.setOrigin,
    attachment: binding.fact.origin,
  };
}
