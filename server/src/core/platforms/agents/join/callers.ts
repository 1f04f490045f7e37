import { bringsText } from '../../../knowledge/agents/textEvents.js';
import type { IncludedAgent } from '../../../model/agentParts.js';
import type { FileFacts, Gate, Initiator, SessionFacts } from '../../../model/facts.js';
import { isUntrusted } from '../../../model/vocabulary.js';
import type { Uri } from '../../../text/uri.js';
import { parentUri } from '../../../text/uri.js';

/** Actions may use others, and workflows call others; GitHub allows ten levels. */
const MAX_DEPTH = 10;

/** A job that uses an action or calls a workflow, itself or over others. */
interface Caller {
  readonly session: SessionFacts;
  readonly file: FileFacts;
}

/** Which sessions use the action of each folder, and call each workflow. */
export class Callers {
  readonly #including = new Map<string, Caller[]>();

  constructor(files: readonly FileFacts[]) {
    for (const file of files) {
      for (const session of file.sessions) {
        for (const { kind, target } of session.references) {
          if (kind !== 'includes' && kind !== 'calls') continue;
          const list = this.#including.get(target.key);
          if (list === undefined) this.#including.set(target.key, [{ session, file }]);
          else list.push({ session, file });
        }
      }
    }
  }

  /** The jobs that use or call it, over others too. */
  of(key: Uri): readonly Caller[] {
    const found = new Map<SessionFacts, Caller>();
    const seen = new Set<Uri>();
    let front: readonly Uri[] = [key];
    for (let depth = 0; depth < MAX_DEPTH && front.length > 0; depth++) {
      const next: Uri[] = [];
      for (const place of front) {
        if (seen.has(place)) continue;
        seen.add(place);
        for (const caller of this.#including.get(place) ?? []) {
          const { session, file } = caller;
          if (session.role === 'included') next.push(parentUri(file.uri));
          else found.set(session, caller);
          if (session.callable && session.role !== 'included') next.push(file.uri);
        }
      }
      front = next;
    }
    return [...found.values()];
  }
}

/** An agent of an action with those who start the jobs that use it. */
export function startedByCallers(
  own: SessionFacts,
  agent: IncludedAgent,
  callers: readonly Caller[],
): SessionFacts {
  if (callers.length === 0) return own;
  const isGated = ({ session }: Caller): boolean => gatesOf(session).length > 0;
  const open = callers.filter((caller) => !isGated(caller));
  // Behind a gate is only what every job has behind one.
  const gates =
    open.length > 0 || own.initiators.length > 0
      ? []
      : gatesOf(callers[0]?.session ?? own).map((gate) => ({ ...gate, id: `caller:${gate.id}` }));
  const starting = (open.length > 0 ? open : callers).flatMap(({ session }) =>
    session.initiators
      .filter(({ id }) => agent.accepts?.includes(id) ?? true)
      .map((initiator) => ({
        ...narrowed(initiator, agent),
        id: `${session.localId}:${initiator.id}`,
      })),
  );
  const added = withoutDoubles(starting);
  const fed = added.filter(
    ({ actor, event }) => agent.isHandedText && isUntrusted(actor) && bringsText(event),
  );
  const [caller, ...others] = callers;
  // A job of a called workflow has limits of its own.
  const isUsed = own.lifetime.basis === 'unknown' && others.length === 0;
  const shortest = isUsed ? caller?.session.lifetime : undefined;
  return {
    ...own,
    initiators: [...own.initiators, ...added],
    ...(shortest === undefined ? {} : { lifetime: shortest }),
    grants: own.grants.map((grant) => ({ ...grant, gates: [...grant.gates, ...gates.map(({ id }) => id)] })),
    gates: [...own.gates, ...gates],
    influences:
      fed.length === 0
        ? own.influences
        : [...own.influences, { kind: 'text', ...agent.influence, initiators: fed.map(({ id }) => id) }],
  };
}

function gatesOf({ gates }: SessionFacts): readonly Gate[] {
  return gates.filter(({ state }) => state !== 'ineffective');
}

function narrowed(initiator: Initiator, { asksForWriteAccess: asks }: IncludedAgent): Initiator {
  if (asks === undefined || !isUntrusted(initiator.actor)) return initiator;
  return {
    ...initiator,
    withholds: [],
    actor: 'collaborator',
    who: `people with write access, for whom ${asks.name} asks`,
    source: asks.source,
  };
}

function withoutDoubles(initiators: readonly Initiator[]): readonly Initiator[] {
  const seen = new Set<string>();
  return initiators.filter(({ event, actor, who }) => {
    const key = `${event} ${actor} ${who}`;
    return !seen.has(key) && seen.add(key);
  });
}
