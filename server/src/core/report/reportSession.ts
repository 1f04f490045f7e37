import type { Gate, Grant, Initiator } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import { knownMinimum } from '../model/needs.js';
import { gatesBefore } from '../model/trustScope.js';
import type { GrantOrigin, ReportGate, ReportGrant, ReportInitiator, ReportSession } from './document.js';
import type { Places } from './places.js';

/** One session as the report tells it. */
export function reportSession(scope: TrustScope, places: Places): ReportSession {
  const { facts, file, lifetime } = scope;
  return {
    id: scope.id,
    platform: file.platform,
    kind: facts.kind,
    name: facts.name,
    ...places.place(facts.origin),
    subject: facts.subject,
    initiators: scope.initiators.map((initiator) => reportInitiator(initiator, places)),
    lifetime: { seconds: lifetime.seconds, basis: lifetime.basis, boundBy: lifetime.boundBy },
    grants: scope.grants.map((grant) => reportGrant(grant, scope, places)),
    gates: scope.gates.map((gate) => reportGate(gate, places)),
    needs: knownMinimum(scope),
    unknowns: scope.unknowns.map(({ what, why, origin }) => ({ what, why, ...places.place(origin) })),
    width: scope.width,
  };
}

function reportInitiator({ event, actor, conditions, origin }: Initiator, places: Places): ReportInitiator {
  return { event, actor, conditions, ...places.place(origin) };
}

const GRANT_ORIGINS: Readonly<Record<Grant['declaredFor'], GrantOrigin>> = {
  session: 'declared',
  file: 'declared',
  default: 'platform-default',
  caller: 'inherited',
};

function reportGrant(grant: Grant, scope: TrustScope, places: Places): ReportGrant {
  return {
    action: grant.action,
    access: grant.access,
    system: { kind: grant.system.kind, name: grant.system.name },
    resource: grant.resource,
    origin: GRANT_ORIGINS[grant.declaredFor],
    certainty: grant.certainty,
    evidence: grant.evidence,
    evidenceFrom: grant.evidenceFrom.map(({ origin, why }) => ({ ...places.place(origin), why })),
    gate: gatesBefore(scope, grant)[0]?.id ?? null,
    attributes: grant.attributes ?? {},
    via: grant.via,
    ...places.place(grant.origin),
  };
}

function reportGate({ id, kind, state, name, origin }: Gate, places: Places): ReportGate {
  return { id, kind, state, name, ...places.place(origin) };
}
