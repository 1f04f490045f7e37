import type { Meant } from '../text/meant.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import type { AgentPart } from './agentParts.js';
import type { BrokerPart } from './brokerParts.js';
import type { ClaimSet } from './claims.js';
import type { DeclaredSetting } from './declaredSetting.js';
import type { Escalation } from './escalation.js';
import type {
  Initiator,
  Lifetime,
  Grant,
  Gate,
  Tier,
  CarriedIdentity,
  Reference,
  Definition,
  DefinitionKey,
  Unknown,
} from './grant.js';
import type { Guard } from './guard.js';
import type { HandedName } from './handedName.js';
import type { Entry, IdentityLink, StandingCredential, StoredObject } from './identityLink.js';
import type { Origin, Related } from './origin.js';
import type { NeedFacts } from './needFacts.js';
import type { Overlay, PatchDocument } from './overlay.js';
import type { Attachment, Dangling, PermissionSet, Workload } from './permissionSet.js';
import type { PolicyDocument } from './policyDocument.js';
import type { Trust, TrustFlaw } from './trust.js';
import type { AccessLevel, IdentityKind, PlatformId } from './vocabulary.js';

export type {
  SystemRef,
  Initiator,
  Lifetime,
  EvidenceItem,
  Grant,
  Gate,
  Tier,
  Sensitivity,
  MintedScope,
  CarriedIdentity,
  Reference,
  DefinitionKey,
  Definition,
  Unknown,
} from './grant.js';

export type { NeedFacts, NeedGap, NeedItem } from './needFacts.js';

/** Grants that hang on a setting outside the files: one set per value of the setting. */
export interface AssumedGrants {
  /** The key under `assume` in the configuration that decides. */
  readonly setting: 'defaultTokenPermissions';
  readonly choices: Readonly<Record<string, readonly Grant[]>>;
  /** The choice taken when nothing is configured: the widest one that is possible. */
  readonly fallback: string;
  /** Where an explicit grant would stand: the text to point at. */
  readonly origin: Origin;
}

/** All secrets at once: by inheritance, by a dump of the whole set, or by a name computed at run time. */
export interface SecretSweep {
  readonly how: 'inherit' | 'dump' | 'computed-name';
  readonly text: string;
  /** Of what all of them are taken, in words; the repository and its organization when absent. */
  readonly of?: string;
  readonly initiators?: readonly string[];
  readonly gates: readonly string[];
  readonly origin: Origin;
}

/** Code that runs inside the session and is not the repository's own. */
export interface Participant {
  readonly name: string;
  readonly party: 'platform' | 'same-owner' | 'third-party' | 'repository';
  /** Whether its content is fixed by a digest, or whoever owns it may change it. */
  readonly pinned: boolean;
  /** A script is got from an address and run as it is served. */
  readonly form: 'action' | 'image' | 'pipeline' | 'script';
  /** Whether the session's own token is in its reach, and how. */
  readonly holdsToken: 'given' | 'ambient' | 'no';
  /** Names of the secrets it is given or can read. */
  readonly holdsSecrets: readonly string[];
  /** How its content is fixed, in words that follow "fix it to"; a commit when absent. */
  readonly fixedBy?: string;
  readonly origin: Origin;
}

/** A credential left where later or other code can read it. */
export interface Exposure {
  readonly what: string;
  /** The secrets that are left, where it is not the session's own token; they outlive the session. */
  readonly secrets?: readonly string[];
  readonly where: string;
  readonly until: string;
  /** Whether something later in the session uses it on purpose. */
  readonly usedLater: 'yes' | 'no' | 'unknown';
  /** What uses it, or what leaves it open. */
  readonly why: string;
  /** Where it is put out with the files around it, so that others can read it. */
  readonly putOut?: Related;
  /** Whether code that the initiator controls, or a third party, runs after it. */
  readonly origin: Origin;
  /** Where the step that leaves it stands. */
  readonly at: Origin;
}

/** Where something that whoever starts the session chooses gets into it. */
export interface Influence {
  /**
   * Their code is fetched to be run, their text becomes part of a script, their change is merged, what they say decides on
   * which change or issue something is done, or their files are taken in as data.
   */
  readonly kind: 'code' | 'text' | 'merged' | 'aimed' | 'files';
  /** In words that follow the session's name. */
  readonly how: string;
  /** Set where it takes more than to start the session, and it is not known whether that can be had. */
  readonly unsure?: true;
  /** Ids of the only initiators whose runs get there; absent when all do. */
  readonly initiators?: readonly string[];
  /** Set for code of a proposed change that runs because somebody of the project says so. */
  readonly commanded?: {
    /** Ids of the initiators who say so. */
    readonly initiators: readonly string[];
    /** Whether it is the very commit that they name; else its author may change it until it is fetched. */
    readonly settled: boolean;
  };
  readonly origin: Origin;
}

/** What a session asks for in runs of strangers, and is refused before it gets in. */
export interface TurnedAway {
  /** Ids of the initiators in whose runs it is. */
  readonly initiators: readonly string[];
  /** What is asked for, in words that follow the session's name. */
  readonly what: string;
  /** Who refuses it, in words that make a sentence. */
  readonly why: string;
  readonly origin: Origin;
}

/** What the session runs on. */
export interface Host {
  readonly kind: 'hosted' | 'self-hosted' | 'unknown';
  readonly state: 'fresh' | 'persistent' | 'unknown';
  readonly labels: readonly string[];
  readonly why: string;
  readonly origin: Origin;
}

/** A session as one file alone shows it. */
export interface SessionFacts {
  /** Unique inside the file and unchanged by edits elsewhere, for example `job:build`. */
  readonly localId: string;
  readonly kind: IdentityKind;
  readonly name: string;
  /** What the platform calls such a session, for messages: `job`, `role`, `service account`, `agent`. */
  readonly noun: string;
  /** How a reader names it together with the noun: `publish`, `shop/api`. */
  readonly label: string;
  /** What a reader calls the credential at work: `GITHUB_TOKEN`, `role deploy`. */
  readonly credential: string;
  readonly subject: Readonly<Record<string, string>>;
  readonly origin: Origin;
  /** The whole text of the session's definition, for "which session is the cursor in". */
  readonly extent: TextRange;
  /**
   * Runs code of its own, only hands its identity to another pipeline, is included by sessions elsewhere, is an
   * identity that others act as, or is a set of grants which nothing in the workspace is known to hold.
   */
  readonly role: 'runs' | 'delegates' | 'included' | 'acted-as' | 'unheld';
  readonly initiators: readonly Initiator[];
  readonly lifetime: Lifetime;
  readonly grants: readonly Grant[];
  /** Present when no grant is written: what the platform's setting would give. */
  readonly assumed?: AssumedGrants;
  /**
   * For an included part: what it does with the identity of a cloud that the session around it is logged in as, by the
   * cloud's name, in the words of `CarriedIdentity.needs`.
   */
  readonly needsOfCaller?: Readonly<Record<string, NeedFacts>>;
  /** Whether the session can be called by another one, whose grants are then its ceiling. */
  readonly callable: boolean;
  /** The calls over which the session is made, the nearest first, where its text stands in what several may call. */
  readonly madeBy?: readonly Related[];
  /** Which initiators of a caller its conditions let through, by id; absent when all. */
  readonly accepts?: readonly string[];
  /** Where the grants are written: the block's key and value, for the session or the whole file. */
  readonly grantBlock?: GrantBlock;
  readonly gates: readonly Gate[];
  /** Names of what runs before it and is not read: any of that may ask who started it. */
  readonly unreadBefore?: readonly string[];
  /** What asks a person before such a session, in words that follow "run it"; `in an environment with required reviewers` when absent. */
  readonly approvedBy?: string;
  readonly carried: readonly CarriedIdentity[];
  readonly sweeps: readonly SecretSweep[];
  readonly references: readonly Reference[];
  readonly participants: readonly Participant[];
  readonly exposures: readonly Exposure[];
  /** Where the session hands its own token on, beyond what included parts of the platform take by themselves. */
  readonly tokenUses: readonly { readonly origin: Origin; readonly to: string }[];
  /** Where code or text that whoever starts the session chooses gets to run in it. */
  readonly influences: readonly Influence[];
  /** What would be one of these, and is refused. */
  readonly turnedAway?: readonly TurnedAway[];
  readonly host?: Host;
  readonly tiers: readonly { readonly tier: Tier; readonly name: string; readonly origin: Origin }[];
  /** What it does that matters outside, for example `deploy`, with the text that shows it. */
  readonly purposes: readonly { readonly purpose: Purpose; readonly why: string; readonly origin: Origin }[];
  /** What its parts need of its own identity; null when the platform has no such measure. */
  readonly needs: NeedFacts | null;
  /** What its runs can show of themselves to whoever gives out identities. */
  readonly presents?: Presentable;
  /** What policies name it by, for example its ARN, with `UNKNOWN_PART` for what is not known of it. */
  readonly principal?: string;
  /**
   * Its name with `UNKNOWN_PART` for what only defaults put there, which whoever deploys may change; absent where the name
   * has none of that.
   */
  readonly openName?: string;
  /** Who may start it, where a policy of its own decides. */
  readonly trust?: Trust;
  /** Bindings that give the session a set which is not in the workspace; a `within` of null is everywhere. */
  readonly unreadBindings?: readonly {
    readonly set: string;
    readonly within: string | null;
    readonly origin: Origin;
  }[];
  /** What makes whom the policy of a thing trusts wider than it looks. */
  readonly flaws?: readonly TrustFlaw[];
  /** What a policy is taken for where its file does not tell, and what it may be instead; both with their article. */
  readonly supposed?: { readonly as: string; readonly instead: string };
  /** The set whose policy says so, when it stands in another file; what is not known as long as it is not found. */
  readonly trustDocument?: { readonly target: DefinitionKey; readonly unknown: Unknown };
  /** The policies behind its grants, and what bounds them, where their own logic decides what they come to. */
  readonly policies?: {
    readonly identity: readonly PolicyDocument[];
    readonly boundary?: PolicyDocument;
  };
  /** Set where there is none unless whoever applies the files switches it on: a variable that does is off by default. */
  readonly offByDefault?: true;
  /** Set for the identity that whatever names none of its own is given. */
  readonly byDefault?: true;
  /** Set where it belongs to the platform's own parts, which serve all of it wherever they stand. */
  readonly platformPart?: true;
  /** Whether its credential is handed to what runs as it, where the workload does not say; set for an identity. */
  readonly mounts?: { readonly value: boolean; readonly declared: boolean; readonly origin: Origin };
  /** The places that run as this identity, put together by the linker. */
  readonly workloads?: readonly Workload[];
  /** Credentials of the identity that are kept somewhere by themselves, put together by the linker. */
  readonly standing?: readonly StandingCredential[];
  /** Attachments that name the session or would give to it, and lead nowhere. */
  readonly dangling?: readonly Dangling[];
  /** Ways to more, as far as the session's own file tells. */
  readonly escalations?: readonly Escalation[];
  /** Identities of another system that enter this session by what a file says of them. */
  readonly enteredBy?: readonly Entry[];
  readonly unknowns: readonly Unknown[];
}

/** Claims without an audience, which whoever asks chooses; and the right without which nothing can be shown. */
export interface Presentable {
  readonly claimSets: readonly ClaimSet[];
  readonly requires?: { readonly right: string; readonly access: AccessLevel };
}

export type Purpose = 'test' | 'build' | 'publish' | 'release' | 'deploy' | 'administer' | 'maintain';

/** The text in which grants are written. */
export interface GrantBlock {
  readonly level: 'session' | 'file';
  /** `all` for a word such as `write-all`, `list` for a mapping (an empty one included). */
  readonly form: 'all' | 'list';
  readonly key: Origin;
  readonly value: Origin;
  /** The value as written, for messages; only for form `all`. */
  readonly text?: string;
}

/** A remark at a place of the text that is not about one session's reach, for hovers. */
export interface Note {
  readonly origin: Origin;
  readonly title: string;
  /** What it means, in a sentence; left out where a grant at the place says it already. */
  readonly meaning?: string;
  readonly text: string;
  readonly source?: string;
}

/** A shape that the platform refuses, or a limit of ours, at its place. */
export interface FactProblem {
  readonly message: string;
  readonly origin: Origin;
  readonly severity: 'error' | 'warning' | 'information';
  /** `syntax` when the text cannot be parsed; `shape` when the platform would refuse it. */
  readonly kind: 'syntax' | 'shape' | 'limit';
  /** For a name that nothing knows: the one that was probably meant. */
  readonly meant?: Meant;
}

/** What all sessions of a file share. Lists of what stands in it are not here, so that it seldom changes. */
export type FileHead = Pick<
  FileFacts,
  'uri' | 'platform' | 'title' | 'complete' | 'callContract' | 'rewrittenBy'
>;

/** All that one file alone says. */
export interface FileFacts {
  readonly uri: Uri;
  readonly platform: PlatformId;
  /** How a reader knows the file, for example the workflow's name. */
  readonly title: string;
  /** False when part of the text could not be read: what is absent may only be unread. */
  readonly complete: boolean;
  readonly problems: readonly FactProblem[];
  /**
   * Why the file is not read at all, although it is of a kind that is: it is a source of such files. Whatever stands in
   * it is no problem then; reports tell it once for the folder of its like.
   */
  readonly unread?: string;
  readonly sessions: readonly SessionFacts[];
  readonly definitions: readonly Definition[];
  /** What the linker puts together: sets of grants, what attaches them, and what runs as whom. */
  readonly sets?: readonly PermissionSet[];
  readonly attachments?: readonly Attachment[];
  readonly workloads?: readonly Workload[];
  /** Rules around workloads, mappings of identities, lasting credentials and what may be read, for the linker. */
  readonly guards?: readonly Guard[];
  readonly identityLinks?: readonly IdentityLink[];
  readonly credentials?: readonly StandingCredential[];
  readonly objects?: readonly StoredObject[];
  /** Names under which the file hands identities on, for the linker. */
  readonly handed?: readonly HandedName[];
  /** Settings of repositories that the file sets up, for the linker. */
  readonly settings?: readonly DeclaredSetting[];
  /** Present for a file that takes in others and changes what they say. */
  readonly overlay?: Overlay;
  /** What the documents of the file say if an overlay takes them as patches; absent where none could be one. */
  readonly patchDocuments?: readonly PatchDocument[];
  /** Present for a file that is one of several which set up an agent. */
  readonly agent?: AgentPart;
  /** Present for a file that is one of several which set up a broker. */
  readonly broker?: BrokerPart;
  /** What a caller may or must hand over, for a file that can be called. */
  readonly callContract?: {
    readonly origin: Origin;
    readonly secrets: readonly {
      readonly name: string;
      readonly required: boolean;
      readonly origin: Origin;
    }[];
    /** Grants written for the whole file: a caller must hold them, whatever the file's sessions ask for themselves. */
    readonly asks?: { readonly value: Origin; readonly grants: readonly Grant[] };
  };
  /** Initiators whose own change supplies this very file: no condition in it holds them back. */
  readonly rewrittenBy?: readonly Pick<Initiator, 'id' | 'actor'>[];
  readonly notes: readonly Note[];
}
