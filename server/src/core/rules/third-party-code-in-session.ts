import type { CarriedIdentity, Participant } from '../model/facts.js';
import { isStrong } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { grantWords, listWords } from '../model/words.js';
import type { Severity } from '../model/vocabulary.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { moves, versionedName } from './questions/participantNames.js';
import { publishes } from './questions/publishing.js';
import { isSensitive, knownWrites, runsCode, sessionWords, speaksFor } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'third-party-code-in-session',
  title: 'Code that is not pinned runs beside a strong credential',
  severity: 'information',
  findingClass: 'secret-exposure-to-third-party-action',
  since: '0.1.0',
};

/** Code of others that is not fixed, with what it could take. */
interface Holding {
  readonly participant: Participant;
  /** Identities handed to it, and those that every step of the session sees. */
  readonly given: readonly CarriedIdentity[];
  readonly ambient: readonly CarriedIdentity[];
  readonly writes: ReturnType<typeof knownWrites>;
}

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const holding = gravest(scope);
  if (holding === undefined) return [];
  // An action that many jobs of a file use is one cause, told at the first.
  const { name } = holding.participant;
  const alike = speaksFor(
    scope,
    model,
    model.idsOf(scope.file.uri),
    (other) => gravest(other)?.participant.name === name,
  );
  return alike.length > 0 ? [hit(scope, holding, alike.slice(1))] : [];
}

export const thirdPartyCodeInSession: Rule = { meta, check };

function hit(scope: TrustScope, holding: Holding, alike: readonly TrustScope[]): RuleHit {
  const { participant, given, ambient, writes } = holding;
  const { code, version } = versionedName(participant.name);
  const names = [...given, ...ambient].map((identity) => quoted(identity.name));
  const powers = listWords([...names, ...(writes.length > 0 ? [grantWords(writes, 2)] : [])], 2);
  const apart = ambient.length > 0 || (given.length === 0 && participant.holdsToken !== 'given');
  return {
    origin: participant.origin,
    message: `${code} is not pinned: the owner can ${version === undefined ? 'change it' : `move ${quoted(version)}`}, and then holds ${powers} in ${sessionWords(scope)}. Pin it to ${participant.fixedBy ?? (participant.form === 'image' ? 'a digest' : 'a commit SHA')}${apart ? ', or move the credential to another job' : ''}.`,
    severity: severityOf(holding),
    confidence: 'high',
    related: alike.flatMap((other) => {
      const origin = gravest(other)?.participant.origin;
      return origin === undefined ? [] : [{ origin, message: `so does it in ${sessionWords(other)}` }];
    }),
  };
}

/**
 * Code of the same owner is changed by people who could change this repository too. A tag of somebody else's matters as
 * much as a branch where what it could take publishes.
 */
function severityOf({ participant, given, ambient }: Holding): Severity {
  if (participant.party === 'same-owner') return 'hint';
  return moves(participant) || publishing({ participant, given, ambient }) ? 'warning' : 'information';
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

/** Every session of a file is held against every other one, so what each holds is worked out once. */
const known = new WeakMap<TrustScope, { readonly holding: Holding | undefined }>();

function gravest(scope: TrustScope): Holding | undefined {
  const remembered = known.get(scope) ?? { holding: gravestOf(scope) };
  known.set(scope, remembered);
  return remembered.holding;
}

function gravestOf(scope: TrustScope): Holding | undefined {
  if (!runsCode(scope)) return undefined;
  const writes = knownWrites(scope).filter(isStrong);
  const holdings = scope.facts.participants
    .filter(({ party, pinned, name }) => FOREIGN.has(party) && !pinned && !name.includes('${{'))
    .filter(({ form }) => form === 'action' || form === 'image')
    .map((participant) =>
      isMachine(participant) ? machineOf(scope, participant) : holdingOf(scope, participant, writes),
    )
    .filter(({ given, ambient, writes: own }) => given.length + ambient.length + own.length > 0);
  return [...holdings].sort((a, b) => weight(b) - weight(a))[0];
}

const FOREIGN: ReadonlySet<Participant['party']> = new Set(['third-party', 'same-owner']);

/** The image that a whole job runs in is its machine, chosen with it: it matters where something is published from it. */
function isMachine({ form, holdsToken }: Participant): boolean {
  return form === 'image' && holdsToken === 'ambient';
}

/** One of Docker's own images, which have no owner in their names, counts as part of the machine. */
function machineOf(scope: TrustScope, participant: Participant): Holding {
  const isNamed = participant.name.includes('/');
  const ambient = isNamed
    ? scope.carried.filter((own) => publishes(own) && participant.holdsSecrets.includes(own.name))
    : [];
  return { participant, given: [], ambient, writes: [] };
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
    writes: participant.form === 'action' || participant.holdsToken === 'given' ? writes : [],
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
  const grave = moves(participant) || publishing({ participant, given, ambient }) ? 8 : 0;
  return foreign + grave + given.length * 2 + ambient.length + token;
}
