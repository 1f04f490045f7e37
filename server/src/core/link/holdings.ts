import type { AwsCatalogue } from '../model/awsCatalogue.js';
import type { DefinitionKey, Gate, Grant, Reference, SessionFacts, Unknown } from '../model/facts.js';
import type { PermissionSet } from '../model/permissionSet.js';
import type { PolicyDocument } from '../model/policyDocument.js';
import { quoted } from '../text/quoted.js';
import { withinBoundary } from './boundaries.js';
import type { Filed, FiledAttachment, FiledSet } from './filed.js';
import { leftOf } from './limits.js';

/** A set that a session holds, and how it came by it. */
interface HeldSet extends FiledSet {
  readonly attachment?: FiledAttachment;
}

/** The policy that bounds a session, and what has to be true for that where defaults alone put it there. */
interface Bound {
  /** Id of the set that it is, where it stands in the workspace. */
  readonly id?: string;
  readonly policy?: PolicyDocument;
  readonly reference: Reference;
}

/** The sets of grants that one session holds, in whatever file they stand. */
export interface Holding {
  readonly held: readonly HeldSet[];
  readonly boundary?: Bound;
  /** The name of a boundary whose policy is not in the workspace. */
  readonly unread?: string;
  /** What is named and not in the workspace. */
  readonly unknowns: readonly Unknown[];
}

const NOTHING: Holding = { held: [], unknowns: [] };

/**
 * The sets that are attached to a session, or that it names itself.
 *
 * @param keys what the session is known by
 */
export function holdingOf(filed: Filed, facts: SessionFacts, keys: readonly DefinitionKey[]): Holding {
  const held: HeldSet[] = keys
    .flatMap((key) => filed.attachments(key))
    .flatMap((attachment) => filed.setsAt(attachment.fact.set).map((set) => ({ ...set, attachment })));
  const unknowns: Unknown[] = [];
  let boundary: Bound | undefined;
  let unread: string | undefined;
  for (const reference of facts.references) {
    if (reference.kind !== 'holds' && reference.kind !== 'bounded-by') continue;
    const sets = filed.setsAt(reference.target);
    if (sets.length === 0 && reference.policy !== undefined) {
      boundary ??= { policy: reference.policy, reference };
    } else if (sets.length === 0) {
      const bounds = reference.kind === 'bounded-by';
      if (bounds && reference.holdsIf === undefined) unread ??= reference.name;
      unknowns.push({
        what: bounds ? `how far ${reference.name} bounds it` : `what ${reference.name} allows`,
        why: 'that policy is not in this workspace',
        origin: reference.origin,
      });
    }
    if (reference.kind === 'holds') held.push(...sets);
    else if (sets[0] !== undefined) boundary ??= boundBy(sets[0], reference);
  }
  if (held.length === 0 && boundary === undefined && unknowns.length === 0) return NOTHING;
  // One set may be named twice, by the session and by an attachment.
  const distinct = [...new Map(held.map((one) => [one.id, one])).values()];
  return {
    held: distinct,
    ...(boundary === undefined ? {} : { boundary }),
    ...(unread === undefined ? {} : { unread }),
    unknowns,
  };
}

function boundBy({ id, set }: FiledSet, reference: Reference): Bound {
  return { id, ...(set.policy === undefined ? {} : { policy: set.policy }), reference };
}

/**
 * The session's facts with the sets that it holds, and with what denies and bounds leave of all that.
 *
 * @param catalogue asked for only where denies or bounds count
 */
export function withHolding(
  facts: SessionFacts,
  { held, boundary, unread, unknowns }: Holding,
  catalogue: () => AwsCatalogue | undefined,
): SessionFacts {
  if (held.length === 0 && boundary === undefined && unknowns.length === 0) return facts;
  const sets = held.map(({ set }) => set);
  const documents = sets.flatMap(({ policy }) => policy ?? []);
  const isAssumed = boundary?.reference.holdsIf !== undefined;
  const bound = (isAssumed ? undefined : boundary?.policy) ?? facts.policies?.boundary;
  const joined: SessionFacts = {
    ...facts,
    grants: [...facts.grants, ...held.flatMap(grantsOf)],
    gates: [...facts.gates, ...sets.flatMap(gatesOf)],
    ...(facts.policies === undefined && documents.length === 0 && bound === undefined
      ? {}
      : {
          policies: {
            identity: [...(facts.policies?.identity ?? []), ...documents],
            ...(bound === undefined ? {} : { boundary: bound }),
          },
        }),
    unknowns: [...facts.unknowns, ...sets.flatMap((set) => set.unknowns), ...unknowns],
  };
  if (joined.policies === undefined) return joined;
  const { boundary: limit } = joined.policies;
  const kept = leftOf(joined.grants, joined.policies, catalogue());
  const left = {
    ...joined,
    grants:
      limit === undefined && unread === undefined
        ? kept
        : kept.map((grant) => withinBoundary(grant, limit ?? unread, vendorsName(boundary))),
  };
  return boundary === undefined || !isAssumed ? left : behind(left, boundary, catalogue());
}

function vendorsName(boundary: Bound | undefined): string | undefined {
  return boundary?.id === undefined ? boundary?.reference.name : undefined;
}

/** The session with what a boundary would take away behind a gate: whoever deploys may leave that boundary out. */
function behind(
  facts: SessionFacts,
  { policy, reference }: Bound,
  catalogue: AwsCatalogue | undefined,
): SessionFacts {
  const { policies, grants } = facts;
  const { holdsIf, name, origin } = reference;
  if (policies === undefined || policy === undefined || holdsIf === undefined) return facts;
  const kept = new Set(leftOf(grants, { ...policies, boundary: policy }, catalogue).map(grantKey));
  if (grants.every((grant) => kept.has(grantKey(grant)))) return facts;
  const gate: Gate = {
    id: reference.id,
    kind: 'condition',
    state: 'assumed',
    name: `permissions boundary ${quoted(name)}`,
    why: `it allows less, and it is there if ${holdsIf}; whoever deploys this may set another`,
    holdsIf,
    origin,
  };
  return {
    ...facts,
    gates: [...facts.gates, gate],
    grants: grants.map((grant) =>
      kept.has(grantKey(grant)) ? grant : { ...grant, gates: [...grant.gates, gate.id] },
    ),
  };
}

function grantKey({ action, resource, origin: { uri, range } }: Grant): string {
  return `${uri} ${range.start} ${range.end} ${action} ${resource}`;
}

/** The grants of a set, with how the session came by them; its gates get names that no other set's have. */
function grantsOf({ set, attachment }: HeldSet): readonly Grant[] {
  return set.grants.map((grant) => ({
    ...grant,
    gates: grant.gates.map((id) => gateId(set, id)),
    ...(attachment === undefined
      ? {}
      : {
          attachedBy: {
            noun: attachment.fact.noun,
            name: attachment.fact.name,
            set: `${set.noun} ${set.name}`,
            within: attachment.fact.within,
            holder: {
              kind: attachment.holder.kind,
              name: attachment.holder.name,
              origin: attachment.holder.origin,
            },
            setOrigin: attachment.fact.setOrigin,
            origin: attachment.fact.origin,
          },
        }),
  }));
}

function gatesOf(set: PermissionSet): readonly Gate[] {
  return (set.gates ?? []).map((gate) => ({ ...gate, id: gateId(set, gate.id) }));
}

function gateId({ localId }: PermissionSet, id: string): string {
  return `${localId}:${id}`;
}
