import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import { relevantNeeds, withEvidence } from '../model/needs.js';
import type { Reference, SessionFacts, Unknown } from '../model/facts.js';
import type { Policy, ResolvedReference, TrustScope } from '../model/trustScope.js';
import { widthOf } from '../model/width.js';
import type { Unreached } from './becoming.js';
import { reachOf } from './becoming.js';
import type { Callers } from './callers.js';
import { behindAll } from './callers.js';
import { boundedByTarget } from './carriedLifetime.js';
import type { Candidates, Supposition } from './candidates.js';
import type { EdgeContext } from './edges.js';
import { Fans } from './fans.js';
import type { IncludedNeeds } from './includedNeeds.js';
import type { Inclusion } from './inclusion.js';
import { doubts, linkUnknowns, startedElsewhere } from './linkUnknowns.js';
import type { LinkedNeeds } from './needs.js';
import { bindingOffers } from './offers.js';
import { withRoleNeeds } from './roleNeeds.js';
import type { Starters } from './starters.js';
import type { Steps } from './steps.js';
import type { LinkedSession, Workspace } from './workspace.js';
import { ofSession } from './workspace.js';

/** What scopes are made of. */
export interface ScopeParts {
  readonly context: EdgeContext;
  readonly callers: Callers;
  readonly candidates: Candidates;
  readonly steps: Steps;
  readonly starters: Starters;
  readonly needs: LinkedNeeds;
  readonly inclusion: Inclusion;
  readonly includedNeeds: IncludedNeeds;
  /** How many sessions there are. */
  readonly total: () => number;
}

/** The trust scopes of sessions: by themselves, with what is made of roles, and with what they reach. */
export class Scopes {
  readonly #alone: Query<string, Unreached | undefined>;
  readonly #used: Query<string, Unreached | undefined>;
  readonly #scopes: Query<string, TrustScope | undefined>;
  readonly #fans = new Fans();

  constructor(
    engine: Engine,
    readonly parts: ScopeParts,
  ) {
    const { workspace } = parts.context;
    this.#alone = engine.query(
      'scope by itself',
      (id) => ofSession(workspace.session(id), undefined, this.#scopeOf),
      { failed: (id) => ofSession(workspace.session(id), undefined, asWritten) },
    );
    this.#used = engine.query('scope with use of roles', (id) => this.#withUse(id), {
      failed: (id) => doubted(this.#alone.get(id)),
    });
    this.#scopes = engine.query('scope', (id) => this.#reached(id), {
      failed: (id) => this.#doubted(id),
      lasting: true,
    });
  }

  /** Undefined where there is no such session, or where it is only a part of others. */
  get(id: string): TrustScope | undefined {
    return this.#scopes.get(id);
  }

  readonly #scopeOf = (session: LinkedSession): Unreached | undefined => {
    const { facts, file } = session;
    if (facts.role === 'included') return undefined;
    const { context, callers, candidates, steps, starters, needs: linkedNeeds, inclusion } = this.parts;
    const { workspace, delegations } = context;
    const { assumed, escalations, unread } = steps.from(session.id);
    const own = delegations.grantsOf(session);
    const parts = inclusion.partsOf(session);
    const inherited = callers.gatesOf(session);
    const behind = behindAll(inherited);
    const needs = relevantNeeds(linkedNeeds.of(session), own.grants, facts.grantBlock?.form === 'list');
    return {
      id: session.id,
      facts: { ...facts, ...parts, ...bindingOffers(session, starters, context) },
      file,
      initiators: starters.initiatorsOf(session),
      lifetime: facts.lifetime,
      needs,
      grants: [
        ...own.grants.map((grant) => withEvidence(grant, needs, own.grants)),
        ...facts.grants.filter((grant) => grant.identity !== undefined),
      ].map(behind),
      gates: [...facts.gates, ...inherited],
      carried: facts.carried.map((identity) => behind(boundedByTarget(identity, assumed, workspace))),
      references: facts.references.map((reference) =>
        resolved(workspace, reference, candidates.of(session, reference)),
      ),
      delegations: delegations.calledFrom(session),
      calledBy: delegations.calling(session),
      defaultGrants: own.basis,
      escalations,
      becomes: [],
      refusals: assumed.refused.map(({ reference, by, why, login }) => ({
        reference,
        by: by.id,
        why,
        ...(login === undefined ? {} : { login }),
      })),
      unknowns: [
        ...parts.unknowns,
        ...linkUnknowns(workspace, session, own, (reference) => candidates.of(session, reference)),
        ...startedElsewhere(facts, starters.of(session.id)),
        ...doubts(assumed),
        ...notLookedAt(facts, unread),
      ],
    };
  };

  #withUse(id: string): Unreached | undefined {
    const scope = this.#alone.get(id);
    if (scope?.file.platform !== 'aws') return scope;
    const { steps, starters, includedNeeds } = this.parts;
    const taking = steps.into(id).filter(({ by }) => by === 'assuming');
    return withRoleNeeds(scope, taking, {
      scope: (other) => this.#alone.get(other),
      starters,
      included: includedNeeds,
    });
  }

  #reached(id: string): TrustScope | undefined {
    const scope = this.#used.get(id);
    const session = this.parts.context.workspace.session(id);
    if (scope === undefined || session === undefined) return undefined;
    const reach = reachOf(scope, {
      edges: (from) => this.parts.steps.from(from).edges,
      settled: () => this.#fans.walk(),
      scope: (other) => this.#used.get(other),
      total: this.parts.total,
    });
    return this.#measured(id, { ...scope, ...reach });
  }

  /** What is left of a scope that failed; nothing where even that cannot be measured. */
  #doubted(id: string): TrustScope | undefined {
    try {
      return this.#measured(id, doubted(this.#used.get(id)));
    } catch {
      return undefined;
    }
  }

  #measured(id: string, scope: Unreached | undefined): TrustScope | undefined {
    const session = this.parts.context.workspace.session(id);
    if (scope === undefined || session === undefined) return undefined;
    return { ...scope, width: widthOf(scope), policy: policyOf(session) };
  }
}

/** What its policies open may be anything where it was not looked for. */
function notLookedAt({ noun, label, origin }: SessionFacts, why: string | undefined): readonly Unknown[] {
  return why === undefined ? [] : [{ what: `what the policies of ${noun} ${label} open`, why, origin }];
}

/** A session as its own file has it, where joining it with others has failed. */
function asWritten({ id, facts, file }: LinkedSession): Unreached | undefined {
  if (facts.role === 'included') return undefined;
  return doubted({
    id,
    facts,
    file,
    initiators: facts.initiators,
    lifetime: facts.lifetime,
    needs: null,
    grants: facts.grants,
    gates: facts.gates,
    carried: facts.carried,
    references: facts.references.map((reference) => ({ reference, targets: [] })),
    delegations: [],
    calledBy: [],
    defaultGrants: 'none',
    escalations: [],
    becomes: [],
    refusals: [],
    unknowns: facts.unknowns,
  });
}

/** The same, with what is missing said: it may reach anything beyond what is known. */
function doubted(scope: Unreached | undefined): Unreached | undefined {
  if (scope === undefined) return undefined;
  const unknown = {
    what: `all that ${scope.facts.noun} ${scope.facts.label} reaches`,
    why: 'joining it with the other files failed, which is an error in TrustScope',
    origin: scope.facts.origin,
  };
  return { ...scope, unknowns: [...scope.unknowns, unknown] };
}

/** A reference with the places that it leads to; where it names nobody, with those of the sessions that may be meant. */
function resolved(
  workspace: Workspace,
  reference: Reference,
  { chosen, candidates }: Supposition,
): ResolvedReference {
  const targets = workspace.definitions(reference.target).map(({ origin }) => origin);
  if (candidates.length === 0) return { reference, targets };
  const meant = candidates.map(({ role, why }) => ({
    session: role,
    likely: role === chosen?.role,
    why: role === chosen?.role ? chosen.why : why,
  }));
  const places = meant.flatMap(({ session }) => workspace.session(session)?.facts.origin ?? []);
  return { reference, targets: targets.length > 0 ? targets : places, meant };
}

function policyOf({ assumptions, facts, file }: LinkedSession): Policy {
  const { longSessionSeconds, ceilingOf } = assumptions;
  const ceiling = ceilingOf?.(file.uri, `${facts.noun} ${facts.label}`);
  return { longSessionSeconds, ...(ceiling === undefined ? {} : { ceiling }) };
}
