import { ROOT_NAMESPACE } from '../../../knowledge/kubernetes/mesh.js';
import type { Note } from '../../../model/facts.js';
import type { Guard, WorkloadSelector } from '../../../model/guard.js';
import type { Attachment, PermissionSet } from '../../../model/permissionSet.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { selectorOf } from '../networkPolicies.js';
import type { KubernetesObject } from '../objects.js';
import { qualified } from '../objects.js';
import type { Reading } from '../reading.js';
import { itemsOf, truthOf } from '../reading.js';
import { allowedBy } from './allowed.js';
import { readMatch } from './matches.js';
import { meantBy } from '../../../text/meant.js';
import { quoted } from '../../../text/quoted.js';

interface MeshFacts {
  readonly guards: readonly Guard[];
  readonly sets: readonly PermissionSet[];
  readonly attachments: readonly Attachment[];
  readonly notes: readonly Note[];
}

const SOURCE = 'https://istio.io/latest/docs/reference/config/security/authorization-policy/';
const EFFECTS: Readonly<Record<string, Guard['effect']>> = { ALLOW: 'allow', DENY: 'deny', CUSTOM: 'check' };
const NOTHING: MeshFacts = { guards: [], sets: [], attachments: [], notes: [] };

/** Policies of Istio: what they let through, refuse, and have decided elsewhere. */
export function readMeshPolicy(reading: Reading, object: KubernetesObject): MeshFacts {
  if (object.group !== 'security.istio.io') return NOTHING;
  switch (object.kind) {
    case 'AuthorizationPolicy':
      return authorizationPolicy(reading, object);
    case 'RequestAuthentication':
      return { ...NOTHING, guards: [requestAuthentication(reading, object)] };
    case 'PeerAuthentication':
      return { ...NOTHING, guards: [peerAuthentication(reading, object)] };
    default:
      return NOTHING;
  }
}

function authorizationPolicy(reading: Reading, object: KubernetesObject): MeshFacts {
  const spec = get(object.node, 'spec');
  const actionNode = get(spec, 'action');
  const action = textOf(actionNode) ?? 'ALLOW';
  const dryRun = truthOf(get(get(get(object.node, 'metadata'), 'annotations'), 'istio.io/dry-run'));
  if (dryRun === true || object.annotations['istio.io/dry-run'] === 'true') {
    return note(
      reading,
      object,
      'Not enforced',
      'The annotation `istio.io/dry-run` has it only logged what the policy would decide.',
    );
  }
  if (action === 'AUDIT') {
    return note(
      reading,
      object,
      'Decides nothing',
      'A policy with the action `AUDIT` marks calls to be logged; it lets none through and refuses none.',
    );
  }
  const effect = Object.hasOwn(EFFECTS, action) ? EFFECTS[action] : undefined;
  if (effect === undefined) {
    reading.refuse(
      actionNode ?? object.nameNode,
      `Istio knows the actions ALLOW, DENY, AUDIT and CUSTOM, not ${quoted(action)}.`,
      meantBy(action, Object.keys(EFFECTS)),
    );
    return NOTHING;
  }
  const rules = itemsOf(get(spec, 'rules')).map((rule) => ({
    node: rule,
    match: readMatch(reading, object, rule),
  }));
  const selects = targetsOf(object);
  const base = guardBase(reading, object, selects);
  const guard: Guard = {
    ...base,
    effect,
    direction: 'to',
    matches: rules.map(({ match }) => match),
    ...(effect === 'check' ? { gate: externalGate(reading, object, base.localId) } : {}),
  };
  const allowed =
    effect === 'allow'
      ? rules.map(({ match }, index) => allowedBy(object, selects, match, index, reading))
      : [];
  return {
    guards: [guard],
    sets: allowed.map(({ set }) => set),
    attachments: allowed.map(({ attachment }) => attachment),
    notes: [],
  };
}

function note(reading: Reading, object: KubernetesObject, title: string, text: string): MeshFacts {
  return { ...NOTHING, notes: [{ origin: reading.originOf(object.nameNode), title, text, source: SOURCE }] };
}

type GuardBase = Omit<Guard, 'effect' | 'direction' | 'matches' | 'gate'>;

function guardBase(reading: Reading, object: KubernetesObject, selects: WorkloadSelector): GuardBase {
  const { kind, namespace, name } = object;
  return {
    localId: `${kind.toLowerCase()}:${namespace}/${name}`,
    noun: kind,
    name: qualified(namespace, name),
    namespace,
    layer: 'api',
    selects,
    unknowns: [],
    origin: reading.originOf(object.nameNode),
    extent: object.extent,
  };
}

/** Which workloads a policy is in front of: by labels, or by the name of a service or gateway. */
export function targetsOf(object: KubernetesObject): WorkloadSelector {
  const spec = get(object.node, 'spec');
  const single = get(spec, 'targetRef');
  const targets = [...(single === undefined ? [] : [single]), ...itemsOf(get(spec, 'targetRefs'))];
  const selector = selectorOf(get(spec, 'selector'), object.namespace === ROOT_NAMESPACE);
  if (targets.length === 0) return selector;
  const others = targets.map((target) =>
    `${textOf(get(target, 'kind')) ?? 'target'} ${textOf(get(target, 'name')) ?? ''}`.trim(),
  );
  return { ...selector, others: [...selector.others, ...others] };
}

function externalGate(
  reading: Reading,
  object: KubernetesObject,
  localId: string,
): NonNullable<Guard['gate']> {
  const providerNode = get(get(get(object.node, 'spec'), 'provider'), 'name');
  const provider = textOf(providerNode);
  return {
    id: `check:${localId}`,
    kind: 'condition',
    state: 'assumed',
    name: `external authorizer${provider === undefined ? '' : ` ${quoted(provider)}`}`,
    why: 'each call that matches is put to it; what it decides by lies outside of the manifests',
    ...(provider === undefined ? {} : { key: provider }),
    origin: reading.originOf(providerNode ?? object.nameNode),
  };
}

/** Calls with a bad token are refused, calls without one are not. */
function requestAuthentication(reading: Reading, object: KubernetesObject): Guard {
  const rules = itemsOf(get(get(object.node, 'spec'), 'jwtRules'));
  return {
    ...guardBase(reading, object, targetsOf(object)),
    effect: 'authenticate',
    direction: 'to',
    matches: rules.map((rule) => {
      const issuer = get(rule, 'issuer');
      const origin = reading.originOf(issuer ?? object.nameNode);
      return {
        callers: null,
        operations: null,
        conditions: [{ key: 'issuer', values: [textOf(issuer) ?? ''], notValues: [], origin }],
        origin,
      };
    }),
  };
}

/** Only where it is STRICT does a caller's principal have to be proved. */
function peerAuthentication(reading: Reading, object: KubernetesObject): Guard {
  const mode = get(get(get(object.node, 'spec'), 'mtls'), 'mode');
  const origin = reading.originOf(mode ?? object.nameNode);
  return {
    ...guardBase(reading, object, targetsOf(object)),
    effect: 'authenticate',
    direction: 'to',
    matches: [
      {
        callers: null,
        operations: null,
        conditions: [{ key: 'mtls', values: [textOf(mode) ?? 'UNSET'], notValues: [], origin }],
        origin,
      },
    ],
  };
}
