import { kindMeant } from '../../knowledge/kubernetes/podKinds.js';
import type { Definition, FactProblem, FileFacts, Note, SessionFacts } from '../../model/facts.js';
import type { Guard } from '../../model/guard.js';
import type { IdentityLink, StandingCredential, StoredObject } from '../../model/identityLink.js';
import type { PatchDocument } from '../../model/overlay.js';
import type { Attachment, PermissionSet, Workload } from '../../model/permissionSet.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import { accountKey, readAccount } from './accounts.js';
import { readBinding } from './bindings.js';
import { generatedSecrets } from './generatedSecrets.js';
import { releasedAccounts } from './helm/releasedAccounts.js';
import { mappedAccounts, readIdentityLinks } from './identityLinks.js';
import { readMeshPolicy } from './istio/authorizationPolicy.js';
import { isKafkaCluster, readSuperUsers } from './kafkaCluster.js';
import { isKafkaUser, kafkaUserKey, readKafkaUser } from './kafkaUser.js';
import { readKustomization } from './kustomization.js';
import { withUniqueIds } from './localIds.js';
import { readNetworkPolicies } from './networkPolicies.js';
import type { KubernetesObject } from './objects.js';
import { OPENSHIFT_GROUP, readOpenshiftBinding } from './openshiftBindings.js';
import { objectsIn } from './objects.js';
import { patchDocumentOf } from './patches.js';
import type { RabbitFacts } from './rabbitUsers.js';
import { isRabbitObject, readRabbitUsers } from './rabbitUsers.js';
import { Reading } from './reading.js';
import { readRole } from './roles.js';
import { readSecret, writtenSession } from './secrets.js';
import { isServiceVersion, readServiceVersion } from './serviceVersion.js';
import { isKustomization, isTemplate } from './select.js';
import { readWorkloads } from './workloads.js';
import { quoted } from '../../text/quoted.js';

/** The facts of a manifest, or of a kustomization. */
export function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  const reading = new Reading(uri, tree);
  const base = { uri, platform: 'kubernetes' as const, title: baseName(uri), complete: tree.complete };
  if (isTemplate(uri, tree.text)) {
    const notes = [templateNote(reading)];
    return { ...base, ...NOTHING, complete: false, problems: [], unread: TEMPLATE, notes };
  }
  const [root] = tree.documents;
  if (isKustomization(uri) && isKustomizeVersion(root)) {
    return {
      ...base,
      ...NOTHING,
      ...(root === undefined
        ? {}
        : { sessions: generatedSecrets(reading, root), overlay: readKustomization(reading, root) }),
      problems: reading.problems,
    };
  }
  return lowerManifest(uri, tree);
}

/** The facts of the objects that a text holds, be it a file's or one that a template renders to. */
export function lowerManifest(uri: Uri, tree: SyntaxTree): FileFacts {
  const reading = new Reading(uri, tree);
  const base = { uri, platform: 'kubernetes' as const, title: baseName(uri), complete: tree.complete };
  const found = tree.documents.map((document) => factsOfDocument(uri, tree, document));
  const rabbit = readRabbitUsers(
    reading,
    found.flatMap(({ brokers }) => brokers),
  );
  const problems = found.flatMap((each) => each.problems);
  return { ...base, problems: [...problems, ...reading.problems], ...together(found, rabbit) };
}

/**
 * What one document comes to. The nodes of documents that did not change are the same from one text to the next, wherever
 * they stand, and so are their facts.
 */
function factsOfDocument(uri: Uri, tree: SyntaxTree, document: SyntaxNode): Found {
  const before = KNOWN.get(document);
  if (before?.uri === uri) return before;
  const reading = new Reading(uri, tree);
  const found = new Found(uri);
  for (const object of objectsIn(document)) {
    if (isRabbitObject(object)) found.brokers.push(object);
    else readObject(reading, object, found);
  }
  found.patch = patchDocumentOf(reading, document);
  found.problems.push(...reading.problems);
  KNOWN.set(document, found);
  return found;
}

const KNOWN = new WeakMap<SyntaxNode, Found>();

/** Flux has objects of the same name, which are often kept in a file that is called so. */
function isKustomizeVersion(root: SyntaxNode | undefined): boolean {
  const version = textOf(get(root, 'apiVersion'));
  return version === undefined || version.startsWith('kustomize.config.k8s.io/');
}

const NOTHING = { sessions: [], definitions: [], notes: [] } as const;

/** https://helm.sh/docs/helm/helm_template/ */
const TEMPLATE = 'a template of Helm or the like, which is a manifest only when it is rendered';

function templateNote(reading: Reading): Note {
  const at = Math.max(0, reading.tree.text.search(/\{\{|\{%/u));
  return {
    origin: { uri: reading.uri, range: { start: at, end: Math.min(at + 2, reading.tree.text.length) } },
    title: 'A template',
    text: `This is ${TEMPLATE}, so TrustScope does not read it; scan what \`helm template\` gives instead.`,
  };
}

/** What the objects of a document come to. */
class Found {
  readonly sessions: SessionFacts[] = [];
  readonly definitions: Definition[] = [];
  readonly sets: PermissionSet[] = [];
  readonly attachments: Attachment[] = [];
  readonly workloads: Workload[] = [];
  readonly guards: Guard[] = [];
  readonly identityLinks: IdentityLink[] = [];
  readonly credentials: StandingCredential[] = [];
  readonly objects: StoredObject[] = [];
  readonly notes: Note[] = [];
  readonly problems: FactProblem[] = [];
  patch: PatchDocument | undefined;
  /** Objects that make sense only together with others of the file. */
  readonly brokers: KubernetesObject[] = [];

  constructor(readonly uri: Uri) {}
}

type Together = Omit<FileFacts, 'uri' | 'platform' | 'title' | 'complete' | 'problems'>;

function together(found: readonly Found[], rabbit: RabbitFacts): Together {
  return {
    sessions: withUniqueIds([...found.flatMap(({ sessions }) => sessions), ...rabbit.sessions]),
    definitions: [...found.flatMap(({ definitions }) => definitions), ...rabbit.definitions],
    notes: found.flatMap(({ notes }) => notes),
    ...present('sets', withUniqueIds(found.flatMap(({ sets }) => sets))),
    ...present('attachments', withUniqueIds(found.flatMap(({ attachments }) => attachments))),
    ...present('workloads', withUniqueIds(found.flatMap(({ workloads }) => workloads))),
    ...present('guards', withUniqueIds(found.flatMap(({ guards }) => guards))),
    ...present('identityLinks', withUniqueIds(found.flatMap(({ identityLinks }) => identityLinks))),
    ...present('credentials', withUniqueIds(found.flatMap(({ credentials }) => credentials))),
    ...present(
      'patchDocuments',
      found.flatMap(({ patch }) => patch ?? []),
    ),
    ...present(
      'objects',
      found.flatMap(({ objects }) => objects),
    ),
  };
}

function present<K extends string, T>(
  key: K,
  list: readonly T[],
): Readonly<Partial<Record<K, readonly T[]>>> {
  return (list.length === 0 ? {} : { [key]: list }) as Readonly<Partial<Record<K, readonly T[]>>>;
}

const RBAC_GROUP = 'rbac.authorization.k8s.io';

function readObject(reading: Reading, object: KubernetesObject, found: Found): void {
  const { group, kind } = object;
  const meant = kindMeant(group, kind);
  if (meant !== undefined) {
    const at = get(object.node, 'kind') ?? object.node;
    reading.refuse(
      at,
      `The API server knows no kind ${quoted(kind)}; the one that is meant is ${quoted(meant)}.`,
      { written: kind, name: meant },
    );
    return;
  }
  if (group === RBAC_GROUP || group === OPENSHIFT_GROUP) readRbac(reading, object, found);
  else if (isKafkaUser(object)) {
    found.sessions.push(readKafkaUser(reading, object));
    found.definitions.push({ ...kafkaUserKey(object), origin: reading.originOf(object.nameNode) });
  } else if (isKafkaCluster(object)) found.sessions.push(...readSuperUsers(reading, object));
  else if (group === '' && kind === 'ServiceAccount') readServiceAccount(reading, object, found);
  else if (group === '' && kind === 'Secret') {
    const { stored, credential } = readSecret(reading, object);
    const written = writtenSession(reading, object);
    if (written !== undefined) found.sessions.push(written);
    found.objects.push(stored);
    if (credential !== undefined) found.credentials.push(credential);
  } else if (isServiceVersion(object)) {
    const { sessions, definitions, sets, attachments, workloads } = readServiceVersion(reading, object);
    found.sessions.push(...sessions);
    found.definitions.push(...definitions);
    found.sets.push(...sets);
    found.attachments.push(...attachments);
    found.workloads.push(...workloads);
  } else {
    const mesh = readMeshPolicy(reading, object);
    found.guards.push(...mesh.guards, ...readNetworkPolicies(reading, object));
    found.sets.push(...mesh.sets);
    found.attachments.push(...mesh.attachments);
    found.notes.push(...mesh.notes);
    found.identityLinks.push(...readIdentityLinks(reading, object));
    found.notes.push(...mappedAccounts(reading, object));
    found.workloads.push(...readWorkloads(reading, object));
    readReleased(reading, object, found);
  }
}

/** Accounts of charts that are not here, known by their names where values tell those. */
function readReleased(reading: Reading, object: KubernetesObject, found: Found): void {
  for (const session of releasedAccounts(reading, object)) {
    found.sessions.push(session);
    const { namespace, serviceAccount } = session.subject;
    if (namespace === undefined || serviceAccount === undefined) continue;
    found.definitions.push({ ...accountKey(namespace, serviceAccount), origin: session.origin });
  }
}

function readServiceAccount(reading: Reading, object: KubernetesObject, found: Found): void {
  const session = readAccount(reading, object);
  found.sessions.push(session);
  found.definitions.push({ ...accountKey(object.namespace, object.name), origin: session.origin });
}

function readRbac(reading: Reading, object: KubernetesObject, found: Found): void {
  if (object.kind === 'Role' || object.kind === 'ClusterRole') {
    const { set, notes } = readRole(reading, object);
    found.sets.push(set);
    found.notes.push(...notes);
    found.definitions.push({ ...set.key, origin: set.origin });
  }
  if (object.kind === 'RoleBinding' || object.kind === 'ClusterRoleBinding') {
    const read = object.group === OPENSHIFT_GROUP ? readOpenshiftBinding : readBinding;
    const attachment = read(reading, object);
    if (attachment !== undefined) found.attachments.push(attachment);
  }
}
