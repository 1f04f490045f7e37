import type { Uri } from '../text/uri.js';
import type {
  CarriedIdentity,
  DefinitionKey,
  FileHead,
  Gate,
  Grant,
  Initiator,
  Lifetime,
  NeedFacts,
  Reference,
  SessionFacts,
  Unknown,
} from './facts.js';
import type { Ceiling } from './ceiling.js';
import type { Becoming, Escalation, Refusal, Starter } from './escalation.js';
import type { StoredObject } from './identityLink.js';
import type { SessionLogin } from './login.js';
import type { Origin } from './origin.js';
import type { AccessLevel, KnownBand, WidthBand } from './vocabulary.js';
import { isUntrusted, trustRank } from './vocabulary.js';

/** One session that hands its identity to another, with what the callee asks beyond what it is given. */
export interface Delegation {
  readonly caller: string;
  readonly callee: string;
  readonly reference: Reference;
  /** Rights that the callee asks for above the caller's: the platform refuses such a run. */
  readonly excess: readonly {
    readonly right: string;
    readonly asked: AccessLevel;
    readonly given: AccessLevel | undefined;
    readonly askedAt: Origin;
  }[];
}

/** A reference with the places it resolves to; none when the target is not in the workspace. */
export interface ResolvedReference {
  readonly reference: Reference;
  readonly targets: readonly Origin[];
  /**
   * Where it names nobody: the sessions of the workspace that may be meant, each with the reason for it. One that is
   * `likely` counts as what the session becomes; without one, several are as likely, and none of them counts.
   */
  readonly meant?: readonly MeantSession[];
}

/** A session that may be the one which another asks for without its name. */
export interface MeantSession {
  readonly session: string;
  /** Whether it is the one that is taken for it. */
  readonly likely: boolean;
  /** Why, in words that follow "it is likely this one:". */
  readonly why: string;
}

/** A one-word summary of a scope, with its reasons. It has two ends, and the first is the verdict. */
export interface Width {
  /** As it is known: only gates that are proved count. */
  readonly band: WidthBand;
  /** What is reached for certain; the same as `band` unless that is `unknown`. */
  readonly atLeast: KnownBand;
  /** As it would be if every assumed gate held, and nothing were there that is not known. */
  readonly ifAssumed: KnownBand;
  /** What has to be true for that, to go behind "if"; empty where no gate makes a difference. */
  readonly assuming: readonly string[];
  /** Why it is as wide as it is known to be. */
  readonly reasons: readonly string[];
}

/** A session with all that the workspace says of it. */
export interface TrustScope {
  /** Stable across runs and unrelated edits. */
  readonly id: string;
  readonly facts: SessionFacts;
  readonly file: FileHead;
  readonly initiators: readonly Initiator[];
  readonly lifetime: Lifetime;
  /** Own and reached grants; `gates` of each says whether it is open. */
  readonly grants: readonly Grant[];
  readonly gates: readonly Gate[];
  readonly carried: readonly CarriedIdentity[];
  readonly references: readonly ResolvedReference[];
  /** Delegations from this session, and those that reach it. */
  readonly delegations: readonly Delegation[];
  readonly calledBy: readonly Delegation[];
  /** Whether its grants hang on a setting that nothing in the workspace tells. */
  readonly defaultGrants: 'none' | 'fallback' | 'configured';
  /** Ways by which it gains more than it was given. */
  readonly escalations: readonly Escalation[];
  /** Sessions that it can become; its `grants` hold theirs, each with its path in `via`. */
  readonly becomes: readonly Becoming[];
  /** Sessions that it asks for and that do not let it in, however it is started. */
  readonly refusals: readonly Refusal[];
  readonly unknowns: readonly Unknown[];
  /** What its parts, included and called ones among them, need; null when the platform has no such measure. */
  readonly needs: NeedFacts | null;
  readonly width: Width;
  readonly policy: Policy;
}

/** All sessions of the workspace, linked. */
export interface TrustModel {
  readonly scopes: readonly TrustScope[];
  readonly scope: (id: string) => TrustScope | undefined;
  readonly scopesOf: (uri: Uri) => readonly TrustScope[];
  /** Ids of the sessions of a file, in order of place: for whoever looks at the first few only. */
  readonly idsOf: (uri: Uri) => readonly string[];
  /** Every session that carries the identity with this key; each is looked up when it is come to. */
  readonly carriersOf: (key: string) => Iterable<TrustScope>;
  /** Ids of the sessions whose grants are written, or would be, in the same text, this one among them; in order of place. */
  readonly sharersOf: (id: string) => readonly string[];
  /** What is kept in a file under a name. */
  readonly objectsOf: (uri: Uri) => readonly StoredObject[];
  /** The sessions of this workspace that can become this one, in one step. */
  readonly startersOf: (id: string) => readonly Starter[];
  /** The sessions that become this one in one step, whatever that rests on. */
  readonly becoming: (id: string) => readonly TrustScope[];
  /** The sessions that ask for this one, a role, and that its trust policy does not let in. */
  readonly refusedBy: (id: string) => readonly TrustScope[];
  /**
   * What the trust policy of one session, a role, says of another that asks for it by one of its identities, or could:
   * by the reference that names it, else by what the other can show. Undefined where it has nothing to show.
   */
  readonly login: (id: string, role: string) => SessionLogin | undefined;
  /** The sessions of other files of which some text of this file speaks. */
  readonly spokenOfIn: (uri: Uri) => readonly TrustScope[];
  /** The sessions of other files that are granted something by a text of this file. */
  readonly grantedBy: (uri: Uri) => readonly TrustScope[];
  /** Where a key is defined, and every text that names it. */
  readonly definitionsOf: (key: DefinitionKey) => readonly Origin[];
  readonly namesOf: (key: DefinitionKey) => readonly Origin[];
}

/** What the configuration limits. */
export interface Policy {
  /** The longest session, in seconds, that passes without remark. */
  readonly longSessionSeconds: number;
  /** How far the session may reach, where people have agreed on that. */
  readonly ceiling?: Ceiling;
}

/** Gates that check, or may check: all but the ineffective ones. */
export function effectiveGates(scope: TrustScope): readonly Gate[] {
  return scope.gates.filter((gate) => gate.state !== 'ineffective');
}

/** The gates that stand, or may stand, before a grant or carried identity of `scope`. */
export function gatesBefore(scope: TrustScope, item: { readonly gates: readonly string[] }): readonly Gate[] {
  return scope.gates.filter((gate) => item.gates.includes(gate.id) && gate.state !== 'ineffective');
}

/** Whether a session that `initiator` starts holds the grant or identity. */
export function heldBy(
  initiator: Initiator,
  item: Pick<Grant, 'initiators'> & {
    readonly access?: AccessLevel;
    readonly system?: Grant['system'] | undefined;
  },
): boolean {
  if (item.initiators !== undefined && !item.initiators.includes(initiator.id)) return false;
  if (item.access === undefined || item.system?.kind === 'secrets') {
    return !initiator.withholds.includes('secrets');
  }
  return item.access === 'read' || !initiator.withholds.includes('writes');
}

const least = new WeakMap<readonly Initiator[], Initiator | undefined>();

/**
 * The least trusted of the initiators; `undefined` when nothing can start the session. Remembered by list: where
 * sessions can all become each other each list is asked about by all.
 */
export function leastTrusted(initiators: readonly Initiator[]): Initiator | undefined {
  if (least.has(initiators)) return least.get(initiators);
  const found = initiators.reduce<Initiator | undefined>(
    (best, next) => (best === undefined || trustRank(next.actor) < trustRank(best.actor) ? next : best),
    undefined,
  );
  least.set(initiators, found);
  return found;
}

const untrusted = new WeakMap<readonly Initiator[], readonly Initiator[]>();

/** Initiators that nobody of the project has approved; remembered by list. */
export function untrustedInitiators({ initiators }: TrustScope): readonly Initiator[] {
  const known = untrusted.get(initiators);
  if (known !== undefined) return known;
  const found = initiators.filter(({ actor }) => isUntrusted(actor));
  untrusted.set(initiators, found);
  return found;
}
