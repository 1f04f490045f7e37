import type { AwsCatalogue } from '../model/awsCatalogue.js';
import type { DefinitionKey, Gate, Grant, SessionFacts, Unknown } from '../model/facts.js';
import type { PermissionSet } from '../model/permissionSet.js';
import type { Filed, FiledAttachment, FiledSet } from './filed.js';
import { leftOf } from './limits.js';

/** A set that a session holds, and how it came by it. */
interface HeldSet extends FiledSet {
  readonly attachment?: FiledAttachment;
}

/** The sets of grants that one session holds, in whatever file they stand. */
export interface Holding {
  readonly held: readonly HeldSet[];
  readonly boundary?: FiledSet;
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
  let boundary: FiledSet | undefined;
  for (const reference of facts.references) {
    if (reference.kind !== 'holds' && reference.kind !== 'bounded-by') continue;
    const sets = filed.setsAt(reference.target);
    if (sets.length === 0) {
      const bounds = reference.kind === 'bounded-by';
      unknowns.push({
        what: bounds ? `how far ${reference.name} bounds it` : `what ${reference.name} allows`,
        why: 'that policy is not in this workspace',
        origin: reference.origin,
      });
    }
    if (reference.kind === 'holds') held.push(...sets);
    else boundary ??= sets[0];
  }
  if (held.length === 0 && boundary === undefined && unknowns.length === 0) return NOTHING;
  // One set may be named twice, by the session and by an attachment.
  const distinct = [...new Map(held.map((one) => [one.id, one])).values()];
  return { held: distinct, ...(boundary === undefined ? {} : { boundary }), unknowns };
}

/**
 * The session's facts with the sets that it holds, and with what denies and bounds leave of all that.
 *
 * @param catalogue asked for only where denies or bounds count
 */
export function withHolding(
  facts: SessionFacts,
  { held, boundary, unknowns }: Holding,
  catalogue: () => AwsCatalogue | undefined,
): SessionFacts {
  if (held.length === 0 && boundary === undefined && unknowns.length === 0) return facts;
  const sets = held.map(({ set }) => set);
  const documents = sets.flatMap(({ policy }) => policy ?? []);
  const bound = boundary?.set.policy ?? facts.policies?.boundary;
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
  return joined.policies === undefined
    ? joined
    : { ...joined, grants: leftOf(joined.grants, joined.policies, catalogue()) };
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
