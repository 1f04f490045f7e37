import type { Breadth, Destination, Flow } from './breadth.js';
import type { ClaimSet } from './claims.js';
import type { GivenName } from './givenName.js';
import type { NeedFacts } from './needFacts.js';
import type { Origin } from './origin.js';
import type { PolicyDocument } from './policyDocument.js';
import type {
  AccessLevel,
  Actor,
  Certainty,
  Evidence,
  GateKind,
  GateState,
  IdentityKind,
  LifetimeBasis,
  SystemKind,
} from './vocabulary.js';

/** A named system that a grant reaches, for example the repository itself or AWS. */
export interface SystemRef {
  readonly kind: SystemKind;
  readonly name: string;
}

/** One way in which a session can be started. */
export interface Initiator {
  /** Unique inside its session. */
  readonly id: string;
  /** The platform's own word for the event. */
  readonly event: string;
  /** The least trusted actor who can cause it. */
  readonly actor: Actor;
  /** That actor in plain words, for example "anyone with a GitHub account, by opening a pull request". */
  readonly who: string;
  /** Where another session starts it, which the event names: who starts that one, in words that do not name it again. */
  readonly leading?: string;
  /** What else a reader should know of that, for example an approval that the platform asks for by default. */
  readonly remark?: string;
  /** What really narrows it, in words, for example "branch main". */
  readonly conditions: readonly string[];
  /** Whether to cause it is itself to decide on a release or deployment, by somebody who may write. */
  readonly decides?: true;
  /** Whether somebody causes it by hand, each time anew. That is no approval: nobody else is asked. */
  readonly byHand?: true;
  /** Whether it is about a proposed change; what runs need not be the change's own code. */
  readonly aboutChange?: true;
  /** Whether it is the proposal of a change, whose code runs before anybody has reviewed it. */
  readonly unreviewed?: true;
  /** What the platform holds back from a session started in this way. */
  readonly withholds: readonly ('writes' | 'secrets')[];
  readonly certainty: Certainty;
  /** Present when another pipeline's run starts this one: only its sessions with these initiators count. */
  readonly follows?: { readonly reference: string; readonly accepts: readonly string[] };
  /** Names of pipelines elsewhere that run before the session is called in this way, and may ask who it is. */
  readonly unreadBefore?: readonly string[];
  readonly origin: Origin;
  /** A vendor's page or source file that says so. */
  readonly source?: string;
}

/** How long a session, or a credential in it, lasts. */
export interface Lifetime {
  /** Seconds; null when nothing bounds it. */
  readonly seconds: number | null;
  readonly basis: LifetimeBasis;
  /** What sets the bound, in the platform's words, for example `timeout-minutes`. */
  readonly boundBy: string;
  /** Seconds that are asked for, where what is taken on refuses so many. */
  readonly refused?: number;
  readonly origin: Origin;
}

/** What proves, or leaves open, that a grant is needed. */
export interface EvidenceItem {
  readonly origin: Origin;
  readonly why: string;
}

/** One action on one resource of one system. */
export interface Grant {
  /** The platform's word for the action and level, for example `contents:write`. */
  readonly action: string;
  /** The action without its level. Grants with the same right compare by access. */
  readonly right: string;
  readonly access: AccessLevel;
  readonly system: SystemRef;
  readonly resource: string;
  readonly certainty: Certainty;
  /** How the session came by it: written for it, written for the whole file, by default, or from its caller. */
  readonly declaredFor: 'session' | 'file' | 'default' | 'caller';
  readonly evidence: Evidence;
  readonly evidenceFrom: readonly EvidenceItem[];
  /** Ids of the gates before it; empty when it is open. */
  readonly gates: readonly string[];
  /** What one can do with it, in a few words without a full stop. */
  readonly opens: string;
  /** Whether even its write level changes conversations, marks and alerts only, whatever system it counts to. */
  readonly conversational?: true;
  /** Set for one that is written and that no request fits: its action works on no such resource. */
  readonly idle?: true;
  /** Key of the carried identity whose grant it is; absent for the session's own identity. */
  readonly identity?: string;
  /** Ids of the only initiators whose sessions hold it; absent when all do. */
  readonly initiators?: readonly string[];
  /** Texts of the grant that stand for more than one thing, if any do. */
  readonly breadth?: readonly Breadth[];
  /** For queues, topics and streams: what it lets one do with messages, and with which destinations. */
  readonly flows?: readonly Flow[];
  readonly destination?: Destination;
  /** What makes the resource sensitive, read off its name. */
  readonly sensitivity?: readonly Sensitivity[];
  /** The place that the resource belongs to, read off its name. */
  readonly tier?: Tier;
  readonly attributes?: Readonly<Record<string, string | readonly string[] | null>>;
  /** Whether it can be had for a part of the system alone, such as a namespace; absent where that is not known. */
  readonly limitable?: boolean;
  /** Present when it stands in a set that is attached to the session. */
  readonly attachedBy?: AttachedBy;
  /** Ids of the sessions passed through, for a reached grant. */
  readonly via: readonly string[];
  readonly origin: Origin;
}

/** A point where authorization is checked again. */
export interface Gate {
  /** Unique inside its session. */
  readonly id: string;
  readonly kind: GateKind;
  readonly state: GateState;
  /** For example "environment production". */
  readonly name: string;
  /** What it checks and where the proof lies; for an ineffective one, why it is none. */
  readonly why: string;
  /** The key that `assume` in the configuration may name to declare it, for example an environment's name. */
  readonly key?: string;
  /** For an assumed one: what has to be true for it to hold, to go behind "if": `dev has reviewers`. */
  readonly holdsIf?: string;
  /** For an ineffective one: how its text would read if it held. */
  readonly repair?: string;
  /** What that does, as the title of a fix, where it is no condition. */
  readonly repairTitle?: string;
  /** What to do about an ineffective one, in a sentence, where its kind does not say it. */
  readonly advice?: string;
  readonly origin: Origin;
}

/** Whether one place belongs to production or to something else, read off a name. */
export type Tier = 'production' | 'non-production';

/** What makes a name sensitive. The first four come from built-in words; all can be configured. */
export type Sensitivity = 'production' | 'billing' | 'customer-data' | 'admin' | 'publishing';

/** How far an identity that a session mints for itself is limited by what the file says. */
export interface MintedScope {
  /** What limits the resources, in words; absent when nothing does. */
  readonly resources?: string;
  /** What limits the rights, in words; absent when nothing does. */
  readonly rights?: string;
  /** The platform's own key by which its rights could be named, where they are not: which ones are needed is not known. */
  readonly rightsBy?: string;
  /** Settings that would limit it, for the fix: the platform's own keys with a value to fill in. */
  readonly limits: Readonly<Record<string, string>>;
}

/** Another identity that the session holds or can become. */
export interface CarriedIdentity {
  /** Equal for the same identity everywhere in the workspace, for example `secret:NPM_TOKEN`. */
  readonly key: string;
  readonly kind: IdentityKind;
  /** As a reader knows it, for example `NPM_TOKEN` or a role's ARN. */
  readonly name: string;
  /** What it opens, where that is known. */
  readonly system?: SystemRef;
  /** The form of a static credential, for example `access-key`. */
  readonly credential?: string;
  readonly lifetime: Lifetime;
  /** Set when whoever made it takes it back as the session ends, however long it would work. */
  readonly endsWithSession?: true;
  /** How a federated identity could take its place, where the vendor offers that. */
  readonly alternative?: string;
  /** How the same is done so that somebody is asked: `text` stands in the place of the words at `origin`. */
  readonly asking?: { readonly title: string; readonly text: string; readonly caution: string };
  /** Key of the carried identity as which it is asked for; absent where the session's own keys or claims do. */
  readonly askedAs?: string;
  /** Present for identities minted in the session. */
  readonly minted?: MintedScope;
  /** Claims that the session presents to get it, for example `sub`. */
  readonly claims?: Readonly<Record<string, string>>;
  /** The same per way of starting the session, for evaluation against a trust policy. */
  readonly claimSets?: readonly ClaimSet[];
  /**
   * The right of the session's own identity without which it gets nothing to present; `lacking` says of a session that it
   * is without, where the platform has no word for granting it.
   */
  readonly requires?: { readonly right: string; readonly access: AccessLevel; readonly lacking?: string };
  /** Set when its value itself stands in the text, and not only its name. */
  readonly writtenOut?: true;
  /** Which part of the session sees it: one step, the whole session, or every session of the file. */
  readonly visibleTo: 'step' | 'session' | 'file';
  readonly gates: readonly string[];
  readonly initiators?: readonly string[];
  readonly tier?: Tier;
  readonly sensitivity: readonly Sensitivity[];
  readonly note?: string;
  /**
   * What the session does with it, in the words of the system that it opens: for AWS each right is an IAM action such as
   * `s3:PutObject`, and those of a gap are patterns of actions. Absent where nothing of that is known.
   */
  readonly needs?: NeedFacts;
  readonly origin: Origin;
  readonly uses: readonly Origin[];
}

/** One session naming another identity or pipeline, in neutral words. */
export interface Reference {
  readonly id: string;
  readonly kind: 'calls' | 'includes' | 'follows' | 'assumes' | 'needs' | 'holds' | 'bounded-by';
  /** What to look for among definitions. */
  readonly target: DefinitionKey;
  /** How the reader knows it. */
  readonly name: string;
  readonly origin: Origin;
  /** For `calls`: what is handed over. */
  readonly passes?: {
    readonly secrets: 'all' | readonly string[];
    readonly secretsOrigin?: Origin;
  };
  readonly initiators?: readonly string[];
  /** For `includes`: what the part does with identities is told by whoever includes it, with what is given to it. */
  readonly bound?: true;
  /** For `assumes`: key of the carried identity that it is. */
  readonly identity?: string;
  /** For `assumes`: by what it is known, where its own name is not written. */
  readonly given?: GivenName;
  /**
   * For `bounded-by`: what has to be true for it to bound, where a default decides that which whoever deploys may change.
   * Such a boundary takes nothing away: what it would take away stands behind an assumed gate.
   */
  readonly holdsIf?: string;
  /** For `bounded-by`: the policy that it names, where that is one of the vendor's whose text is known. */
  readonly policy?: PolicyDocument;
}

/** A name under which a file or session can be referred to. */
export interface DefinitionKey {
  readonly space:
    | 'pipeline-file'
    | 'pipeline-name'
    | 'action-folder'
    | 'session'
    | 'permission-set'
    | 'identity'
    | 'external';
  readonly key: string;
}

export interface Definition extends DefinitionKey {
  readonly origin: Origin;
  /** The local id of the session that it means, where several stand at one place. */
  readonly session?: string;
}

/** What the files do not say. */
export interface Unknown {
  readonly what: string;
  readonly why: string;
  /**
   * What it leaves open, where that is not what the session reaches: who starts it; or what the product's settings
   * hold for every session alike, which says nothing of this one; or only a matter of use or of telling, which widens
   * nothing.
   */
  readonly about?: 'start' | 'settings' | 'use';
  /** Ids of the gates before what is not known; absent where nothing stands before it. */
  readonly gates?: readonly string[];
  readonly origin: Origin;
}

/** Who is in a group that the platform makes by itself: of which part, and whoever it knows, services alone, or nobody it knows. */
export interface GroupMembers {
  readonly namespace: string | null;
  readonly authenticated: 'all' | 'services' | 'nobody';
}

/** How a session came by a grant that stands in a set: the attachment, and whom it names. */
export interface AttachedBy {
  readonly noun: string;
  readonly name: string;
  /** What the attached set is called, with its noun: `ClusterRole cluster-admin`. */
  readonly set: string;
  readonly within: string | null;
  /** Whether it names the session itself, or a group that it belongs to. */
  readonly holder: {
    readonly kind: 'session' | 'group' | 'person';
    readonly name: string;
    /** Who is in a group, where the platform puts them into it by itself. */
    readonly groupOf?: GroupMembers;
    readonly origin: Origin;
  };
  /** The text that names the set. */
  readonly setOrigin: Origin;
  /** The attachment's own place, for remediation. */
  readonly origin: Origin;
}
