import type { KubernetesRight } from '../../knowledge/kubernetes/rights.js';
import { apiResource } from '../../knowledge/kubernetes/resources.js';
import { isPattern, nonResourceRight, rightOf, SYSTEM_KINDS } from '../../knowledge/kubernetes/rights.js';
import { sensitivityOf } from '../../knowledge/names/words.js';
import type { Grant, Note, Sensitivity, SystemRef, Unknown } from '../../model/facts.js';
import type { Breadth } from '../../model/breadth.js';
import type { Origin } from '../../model/origin.js';
import type { PermissionSet } from '../../model/permissionSet.js';
import type { SystemKind } from '../../model/vocabulary.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, isAbsent } from '../../syntax/syntaxTree.js';
import { aggregatesOf } from './aggregation.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading, Written } from './reading.js';
import { itemsOf, listOf } from './reading.js';
import type { Rule } from './rules.js';
import { readRules } from './rules.js';
import { breadthsOf } from './wildcards.js';
import { quoted } from '../../text/quoted.js';

/** More lines than any role has by hand, few enough to be looked through in a moment. */
const MAX_LINES = 5_000;

/** Verbs that say more than the resource does: it is they that a reader should be shown. */
const TELLING_VERBS: ReadonlySet<string> = new Set(['escalate', 'bind', 'impersonate', 'approve', 'sign']);

interface RoleFacts {
  readonly set: PermissionSet;
  readonly notes: readonly Note[];
}

/** A Role or ClusterRole: a set of grants that nobody holds until it is bound. */
export function readRole(reading: Reading, object: KubernetesObject): RoleFacts {
  const isNamespaced = object.kind === 'Role';
  const namespace = isNamespaced ? object.namespace : null;
  const rulesNode = get(object.node, 'rules');
  const aggregation = isNamespaced ? undefined : aggregatesOf(reading, object);
  // What stands in the rules of an aggregated role is replaced by what it takes in:
  // https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
  const rules = aggregation === undefined ? readRules(reading, rulesNode, isNamespaced) : [];
  const unknowns: Unknown[] = [...(aggregation?.unknowns ?? [])];
  const grants: Grant[] = [];
  for (const grant of allGrants(reading, rules, namespace)) {
    if (grants.length === MAX_LINES) {
      unknowns.push(
        reading.unknown(
          object.nameNode,
          'further rules',
          `they come to more than ${String(MAX_LINES)} lines`,
        ),
      );
      break;
    }
    grants.push(grant);
  }
  const key = isNamespaced
    ? `kubernetes:role/${object.namespace}/${object.name}`
    : `kubernetes:clusterrole/${object.name}`;
  const notes: Note[] = notesOf(reading, rules);
  if (aggregation !== undefined && rulesNode !== undefined && !isAbsent(rulesNode) && hasItems(rulesNode)) {
    notes.push({
      origin: reading.originOf(rulesNode.kind === 'sequence' ? (rulesNode.items[0] ?? rulesNode) : rulesNode),
      title: 'Replaced by aggregation',
      text: 'The control plane fills in the rules of a ClusterRole with `aggregationRule`; what is written here is lost.',
      source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles',
    });
  }
  return {
    set: {
      localId: isNamespaced ? `role:${object.namespace}/${object.name}` : `clusterrole:${object.name}`,
      noun: object.kind,
      name: isNamespaced ? qualified(object.namespace, object.name) : object.name,
      subject: isNamespaced
        ? { namespace: object.namespace, role: object.name }
        : { clusterRole: object.name },
      key: { space: 'permission-set', key },
      origin: reading.originOf(object.nameNode),
      extent: object.extent,
      grants,
      ...linesOf(rulesNode),
      ...(Object.keys(object.labels).length === 0 ? {} : { labels: object.labels }),
      ...(aggregation === undefined ? {} : { aggregates: aggregation.selectors }),
      unknowns,
    },
    notes,
  };
}

const PARTS = ['apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs'] as const;

/** The rules as they are written, those among them that an API server refuses: an overlay counts them all. */
function linesOf(rules: SyntaxNode | undefined): Pick<PermissionSet, 'lines'> {
  const items = itemsOf(rules);
  if (items.length === 0) return {};
  return {
    lines: items.map((item) => ({
      parts: Object.fromEntries(
        PARTS.flatMap((part) => {
          const texts = listOf(get(item, part)).map(({ text }) => text);
          return texts.length === 0 ? [] : [[part, texts]];
        }),
      ),
      extent: item.range,
    })),
  };
}

function hasItems(node: { readonly kind: string; readonly items?: readonly unknown[] }): boolean {
  return node.kind === 'sequence' && (node.items?.length ?? 0) > 0;
}

function* allGrants(reading: Reading, rules: readonly Rule[], namespace: string | null): Generator<Grant> {
  for (const rule of rules) yield* grantsOf(reading, rule, rules, namespace);
}

function* grantsOf(
  reading: Reading,
  rule: Rule,
  all: readonly Rule[],
  namespace: string | null,
): Generator<Grant> {
  const names = rule.resourceNames.map(({ text }) => text);
  const sensitivity = [...new Set(names.flatMap((name) => sensitivityOf(name)))];
  const breadths = breadthsOf(reading, rule, all);
  const origins = originsOf(reading);
  for (const group of rule.apiGroups) {
    for (const resource of rule.resources) {
      for (const verb of rule.verbs) {
        const line = { apiGroup: group.text, resource: resource.text, verb: verb.text };
        const right = rightOf(line);
        const idle = idleReason(resource.text, verb.text, names);
        yield grantOf({
          action: actionOf(group.text, resource.text, verb.text),
          right: idle === undefined ? right : { ...right, opens: idle },
          resource: names.length === 0 ? resource.text : `${resource.text} ${names.join(', ')}`,
          breadth: breadths([group, resource, verb]),
          sensitivity,
          limitable: isPattern(resource.text)
            ? undefined
            : apiResource(group.text, resource.text)?.namespaced,
          attributes: { ...line, namespace, resourceNames: names },
          origin: origins(placeOf(group, resource, verb).node),
        });
      }
    }
  }
  for (const url of rule.nonResourceUrls) {
    for (const verb of rule.verbs) {
      yield grantOf({
        action: `${verb.text} ${url.text}`,
        right: nonResourceRight(url.text, verb.text),
        resource: url.text,
        breadth: breadths([url, verb]),
        sensitivity: [],
        limitable: false,
        attributes: { nonResourceURLs: [url.text], verb: verb.text, namespace: null },
        origin: origins(url.node),
      });
    }
  }
}

interface Line {
  readonly action: string;
  readonly right: KubernetesRight;
  readonly resource: string;
  readonly breadth: readonly Breadth[];
  readonly sensitivity: readonly Sensitivity[];
  readonly limitable: boolean | undefined;
  readonly attributes: NonNullable<Grant['attributes']>;
  readonly origin: Origin;
}

const NONE: readonly never[] = [];

/** A role may come to thousands of lines: what is seldom there is added apart, as that is quicker. */
function grantOf(line: Line): Grant {
  const { action, right, resource, breadth, sensitivity, limitable, attributes, origin } = line;
  const grant: Grant = {
    action,
    right: action,
    access: right.access,
    system: SYSTEMS[right.kind],
    resource,
    certainty: 'declared',
    declaredFor: 'session',
    evidence: 'unknown',
    evidenceFrom: NONE,
    gates: NONE,
    opens: right.opens,
    ...(limitable === undefined ? {} : { limitable }),
    attributes,
    via: NONE,
    origin,
  };
  if (breadth.length === 0 && sensitivity.length === 0 && right.marksOnly !== true) return grant;
  return {
    ...grant,
    ...(right.marksOnly === true ? { conversational: true } : {}),
    ...(breadth.length === 0 ? {} : { breadth }),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
  };
}

/** Where a line reaches: all is Kubernetes, of one kind or the other. */
const SYSTEMS = Object.fromEntries(
  SYSTEM_KINDS.map((kind): readonly [SystemKind, SystemRef] => [kind, { kind, name: 'Kubernetes' }]),
) as Readonly<Record<SystemKind, SystemRef>>;

/** The origin of each text, made once. */
function originsOf(reading: Reading): (node: SyntaxNode) => Origin {
  const known = new Map<SyntaxNode, Origin>();
  return (node) => {
    const origin = known.get(node) ?? reading.originOf(node);
    known.set(node, origin);
    return origin;
  };
}

/** As kubectl names it: `get deployments.apps/scale`, `* *.*`. */
function actionOf(group: string, resource: string, verb: string): string {
  const [name = '', sub] = resource.split('/');
  const qualifiedName = group === '' ? name : `${name}.${group}`;
  return `${verb} ${qualifiedName}${sub === undefined ? '' : `/${sub}`}`;
}

/** The text of a line that says most about it. */
function placeOf(group: Written, resource: Written, verb: Written): Written {
  if (TELLING_VERBS.has(verb.text)) return verb;
  if (isPattern(resource.text)) return resource;
  if (verb.text === '*') return verb;
  return group.text === '*' ? group : resource;
}

/**
 * Why a line that is limited to names lets nothing through.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
function idleReason(resource: string, verb: string, names: readonly string[]): string | undefined {
  const nameless = (verb === 'create' && !resource.includes('/')) || verb === 'deletecollection';
  return names.length > 0 && nameless
    ? `do nothing, as a request to ${verb} names no object and so fits none of \`resourceNames\``
    : undefined;
}

/** What each verb of a rule lets one do with the resources beside it. */
function notesOf(reading: Reading, rules: readonly Rule[]): Note[] {
  return rules.flatMap((rule) =>
    rule.verbs.flatMap((verb): readonly Note[] => {
      if (TELLING_VERBS.has(verb.text) || verb.text === '*') return [];
      const opens = new Map<string, string>();
      const pairs = rule.apiGroups
        .slice(0, MAX_LOOKED_AT)
        .flatMap((group) =>
          rule.resources.slice(0, MAX_LOOKED_AT).map((resource) => [group.text, resource.text] as const),
        );
      for (const [apiGroup, resource] of pairs) {
        const right = rightOf({ apiGroup, resource, verb: verb.text });
        opens.set(right.opens, right.source);
      }
      const [source] = opens.values();
      if (source === undefined) return [];
      const shown = [...opens.keys()].slice(0, MAX_NOTED);
      const more = opens.size > MAX_NOTED || rule.resources.length > MAX_LOOKED_AT ? ', and more' : '';
      return [
        {
          origin: reading.originOf(verb.node),
          title: `Verb ${quoted(verb.text)}`,
          meaning: `Whoever holds this rule can ${shown.join('; ')}${more}.`,
          text: '',
          source,
        },
      ];
    }),
  );
}

/** A note names a few things; to find them not all of a long rule need be looked at. */
const MAX_NOTED = 4;
const MAX_LOOKED_AT = 12;
