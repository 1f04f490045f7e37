import { ownOf } from '../../collections/ownOf.js';
import type { AccessLevel, SystemKind } from '../../model/vocabulary.js';
import { apiResource, groupsOf, resourcesOf, verbsOf } from './resources.js';
import { groupMatches, resourceMatches, verbMatches } from './ruleMatch.js';
import type { SpecialRight } from './specialRights.js';
import { SPECIAL_RIGHTS } from './specialRights.js';
import { RBAC } from './sources.js';
import { quoted } from '../../text/quoted.js';

/** What one line of an RBAC rule comes to. */
export interface KubernetesRight {
  readonly kind: SystemKind;
  /** The highest level that the line covers. */
  readonly access: AccessLevel;
  /** What it lets one do, in words that follow "it can". */
  readonly opens: string;
  readonly source: string;
  /** Set for what leaves marks only. */
  readonly marksOnly?: true;
}

interface Line {
  readonly apiGroup: string;
  readonly resource: string;
  readonly verb: string;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb */
const READING: ReadonlySet<string> = new Set(['get', 'list', 'watch', 'head', 'options']);

/** Kinds of single resources of the core, and of all that a group has. */
const CORE_KINDS: Readonly<Record<string, SystemKind>> = {
  secrets: 'secrets',
  configmaps: 'data',
  persistentvolumeclaims: 'data',
  persistentvolumes: 'data',
  services: 'network',
  endpoints: 'network',
  pods: 'compute',
  nodes: 'compute',
  replicationcontrollers: 'compute',
  podtemplates: 'compute',
  bindings: 'compute',
  serviceaccounts: 'identity',
  users: 'identity',
  groups: 'identity',
};

const GROUP_KINDS: Readonly<Record<string, SystemKind>> = {
  apps: 'compute',
  batch: 'compute',
  autoscaling: 'compute',
  'node.k8s.io': 'compute',
  'resource.k8s.io': 'compute',
  'networking.k8s.io': 'network',
  'discovery.k8s.io': 'network',
  'gateway.networking.k8s.io': 'network',
  'networking.istio.io': 'network',
  'cilium.io': 'network',
  'rbac.authorization.k8s.io': 'identity',
  'authentication.k8s.io': 'identity',
  'authorization.k8s.io': 'identity',
  'certificates.k8s.io': 'identity',
  'storage.k8s.io': 'data',
  'snapshot.storage.k8s.io': 'data',
};

/** The kinds of system that lines of rules reach. */
export const SYSTEM_KINDS: readonly SystemKind[] = [
  'control-plane',
  ...new Set([...Object.values(CORE_KINDS), ...Object.values(GROUP_KINDS)]),
];

/** What a line of a rule lets its holder do, with the kind of system and the access level of it. */
export function rightOf(line: Line): KubernetesRight {
  if (neverMatches(line)) {
    const opens = 'do nothing, as RBAC takes a `*` inside of a name as it is written';
    return { kind: 'control-plane', access: 'read', opens, source: RBAC };
  }
  if (!isPattern(line.verb) && !isPattern(line.resource) && !isPattern(line.apiGroup)) {
    const known = BY_RESOURCE.get(`${line.apiGroup}/${line.resource}`);
    return known?.find(({ verbs }) => verbs.length === 0 || verbs.includes(line.verb)) ?? plainRight(line);
  }
  const special = SPECIAL_RIGHTS.filter((candidate) => covers(line, candidate));
  return special.length === 0 ? plainRight(line) : wideRight(line, special);
}

const BY_RESOURCE: ReadonlyMap<string, readonly SpecialRight[]> = (() => {
  const byResource = new Map<string, SpecialRight[]>();
  for (const special of SPECIAL_RIGHTS) {
    for (const resource of special.resources) {
      const key = `${special.group}/${resource}`;
      byResource.set(key, [...(byResource.get(key) ?? []), special]);
    }
  }
  return byResource;
})();

/** What one can do by a verb on a path outside of the resources: health, metrics, the list of APIs. */
export function nonResourceRight(url: string, verb: string): KubernetesRight {
  const reads = READING.has(verb);
  const path = url === '*' ? 'every path' : quoted(url);
  return {
    kind: 'control-plane',
    access: reads ? 'read' : verb === '*' && url === '*' ? 'admin' : 'write',
    opens: `${reads ? 'read' : 'call'} ${path} of the API server beside its resources`,
    source: RBAC,
  };
}

/** Whether the text stands for more than one thing to RBAC. */
export function isPattern(text: string): boolean {
  return text === '*' || text.startsWith('*/');
}

/** `pods/*` or `get*`: RBAC knows `*` alone, and before a subresource. */
function neverMatches({ apiGroup, resource, verb }: Line): boolean {
  return [apiGroup, verb].some((text) => text !== '*' && text.includes('*')) || isLiteralStar(resource);
}

function isLiteralStar(resource: string): boolean {
  return resource !== '*' && resource.replace(/^\*\//u, '').includes('*');
}

function covers(line: Line, special: SpecialRight): boolean {
  return (
    groupMatches(line.apiGroup, special.group) &&
    special.resources.some((resource) => resourceMatches(line.resource, resource)) &&
    (special.verbs.length === 0 || special.verbs.some((verb) => verbMatches(line.verb, verb)))
  );
}

function plainRight({ apiGroup, resource, verb }: Line): KubernetesRight {
  const kind = kindOf(apiGroup, resource);
  const access = accessOf(verb);
  const taken = resource.includes('/') ? verbsOf(apiGroup, resource) : undefined;
  if (taken !== undefined && verb !== '*' && !taken.includes(verb)) {
    const opens = `do nothing, as ${quoted(resource)} takes ${taken.map((each) => quoted(each)).join(', ')} alone`;
    return { kind, access: 'read', opens, source: RBAC };
  }
  const opens = `${VERBS.get(verb) ?? `use ${quoted(verb)} on`} ${subject(apiGroup, resource)}`;
  const isMark = resource === 'events' && (apiGroup === '' || apiGroup === 'events.k8s.io');
  return { kind, access, opens, source: RBAC, ...(isMark ? { marksOnly: true } : {}) };
}

/** What verbs let one do, in words that the resource follows. */
export const VERBS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    get: 'read',
    list: 'list',
    watch: 'watch',
    create: 'create',
    update: 'change',
    patch: 'change',
    delete: 'delete',
    deletecollection: 'delete all at once of',
    impersonate: 'act as',
    use: 'run pods under',
    '*': 'do everything with',
  }),
);

function accessOf(verb: string): AccessLevel {
  return READING.has(verb) ? 'read' : 'write';
}

const LEVELS: readonly AccessLevel[] = ['read', 'write', 'admin'];

/** A line with a wildcard covers several things: it counts as the gravest of them. */
function wideRight(line: Line, special: readonly SpecialRight[]): KubernetesRight {
  const plain = plainRight(line);
  const levels = [plain.access, ...special.map(({ access }) => access)];
  const access = LEVELS.findLast((level) => levels.includes(level)) ?? plain.access;
  const kinds = new Set(special.map(({ kind }) => kind));
  if (line.resource === '*' && line.apiGroup === '*' && line.verb === '*') {
    const opens = 'do everything with every resource, secrets, roles and nodes included';
    return { kind: 'control-plane', access: 'admin', opens, source: RBAC };
  }
  // Reading all is told by what it reads; that a `get` of the kubelet's API runs commands is one of its ways to more.
  if (plain.access === 'read' && isPattern(line.resource)) {
    const secrets = special.find(({ kind }) => kind === 'secrets');
    const opens = secrets === undefined ? plain.opens : `${plain.opens}, and so ${secrets.opens}`;
    return { ...plain, kind: secrets === undefined ? plain.kind : 'secrets', opens };
  }
  const gravest = special.find((candidate) => candidate.access === access) ?? special[0];
  // One resource by name is of its own kind, whatever the verb.
  const kind = isPattern(line.resource) ? wideKind(kinds) : plain.kind;
  const also = gravest === undefined ? '' : `, and so ${gravest.opens}`;
  return { kind, access, opens: `${plain.opens}${also}`, source: gravest?.source ?? plain.source };
}

function wideKind(kinds: ReadonlySet<SystemKind>): SystemKind {
  const [only] = kinds;
  return kinds.size === 1 && only !== undefined ? only : 'control-plane';
}

/** What kind of system a resource belongs to; `control-plane` for what is not known. */
function kindOf(apiGroup: string, resource: string): SystemKind {
  const [name = ''] = resource.split('/', 1);
  const group = homeOf(apiGroup, name);
  const kinds = group === '' ? CORE_KINDS : GROUP_KINDS;
  const key = group === '' ? name : group;
  return (Object.hasOwn(kinds, key) ? kinds[key] : undefined) ?? 'control-plane';
}

/** The group to which a resource belongs, where the one that is written is an older one or every one. */
function homeOf(apiGroup: string, name: string): string {
  if (apiGroup === 'extensions') return apiResource(apiGroup, name)?.group ?? apiGroup;
  return apiGroup === '*' ? (groupsOf(name)[0] ?? apiGroup) : apiGroup;
}

/** The resources of a line in words: `pods`, `every resource of apps`. */
function subject(apiGroup: string, resource: string): string {
  const group = apiGroup === '' ? 'the core API' : quoted(apiGroup);
  if (resource === '*') {
    if (apiGroup === '*') return 'every resource';
    const known = resourcesOf(apiGroup);
    return known === undefined
      ? `every resource of ${group}`
      : `every resource of ${group} (${String(known.length)} of them)`;
  }
  const [name = '', sub] = resource.split('/');
  const what = name === '*' ? 'every resource' : name;
  const of = apiGroup === '*' ? `${what} of every API group` : what;
  return sub === undefined ? of : `the ${quoted(sub)} of ${of}`;
}

/** The verbs that a line with the verb `*` comes to, those that RBAC itself checks included; `undefined` for custom resources. */
export function everyVerbOf(apiGroup: string, resource: string): readonly string[] | undefined {
  const verbs = verbsOf(apiGroup, resource);
  if (verbs === undefined) return undefined;
  return [...verbs, ...(ownOf(EXTRA_VERBS, `${apiGroup}/${resource}`) ?? [])];
}

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping */
const EXTRA_VERBS: Readonly<Record<string, readonly string[]>> = {
  'rbac.authorization.k8s.io/roles': ['bind', 'escalate'],
  'rbac.authorization.k8s.io/clusterroles': ['bind', 'escalate'],
  '/serviceaccounts': ['impersonate'],
};
