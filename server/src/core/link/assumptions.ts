import { UNKNOWN_OWNER, UNKNOWN_REPOSITORY } from '../knowledge/oidc/githubActions.js';
import { issuerAt } from '../knowledge/oidc/issuers.js';
import { openNamesIn } from '../knowledge/oidc/openNames.js';
import type { Assumptions } from '../model/assumptions.js';
import type {
  CarriedIdentity,
  Gate,
  Grant,
  Host,
  Initiator,
  Participant,
  SessionFacts,
} from '../model/facts.js';
import type { SubjectSettings } from '../model/claims.js';
import type { ClaimSet } from '../model/trust.js';
import type { PlatformId } from '../model/vocabulary.js';

export type { Assumptions } from '../model/assumptions.js';

/** The session's facts with the declared assumptions put in. */
export function assume(facts: SessionFacts, assumptions: Assumptions, platform: PlatformId): SessionFacts {
  return {
    ...facts,
    gates: facts.gates.map((gate) => assumeGate(gate, assumptions, platform)),
    initiators: facts.initiators
      .filter(({ event }) => !assumptions.blocks(event))
      .map((initiator) => assumeFork(initiator, assumptions)),
    participants: assumeOwner(facts.participants, assumptions),
    carried: facts.carried.map((identity) => assumeIdentity(identity, assumptions)),
    ...(facts.host === undefined ? {} : { host: assumeHost(facts.host, assumptions) }),
    ...(facts.presents === undefined
      ? {}
      : { presents: { ...facts.presents, claimSets: assumeClaims(facts.presents.claimSets, assumptions) } }),
  };
}

/** Code that its name shows to be of the repository's own owner, or of the repository itself. */
function assumeOwner(
  participants: readonly Participant[],
  { repository, cloned }: Assumptions,
): readonly Participant[] {
  const own = (repository ?? cloned?.name)?.toLowerCase();
  if (own === undefined || !participants.some(({ party }) => party === 'third-party')) return participants;
  const [owner = ''] = own.split('/');
  return participants.map((participant) => {
    if (participant.party !== 'third-party') return participant;
    const name = ownedName(participant);
    if (name === undefined) return participant;
    if (name.startsWith(`${own}@`) || name.startsWith(`${own}/`)) {
      return { ...participant, party: 'repository' };
    }
    return name.startsWith(`${owner}/`) ? { ...participant, party: 'same-owner' } : participant;
  });
}

/**
 * The name that begins with the owner. Of images only the names in GitHub's own registry do:
 * https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry
 */
function ownedName({ name, form }: Participant): string | undefined {
  const lower = name.toLowerCase();
  if (form !== 'image') return lower;
  return lower.startsWith('ghcr.io/') ? lower.slice('ghcr.io/'.length) : undefined;
}

function assumeGate(gate: Gate, assumptions: Assumptions, platform: PlatformId): Gate {
  const key = gate.key ?? computedKey(gate);
  const told =
    key === undefined || gate.state !== 'assumed' ? undefined : assumptions.reviewed(key, platform);
  if (told === undefined) return gate;
  const plural = told.by.startsWith('the settings');
  return told.value
    ? {
        ...gate,
        state: 'enforced',
        why: `${told.by} ${plural ? 'say' : 'declares'} that it asks for approval`,
      }
    : { ...gate, state: 'ineffective', why: `${told.by} ${plural ? 'say' : 'declares'} that it asks nobody` };
}

/** The name of a computed environment, with `*` for what is computed; undefined where it may come out empty. */
function computedKey({ id }: Gate): string | undefined {
  const name = /^environment:(.+)$/su.exec(id)?.[1];
  const pattern = name?.replace(/\$\{\{.*?\}\}|\$\{\w+\}|\$\(\w[\w.]*\)|\$\w+/gsu, '*');
  return pattern === undefined || pattern === name || /^[\s*]*$/u.test(pattern) ? undefined : pattern;
}

/** Settings can hand runs of forks what GitHub withholds from them by default; only in private repositories. */
function assumeFork(initiator: Initiator, { forks }: Assumptions): Initiator {
  if (
    forks === undefined ||
    initiator.withholds.length === 0 ||
    !initiator.event.startsWith('pull_request')
  ) {
    return initiator;
  }
  const withholds = initiator.withholds.filter((held) => !forks[held]);
  return withholds.length === initiator.withholds.length
    ? initiator
    : { ...initiator, withholds, certainty: 'assumed-by-configuration' };
}

function assumeIdentity(identity: CarriedIdentity, assumptions: Assumptions): CarriedIdentity {
  const more = assumptions.sensitivity(identity.name).filter((kind) => !identity.sensitivity.includes(kind));
  const { claims, claimSets } = identity;
  const sub = claims?.['sub'];
  const issuer = claimSets?.[0]?.issuer;
  const { repository } = repositoryFor(assumptions, issuer);
  const named =
    sub === undefined || repository === undefined
      ? {}
      : { claims: { ...claims, sub: sub.replaceAll(UNKNOWN_REPOSITORY, repository) } };
  return {
    ...identity,
    ...named,
    ...(claimSets === undefined ? {} : { claimSets: assumeClaims(claimSets, assumptions) }),
    sensitivity: [...identity.sensitivity, ...more],
  };
}

function assumeClaims(sets: readonly ClaimSet[], assumptions: Assumptions): readonly ClaimSet[] {
  const [first] = sets;
  if (first === undefined) return sets;
  const { repository, subject } = repositoryFor(assumptions, first.issuer);
  if (repository === undefined && subject === undefined) return sets;
  return sets.map((set) => {
    const named = repository === undefined ? set : ofRepository(set, repository);
    return subject === undefined ? named : { ...named, subject };
  });
}

/** Hosts whose repositories run GitHub's workflows at its own issuer. */
const GITHUB_HOST = /^(?:www\.)?github\.com$|\.ghe\.com$/u;

/** Which repository presents tokens of an issuer, and what is known of their subjects. */
function repositoryFor(
  { repository, cloned, subject }: Assumptions,
  issuer: string | undefined,
): { readonly repository: string | undefined; readonly subject?: SubjectSettings } {
  if (issuer === undefined || issuerAt(issuer)?.id !== 'github-actions') return { repository };
  const copy = repository === undefined && cloned !== undefined && GITHUB_HOST.test(cloned.host);
  const told: SubjectSettings = copy ? { ...subject, cloned: true } : subject;
  return {
    repository: copy ? cloned.name : repository,
    ...(Object.keys(told).length === 0 ? {} : { subject: told }),
  };
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
