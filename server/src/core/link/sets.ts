import type { AwsCatalogue } from '../model/awsCatalogue.js';
import type { DefinitionKey, Gate, Grant, SessionFacts, Unknown } from '../model/facts.js';
import type { Attachment, Holder, PermissionSet, Workload } from '../model/permissionSet.js';
import { leftOf } from './limits.js';
import type { LinkedSession, LinkInput } from './workspaceIndex.js';
import { WorkspaceIndex } from './workspaceIndex.js';

/**
 * Gives each session the sets of grants that it holds, in whatever file they stand, and works out what denies and
 * bounds leave of all that. A set stands for whoever may hold it only where nothing in the workspace does.
 *
 * Kubernetes puts its roles and bindings together before.
 */
export function withSets(
  inputs: readonly LinkInput[],
  catalogue: AwsCatalogue | undefined,
): readonly LinkInput[] {
  const own = inputs.filter(({ facts }) => facts.platform !== 'kubernetes' && joins(facts));
  if (own.length === 0) return inputs;
  const index = new WorkspaceIndex(inputs);
  const holdings = new Holdings(index, indexed(own), own);
  const workloads = workloadsOf(index, own);
  const held = new Set<PermissionSet>();
  const joined = inputs.map((input) => {
    if (input.facts.platform === 'kubernetes') return input;
    const sessions = input.facts.sessions.map((facts) => {
      const found = holdings.of(input, facts);
      for (const { set } of found.held) held.add(set);
      // What bounds others gives nobody anything.
      if (found.boundary !== undefined) held.add(found.boundary);
      const runs = workloads.get(sessionKey(input, facts));
      return joinedFacts(runs === undefined ? facts : { ...facts, workloads: runs }, found, catalogue);
    });
    return changed(input, sessions);
  });
  return joined.map((input) => {
    const gone = new Set(
      (input.facts.sets ?? []).filter((set) => held.has(set)).map(({ localId }) => localId),
    );
    if (gone.size === 0) return input;
    return changed(
      input,
      input.facts.sessions.filter(({ role, localId }) => role !== 'unheld' || !gone.has(localId)),
    );
  });
}

/** Whether a file says anything that is put together here. */
function joins({ sets, attachments, workloads, sessions }: LinkInput['facts']): boolean {
  const lists = [sets, attachments, workloads].some((list) => (list ?? []).length > 0);
  return (
    lists ||
    sessions.some(({ references }) =>
      references.some(({ kind }) => kind === 'holds' || kind === 'bounded-by'),
    )
  );
}

/** The places that run as each session. */
function workloadsOf(
  index: WorkspaceIndex,
  inputs: readonly LinkInput[],
): ReadonlyMap<string, readonly Workload[]> {
  const found = new Map<string, Workload[]>();
  for (const workload of inputs.flatMap(({ facts }) => facts.workloads ?? [])) {
    for (const { input, facts } of index.defined(workload.runsAs)) {
      const key = sessionKey(input, facts);
      found.set(key, [...(found.get(key) ?? []), workload]);
    }
  }
  return found;
}

function changed(input: LinkInput, sessions: readonly SessionFacts[]): LinkInput {
  const same =
    sessions.length === input.facts.sessions.length &&
    sessions.every((facts, at) => facts === input.facts.sessions[at]);
  return same ? input : { ...input, facts: { ...input.facts, sessions } };
}

type SetIndex = ReadonlyMap<string, readonly PermissionSet[]>;

function indexed(inputs: readonly LinkInput[]): SetIndex {
  const index = new Map<string, PermissionSet[]>();
  for (const set of inputs.flatMap(({ facts }) => facts.sets ?? [])) {
    for (const key of [set.key, ...(set.aliases ?? [])]) {
      const list = index.get(keyOf(key));
      if (list === undefined) index.set(keyOf(key), [set]);
      else list.push(set);
    }
  }
  return index;
}

function keyOf({ space, key }: DefinitionKey): string {
  return `${space} ${key}`;
}

/** A set that a session holds, and how it came by it. */
interface HeldSet {
  readonly set: PermissionSet;
  readonly attachment?: { readonly fact: Attachment; readonly holder: Holder };
}

interface Found {
  readonly held: readonly HeldSet[];
  readonly boundary?: PermissionSet;
  /** Whether a boundary is named that is not in the workspace. */
  readonly unknowns: readonly Unknown[];
}

/** Who holds what. */
class Holdings {
  readonly #attached = new Map<string, HeldSet[]>();

  constructor(
    index: WorkspaceIndex,
    readonly sets: SetIndex,
    inputs: readonly LinkInput[],
  ) {
    for (const fact of inputs.flatMap(({ facts }) => facts.attachments ?? [])) {
      for (const holder of fact.holders) {
        for (const session of index.defined(holder.key)) this.#attach(session, fact, holder);
      }
    }
  }

  #attach(session: LinkedSession, fact: Attachment, holder: Holder): void {
    const key = sessionKey(session.input, session.facts);
    const list = this.#attached.get(key) ?? [];
    this.#attached.set(key, list);
    list.push(...this.#setsAt(fact.set).map((set) => ({ set, attachment: { fact, holder } })));
  }

  /** The sets of a key, with those of other files that belong to them. */
  #setsAt(key: DefinitionKey): readonly PermissionSet[] {
    const own = this.sets.get(keyOf(key)) ?? [];
    const added = own.flatMap(({ includes = [] }) =>
      includes.flatMap(({ target }) => this.sets.get(keyOf(target)) ?? []),
    );
    return added.length === 0 ? own : [...own, ...added];
  }

  of(input: LinkInput, facts: SessionFacts): Found {
    const held: HeldSet[] = [...(this.#attached.get(sessionKey(input, facts)) ?? [])];
    const unknowns: Unknown[] = [];
    let boundary: PermissionSet | undefined;
    for (const reference of facts.references) {
      if (reference.kind !== 'holds' && reference.kind !== 'bounded-by') continue;
      const sets = this.#setsAt(reference.target);
      if (sets.length === 0) {
        const bounds = reference.kind === 'bounded-by';
        unknowns.push({
          what: bounds ? `how far ${reference.name} bounds it` : `what ${reference.name} allows`,
          why: 'that policy is not in this workspace',
          origin: reference.origin,
        });
      }
      if (reference.kind === 'holds') held.push(...sets.map((set) => ({ set })));
      else boundary ??= sets[0];
    }
    // One set may be named twice, by the session and by an attachment.
    const distinct = [...new Map(held.map((one) => [one.set, one])).values()];
    return { held: distinct, ...(boundary === undefined ? {} : { boundary }), unknowns };
  }
}

function sessionKey({ facts: { uri } }: LinkInput, { localId }: SessionFacts): string {
  return `${uri}#${localId}`;
}

function joinedFacts(
  facts: SessionFacts,
  { held, boundary, unknowns }: Found,
  catalogue: AwsCatalogue | undefined,
): SessionFacts {
  if (held.length === 0 && boundary === undefined && unknowns.length === 0) return facts;
  const sets = held.map(({ set }) => set);
  const documents = sets.flatMap(({ policy }) => policy ?? []);
  const bound = boundary?.policy ?? facts.policies?.boundary;
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
    : { ...joined, grants: leftOf(joined.grants, joined.policies, catalogue) };
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
