/** The words of the model. `docs/architecture.md` defines each; they are used everywhere with this meaning. */

/** The id of a platform: the name of its folder. Which ones there are, `platforms/index.ts` alone knows. */
export type PlatformId = string;

/** Kinds of non-human identity. */
export type IdentityKind =
  | 'job-token'
  | 'federated-workload'
  | 'cloud-role'
  | 'service-account'
  | 'static-credential'
  | 'app-installation'
  | 'broker-user'
  | 'certificate'
  | 'agent';

/** Kinds of system that a grant reaches. `identity` can mint, assume or alter another identity. */
export type SystemKind =
  | 'repository'
  | 'api'
  | 'control-plane'
  | 'queue'
  | 'data'
  | 'secrets'
  | 'artifacts'
  | 'deployment'
  | 'billing'
  | 'identity'
  | 'compute'
  | 'network'
  | 'tool';

/** How much a grant allows. */
export type AccessLevel = 'read' | 'write' | 'admin';

/** Who can cause an event, least trusted first up to `maintainer`; the last three are not people. */
export type Actor =
  | 'anyone'
  | 'outside-contributor'
  | 'collaborator'
  | 'maintainer'
  | 'schedule'
  | 'workload'
  | 'another-session';

/** Ways of checking authorization again. */
export type GateKind = 'approval' | 'step-up' | 'condition' | 'fresh-session' | 'human-in-the-loop';

/** Whether the file alone proves a gate, its proof lies elsewhere, or it only looks like one. */
export type GateState = 'enforced' | 'assumed' | 'ineffective';

/** Where a fact comes from. */
export type Certainty = 'declared' | 'platform-default' | 'inferred' | 'assumed-by-configuration';

/** Why a lifetime is what it is. */
export type LifetimeBasis = 'declared' | 'platform-default' | 'platform-maximum' | 'unbounded' | 'unknown';

/** Whether something in the session is known to use a grant. */
export type Evidence = 'needed' | 'unneeded' | 'unknown';

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export type Confidence = 'high' | 'medium' | 'low';
/** How wide a session is, as far as that is known. */
export type KnownBand = 'narrow' | 'moderate' | 'broad' | 'unbounded';
/** The same, or that it is not known: what it reaches for certain may be only a part. */
export type WidthBand = KnownBand | 'unknown';

/** Whether a fix keeps the behaviour of the file (`safe`) or could stop something from working (`unsafe`). */
export type Applicability = 'safe' | 'unsafe';

const ACCESS_RANK: Readonly<Record<AccessLevel, number>> = { read: 1, write: 2, admin: 3 };

/** Orders access levels: `none` (undefined) 0, `read` 1, `write` 2, `admin` 3. */
export function accessRank(level: AccessLevel | undefined): number {
  return level === undefined ? 0 : ACCESS_RANK[level];
}

const TRUST_RANK: Readonly<Record<Actor, number>> = {
  anyone: 0,
  'outside-contributor': 1,
  'another-session': 2,
  workload: 2,
  collaborator: 3,
  maintainer: 4,
  schedule: 5,
};

/** Orders actors from least (0) to most trusted. */
export function trustRank(actor: Actor): number {
  return TRUST_RANK[actor];
}

/** Whether nobody of the project has approved this actor. */
export function isUntrusted(actor: Actor): boolean {
  return actor === 'anyone' || actor === 'outside-contributor';
}
