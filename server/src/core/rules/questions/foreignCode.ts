import type { CarriedIdentity, Participant } from '../../model/facts.js';
import { isStrong } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import { moves } from './participantNames.js';
import { publishes } from './publishing.js';
import { isSensitive, knownWrites, runsCode } from './sessions.js';

/** Code of others that is not fixed, with what it could take. */
export interface Holding {
  readonly participant: Participant;
  /** Identities handed to it, and those that every step of the session sees. */
  readonly given: readonly CarriedIdentity[];
  readonly ambient: readonly CarriedIdentity[];
  readonly writes: ReturnType<typeof knownWrites>;
}

/** Every session of a file is held against every other one, so what each holds is worked out once. */
const known = new WeakMap<TrustScope, { readonly holding: Holding | undefined }>();

/** Of the code of others that is not fixed, that which could take the most. */
export function gravestHolding(scope: TrustScope): Holding | undefined {
  const remembered = known.get(scope) ?? { holding: gravestOf(scope) };
  known.set(scope, remembered);
  return remembered.holding;
}

function gravestOf(scope: TrustScope): Holding | undefined {
  if (!runsCode(scope)) return undefined;
  const writes = knownWrites(scope).filter(isStrong);
  const holdings = scope.facts.participants
    .filter(({ party, pinned, name }) => FOREIGN.has(party) && !pinned && !name.includes('${{'))
    .filter(({ form }) => form !== 'pipeline')
    .map((participant) =>
      isMachine(participant) ? machineOf(scope, participant, writes) : holdingOf(scope, participant, writes),
    )
    .filter(({ given, ambient, writes: own }) => given.length + ambient.length + own.length > 0);
  return [...holdings].sort((a, b) => weight(b) - weight(a))[0];
}

const FOREIGN: ReadonlySet<Participant['party']> = new Set(['third-party', 'same-owner']);

/** The image that a whole job runs in is its machine, chosen with it: it matters where something is published from it. */
function isMachine({ form, holdsToken }: Participant): boolean {
  return form === 'image' && holdsToken === 'ambient';
}

/**
 * One of Docker's own images, which have no owner in their names, counts as part of the machine. Whose the registry of a
 * cloud's account is, is not in the file: what publishes matters there alone.
 */
function machineOf(scope: TrustScope, participant: Participant, writes: Holding['writes']): Holding {
  const { name, holdsSecrets } = participant;
  const isNamed = name.includes('/');
  const isForeign = isNamed && !OF_AN_ACCOUNT.test(name) && !name.includes('$');
  const ambient = scope.carried.filter(
    (own) =>
      holdsSecrets.includes(own.name) &&
      (isForeign ? publishes(own) || isSensitive(own) : isNamed && publishes(own)),
  );
  return { participant, given: [], ambient, writes: isForeign && handsTokenOut(scope) ? writes : [] };
}

/**
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html,
 * https://learn.microsoft.com/azure/container-registry/container-registry-concepts,
 * https://cloud.google.com/artifact-registry/docs/docker/names
 */
const OF_AN_ACCOUNT = /^[^/]*(?:\.dkr\.ecr\.|\.azurecr\.io\/|-docker\.pkg\.dev\/|\bgcr\.io\/)/u;

/** Whether the token is handed to a step, or lies in the workspace, where programs of the image find it. */
function handsTokenOut({ facts }: TrustScope): boolean {
  return facts.tokenUses.length > 0 || facts.exposures.some(({ secrets }) => secrets === undefined);
}

function holdingOf(scope: TrustScope, participant: Participant, writes: Holding['writes']): Holding {
  const held = scope.carried.filter(
    ({ name }) => participant.holdsSecrets.includes(name) && !isItsOwn(scope, name),
  );
  return {
    participant,
    given: held.filter(({ visibleTo }) => visibleTo === 'step'),
    ambient: held.filter(({ visibleTo }) => visibleTo !== 'step'),
    // An image sees the token only where it is handed over.
    writes: participant.form !== 'image' || participant.holdsToken === 'given' ? writes : [],
  };
}

/** The token of a tool's own service, which its action is there to use. */
function isItsOwn(scope: TrustScope, secret: string): boolean {
  const identity = scope.carried.find(({ name }) => name === secret);
  return identity?.system?.kind === 'api' && !isSensitive(identity);
}

function weight({ participant, given, ambient }: Holding): number {
  const token = participant.holdsToken === 'given' ? 1 : 0;
  const foreign = participant.party === 'third-party' ? 16 : 0;
  const grave = isGrave({ participant, given, ambient }) ? 8 : 0;
  return foreign + grave + given.length * 2 + ambient.length + token;
}

/**
 * Whether it is more than worth knowing: it changes with every push of somebody else, or could take what publishes. What a
 * script could take only out of the runner's memory takes more than to be run.
 */
export function isGrave({ participant, given, ambient }: Omit<Holding, 'writes'>): boolean {
  const isNear =
    participant.form !== 'script' || participant.holdsToken === 'given' || given.length + ambient.length > 0;
  return (moves(participant) && isNear) || publishing({ participant, given, ambient });
}

/** Whether it could take what publishes elsewhere than with its own maker: Docker's login is there for Docker Hub. */
function publishing({ participant, given, ambient }: Omit<Holding, 'writes'>): boolean {
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z]/gu, '');
  const maker = letters(participant.name.split('/')[0] ?? '');
  return [...given, ...ambient].some(
    (identity) =>
      publishes(identity) && (maker.length < 3 || !letters(identity.system?.name ?? '').startsWith(maker)),
  );
}
