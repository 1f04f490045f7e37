import type { CarriedIdentity, Gate, Grant } from '../model/facts.js';
import type { Assumed } from './edges.js';
import type { LinkedSession, Workspace } from './workspace.js';

/** What stands before the calls of a session. */
export class Callers {
  constructor(readonly workspace: Workspace) {}

  /** What stands before every call of a session stands before the session. */
  gatesOf(session: LinkedSession): readonly Gate[] {
    const { facts } = session;
    if (!facts.callable || facts.initiators.length > 0) return [];
    const [first, ...others] = this.workspace.callersOf(session).map(gatesBefore);
    return (first ?? [])
      .filter(({ kind, name }) =>
        others.every((gates) => gates.some((gate) => gate.kind === kind && gate.name === name)),
      )
      .map((gate) => ({ ...gate, id: `caller:${gate.id}`, name: `${gate.name} of the caller` }));
  }

  /** What a session becomes is behind the gates that stand before every call of it, as all that it holds is. */
  behindCaller(session: LinkedSession, assumed: Assumed): Assumed {
    const ids = this.gatesOf(session).map(({ id }) => id);
    if (ids.length === 0) return assumed;
    return { ...assumed, edges: assumed.edges.map((edge) => ({ ...edge, gates: [...edge.gates, ...ids] })) };
  }
}

/** Puts something behind gates that stand before the whole session. */
export function behindAll(gates: readonly Gate[]): <T extends Grant | CarriedIdentity>(item: T) => T {
  if (gates.length === 0) return (item) => item;
  const ids = gates.map((gate) => gate.id);
  return (item) => ({ ...item, gates: [...item.gates, ...ids] });
}

/** The gates that hold back what a caller calls. */
function gatesBefore(caller: LinkedSession): readonly Gate[] {
  return caller.facts.gates.filter((gate) => gate.state !== 'ineffective' && guardsItsOwn(caller, gate));
}

/** A gate that stands before nothing of the caller's own was passed before the caller began. */
function guardsItsOwn({ facts }: LinkedSession, { id }: Gate): boolean {
  const own = [...facts.grants, ...(facts.assumed?.choices['permissive'] ?? []), ...facts.sweeps];
  return own.length === 0 || own.some(({ gates }) => gates.includes(id));
}
