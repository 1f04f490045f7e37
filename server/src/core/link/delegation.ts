import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { Grant, Reference } from '../model/facts.js';
import type { Delegation } from '../model/trustScope.js';
import type { AccessLevel } from '../model/vocabulary.js';
import { accessRank } from '../model/vocabulary.js';
import { assumedGrants } from './assumptions.js';
import type { LinkedSession, Workspace } from './workspace.js';
import { ofSession } from './workspace.js';

/** What a session's own identity may do, after defaults, inheritance and its callers' ceilings. */
export interface OwnGrants {
  readonly grants: readonly Grant[];
  readonly basis: 'none' | 'fallback' | 'configured';
  /** True when only a caller decides, and no caller is in the workspace. */
  readonly callerUnknown: boolean;
}

/** The same without places and uses, for who asks what there is to show. */
export interface HeldRights {
  /** The widest access to each right. */
  readonly access: ReadonlyMap<string, AccessLevel>;
  readonly callerUnknown: boolean;
}

const NOTHING: OwnGrants = { grants: [], basis: 'none', callerUnknown: false };

/**
 * Works out grants along calls: a called session has at most what its caller has. What it asks for beyond that is
 * kept as the delegation's excess; the platform refuses such a run.
 */
export class Delegations {
  readonly #own: Query<string, OwnGrants>;
  readonly #rights: Query<string, HeldRights>;

  constructor(
    engine: Engine,
    readonly workspace: Workspace,
  ) {
    // A pipeline that calls itself, over whatever detour, is refused by the platform: it gets nothing from itself.
    this.#own = engine.query(
      'own grants',
      (id) => ofSession(workspace.session(id), NOTHING, (session) => this.#compute(session)),
      { nothing: NOTHING },
    );
    this.#rights = engine.query('rights that are held', (id) => heldRights(this.#own.get(id)));
  }

  rightsOf(session: LinkedSession): HeldRights {
    return this.#rights.get(session.id);
  }

  grantsOf(session: LinkedSession): OwnGrants {
    return this.#own.get(session.id);
  }

  /** The calls that reach this session. */
  calling(session: LinkedSession): readonly Delegation[] {
    if (!session.facts.callable) return [];
    return this.workspace.callersOf(session).flatMap((caller) => {
      const reference = callReference(caller);
      return reference === undefined ? [] : [this.#delegation(caller, session, reference)];
    });
  }

  /** The calls that this session makes. */
  calledFrom(session: LinkedSession): readonly Delegation[] {
    const reference = callReference(session);
    if (reference === undefined) return [];
    return this.workspace
      .sessionsOf(reference.target.key)
      .filter(({ facts, callers }) => facts.callable && (callers?.includes(session.id) ?? true))
      .map((callee) => this.#delegation(session, callee, reference));
  }

  #compute(session: LinkedSession): OwnGrants {
    const { facts, assumptions } = session;
    const declared = ownOf(facts.grants);
    const assumed = facts.grantBlock === undefined ? assumedGrants(facts, assumptions) : undefined;
    const startsItself = facts.initiators.length > 0 || !facts.callable;
    const own = startsItself ? [...declared, ...(assumed?.grants ?? [])] : [];
    const callers = this.workspace.callersOf(session);
    const called = this.#handedOver(callers, session);
    const onlyDeclared = !startsItself && callers.length === 0 ? declared : [];
    const all = [...own, ...called, ...onlyDeclared];
    return {
      // Several sources of one right come to the widest; what one session's own text lists stays as it is written.
      grants: facts.callable || facts.assumed !== undefined ? widestOf(all) : all,
      basis: startsItself
        ? (assumed?.basis ?? 'none')
        : inheritedBasis(
            callers.map((caller) => this.grantsOf(caller)),
            facts.grantBlock !== undefined,
          ),
      callerUnknown: !startsItself && callers.length === 0 && facts.grantBlock === undefined,
    };
  }

  #handedOver(callers: readonly LinkedSession[], callee: LinkedSession): readonly Grant[] {
    const { facts } = callee;
    if (facts.grantBlock === undefined) {
      const gates = effectiveGateIds(callee);
      return this.#widest(callers).map((grant) => ({
        ...grant,
        declaredFor: 'caller' as const,
        gates,
        origin: facts.origin,
      }));
    }
    const own = ownOf(facts.grants);
    return callers.flatMap((caller) => {
      const ceiling = this.grantsOf(caller);
      return own.flatMap((grant) => {
        const given = levelOf(ceiling, grant.right);
        if (given === undefined) return [];
        return accessRank(given) >= accessRank(grant.access) ? [grant] : [lowered(grant, given)];
      });
    });
  }

  /** The widest of what several callers have of each right: there may be many of them, each with all rights. */
  #widest(callers: readonly LinkedSession[]): readonly Grant[] {
    return widestOf(callers.flatMap((caller) => this.grantsOf(caller).grants));
  }

  #delegation(caller: LinkedSession, callee: LinkedSession, reference: Reference): Delegation {
    const ceiling = this.grantsOf(caller);
    const own = callee.facts.grantBlock === undefined ? [] : ownOf(callee.facts.grants);
    // What stands for the whole file is measured too, also where every session has a block of its own.
    const excess = withoutDoubles([...own, ...(callee.file.callContract?.asks?.grants ?? [])]).flatMap(
      (grant) => {
        const given = levelOf(ceiling, grant.right);
        if (accessRank(given) >= accessRank(grant.access)) return [];
        return [{ right: grant.right, asked: grant.access, given, askedAt: grant.origin }];
      },
    );
    return { caller: caller.id, callee: callee.id, reference, excess };
  }
}

/**
 * The level that a ceiling leaves to a right. Under a default that nothing tells, the widest one is taken, and it
 * lets a callee of the same repository ask for an identity token, although the default itself grants none.
 */
function levelOf(ceiling: OwnGrants, right: string): AccessLevel | undefined {
  const held = ceiling.grants.find((grant) => grant.right === right)?.access;
  const isDefault = (grant: Grant): boolean =>
    grant.declaredFor === 'default' || ceiling.basis === 'configured';
  const isWide =
    ceiling.basis === 'fallback' ||
    ceiling.callerUnknown ||
    ceiling.grants.some((grant) => isDefault(grant) && grant.access === 'write');
  return held ?? (isWide ? 'write' : undefined);
}

function callReference(session: LinkedSession): Reference | undefined {
  return session.facts.references.find((reference) => reference.kind === 'calls');
}

/** Grants of the session's own identity, without those of identities that it carries. */
function ownOf(grants: readonly Grant[]): readonly Grant[] {
  return grants.filter((grant) => grant.identity === undefined);
}

/** A grant of the whole file is among a session's own where the session has no block. */
function withoutDoubles(grants: readonly Grant[]): readonly Grant[] {
  return [
    ...new Map(
      grants.map((grant) => [`${grant.action} ${String(grant.origin.range.start)}`, grant]),
    ).values(),
  ];
}

function lowered(grant: Grant, level: AccessLevel): Grant {
  return { ...grant, access: level, action: `${grant.right}:${level}` };
}

function widestOf(grants: readonly Grant[]): readonly Grant[] {
  const widest = new Map<string, Grant>();
  for (const grant of grants) {
    const known = widest.get(grant.right);
    if (known === undefined || accessRank(grant.access) > accessRank(known.access)) {
      widest.set(grant.right, grant);
    }
  }
  return [...widest.values()];
}

function inheritedBasis(callers: readonly OwnGrants[], hasBlock: boolean): OwnGrants['basis'] {
  if (hasBlock) return 'none';
  if (callers.some((caller) => caller.basis === 'fallback')) return 'fallback';
  return callers.some((caller) => caller.basis === 'configured') ? 'configured' : 'none';
}

function effectiveGateIds(session: LinkedSession): readonly string[] {
  return session.facts.gates.filter((gate) => gate.state !== 'ineffective').map((gate) => gate.id);
}

function heldRights({ grants, callerUnknown }: OwnGrants): HeldRights {
  const widest = new Map<string, AccessLevel>();
  for (const { right, access } of grants) {
    if (accessRank(access) > accessRank(widest.get(right))) widest.set(right, access);
  }
  return { access: new Map([...widest].sort(([a], [b]) => (a < b ? -1 : 1))), callerUnknown };
}
