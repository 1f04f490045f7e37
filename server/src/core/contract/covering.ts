import { conditionsCover } from '../compare/covering.js';
import { patternCovers, patternsOverlap } from '../knowledge/aws/wildcards.js';
import type { CeilingReach, CeilingStart } from '../model/ceiling.js';
import type { Initiator } from '../model/grant.js';
import { accessRank, trustRank } from '../model/vocabulary.js';
import type { Reached } from './reached.js';
import { NAME, NAMESPACE } from './reached.js';

/** Whether a contract that names `reach` allows all that the grant lets one do. */
export function allows(reach: CeilingReach, grant: Reached): boolean {
  const { access, actions, on, only } = reach;
  return (
    isIn(reach, grant) &&
    (access === undefined || accessRank(grant.access) <= accessRank(access)) &&
    (actions === undefined || actions.some((action) => mayDo(action, grant))) &&
    (on === undefined || on.some((pattern) => covers(pattern, grant.on))) &&
    (only === undefined || isLimited(only, grant.only))
  );
}

/** Whether the grant lets one do anything of what `reach` names: what a gate must stand before. */
export function concerns(reach: CeilingReach, grant: Reached): boolean {
  const { access, actions, on } = reach;
  return (
    isIn(reach, grant) &&
    (access === undefined || accessRank(grant.access) >= accessRank(access)) &&
    (actions === undefined || actions.some((action) => mayDoSome(action, grant))) &&
    (on === undefined || on.some((pattern) => patternsOverlap(pattern, grant.on)))
  );
}

/** A system is named by its kind, its name, or both. */
function isIn({ system }: CeilingReach, { kind, system: name }: Reached): boolean {
  return system === undefined || system === kind || covers(system, name) || covers(system, `${kind} ${name}`);
}

/** Whether the named action, or its right at its level, holds all of the grant's. */
function mayDo(named: string, grant: Reached): boolean {
  if (covers(named, grant.action)) return true;
  const [, right, level] = /^(.+):(read|write|admin)$/u.exec(named) ?? [];
  return (
    grant.levelled !== undefined &&
    right === grant.levelled &&
    accessRank(level as Reached['access']) >= accessRank(grant.access)
  );
}

function mayDoSome(named: string, grant: Reached): boolean {
  if (patternsOverlap(named.toLowerCase(), grant.action.toLowerCase())) return true;
  const [, right, level] = /^(.+):(read|write|admin)$/u.exec(named) ?? [];
  return (
    grant.levelled !== undefined &&
    right === grant.levelled &&
    accessRank(level as Reached['access']) <= accessRank(grant.access)
  );
}

function covers(wide: string, narrow: string): boolean {
  return wide === narrow || patternCovers(wide.toLowerCase(), narrow.toLowerCase());
}

/** Of namespaces and of names any one does, conditions must all be there. */
function isLimited(asked: readonly string[], has: readonly string[]): boolean {
  const within = (kind: string): boolean => {
    const named = asked.filter((limit) => limit.startsWith(kind));
    const own = has.filter((limit) => limit.startsWith(kind));
    return (
      named.length === 0 ||
      (own.length > 0 && own.every((limit) => named.some((wide) => covers(wide, limit))))
    );
  };
  const conditions = asked.filter((limit) => !limit.startsWith(NAMESPACE) && !limit.startsWith(NAME));
  return within(NAMESPACE) && within(NAME) && conditions.every((condition) => has.includes(condition));
}

/** Whether a contract that names `start` allows a session to be started in this way. */
export function allowsStart(start: CeilingStart, initiator: Initiator): boolean {
  const { event, actor, conditions, withheld } = start;
  return (
    (event === undefined || covers(event, initiator.event)) &&
    (actor === undefined || trustRank(actorOf(initiator)) >= trustRank(actor)) &&
    conditionsCover(conditions, initiator.conditions) &&
    withheld.every((what) => initiator.withholds.includes(what))
  );
}

/** Who starts the other session is told, and limited, at that one. */
export function actorOf({ id, actor }: Pick<Initiator, 'id' | 'actor'>): Initiator['actor'] {
  return id.startsWith('assumed-by:') ? 'another-session' : actor;
}
