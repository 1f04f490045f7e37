import { UNKNOWN_OWNER, UNKNOWN_REPOSITORY } from '../knowledge/oidc/githubActions.js';
import { openNamesIn } from '../knowledge/oidc/openNames.js';
import type { Assumptions } from '../model/assumptions.js';
import type { CarriedIdentity, Gate, Grant, Host, SessionFacts } from '../model/facts.js';
import type { ClaimSet } from '../model/trust.js';

export type { Assumptions } from '../model/assumptions.js';

/** The session's facts with the declared assumptions put in. */
export function assume(facts: SessionFacts, assumptions: Assumptions): SessionFacts {
  return {
    ...facts,
    gates: facts.gates.map((gate) => assumeGate(gate, assumptions)),
    carried: facts.carried.map((identity) => assumeIdentity(identity, assumptions)),
    ...(facts.host === undefined ? {} : { host: assumeHost(facts.host, assumptions) }),
    ...(facts.presents === undefined
      ? {}
      : { presents: { ...facts.presents, claimSets: assumeClaims(facts.presents.claimSets, assumptions) } }),
  };
}

function assumeGate(gate: Gate, assumptions: Assumptions): Gate {
  const reviewed =
    gate.key === undefined || gate.state !== 'assumed' ? undefined : assumptions.reviewed(gate.key);
  if (reviewed === undefined) return gate;
  return reviewed
    ? { ...gate, state: 'enforced', why: 'the configuration declares that it asks for approval' }
    : { ...gate, state: 'ineffective', why: 'the configuration declares that it asks nobody' };
}

function assumeIdentity(identity: CarriedIdentity, assumptions: Assumptions): CarriedIdentity {
  const more = assumptions.sensitivity(identity.name).filter((kind) => !identity.sensitivity.includes(kind));
  const { claims, claimSets } = identity;
  const sub = claims?.['sub'];
  const named =
    sub === undefined || assumptions.repository === undefined
      ? {}
      : { claims: { ...claims, sub: sub.replaceAll(UNKNOWN_REPOSITORY, assumptions.repository) } };
  return {
    ...identity,
    ...named,
    ...(claimSets === undefined ? {} : { claimSets: assumeClaims(claimSets, assumptions) }),
    sensitivity: [...identity.sensitivity, ...more],
  };
}

function assumeClaims(sets: readonly ClaimSet[], { repository }: Assumptions): readonly ClaimSet[] {
  return repository === undefined ? sets : sets.map((set) => ofRepository(set, repository));
}

/** The claims as the repository of this name, `owner/name`, presents them. */
export function ofRepository(set: ClaimSet, repository: string): ClaimSet {
  // A project of GitLab may lie in a group in a group.
  const owner = repository.slice(0, repository.lastIndexOf('/'));
  const values = Object.entries(set.values).map(([name, value]) => [
    name,
    value === UNKNOWN_OWNER ? owner : value.replaceAll(UNKNOWN_REPOSITORY, repository),
  ]);
  return { ...set, values: Object.fromEntries(values) as Readonly<Record<string, string>> };
}

/** Whether a claim hangs on a repository that nothing names. */
export function hangsOnRepository({ values }: ClaimSet): boolean {
  return Object.values(values).some((value) => value === UNKNOWN_OWNER || value.includes(UNKNOWN_REPOSITORY));
}

/** Whether a claim hangs on any name that nothing tells. */
export function hangsOnNames(set: ClaimSet): boolean {
  return hangsOnRepository(set) || Object.values(set.values).some((value) => openNamesIn(value).length > 0);
}

function assumeHost(host: Host, assumptions: Assumptions): Host {
  const state = assumptions.hostState(host.labels);
  return state === undefined ? host : { ...host, state, why: 'declared in the configuration' };
}

/** The grants that hang on a setting outside the files, and whether the configuration tells it. */
export function assumedGrants(
  facts: SessionFacts,
  assumptions: Assumptions,
): { readonly grants: readonly Grant[]; readonly basis: 'none' | 'fallback' | 'configured' } {
  const { assumed } = facts;
  if (assumed === undefined) return { grants: [], basis: 'none' };
  const declared =
    assumptions.defaultGrants === undefined ? undefined : assumed.choices[assumptions.defaultGrants];
  if (declared !== undefined) {
    return {
      grants: declared.map((grant) => ({ ...grant, certainty: 'assumed-by-configuration' as const })),
      basis: 'configured',
    };
  }
  return { grants: assumed.choices[assumed.fallback] ?? [], basis: 'fallback' };
}
