import type { TextRange } from '../text/textRange.js';
import type {
  CarriedIdentity,
  DefinitionKey,
  Gate,
  Grant,
  GroupMembers,
  Reference,
  Unknown,
} from './grant.js';
import type { Origin } from './origin.js';
import type { PolicyDocument } from './policyDocument.js';

/** Grants under a name that nobody holds until they are attached: a managed policy, a Role, a ClusterRole. */
export interface PermissionSet {
  /** Unique inside its file and unchanged by edits elsewhere. */
  readonly localId: string;
  /** What the platform calls such a set, in lower case where it is no proper name: `managed policy`, `ClusterRole`. */
  readonly noun: string;
  readonly name: string;
  /** The platform's own keys, as in a session's subject. */
  readonly subject: Readonly<Record<string, string>>;
  /** What attachments and sessions name it by. */
  readonly key: DefinitionKey;
  /** Other keys by which it may be named, from files that know it by something else. */
  readonly aliases?: readonly DefinitionKey[];
  /** Other sets, in other files, whose grants belong to this one. */
  readonly includes?: readonly Reference[];
  readonly origin: Origin;
  readonly extent: TextRange;
  readonly grants: readonly Grant[];
  /** The lines of which the grants are made, with their places, where an overlay may change single ones. */
  readonly lines?: readonly SetLine[];
  /** Gates that its grants name, and that come with it to each holder. */
  readonly gates?: readonly Gate[];
  /** The policy behind the grants, where its own logic decides what they come to. */
  readonly policy?: PolicyDocument;
  /**
   * Labels that the set bears, and label selectors by which it takes in the grants of other sets: any of them, each with
   * all of its labels. A label has one of the values listed, or any where none is; with `!` before it, none of them.
   */
  readonly labels?: Readonly<Record<string, string>>;
  readonly aggregates?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly unknowns: readonly Unknown[];
}

/** One line of a set: every combination of its texts is a grant. */
export interface SetLine {
  readonly parts: Readonly<Record<string, readonly string[]>>;
  readonly extent: TextRange;
}

/** What gives a permission set to its holders: a binding, or an attachment written apart from both. */
export interface Attachment {
  readonly localId: string;
  readonly noun: string;
  readonly name: string;
  readonly set: DefinitionKey;
  /** The text that names the set. */
  readonly setOrigin: Origin;
  readonly holders: readonly Holder[];
  /** The namespace or the like to which it limits the grants; null when it does not. */
  readonly within: string | null;
  /** The namespace of the attachment itself; null when it has none. */
  readonly namespace: string | null;
  readonly origin: Origin;
  readonly extent: TextRange;
}

/** Who holds an attached set. */
export interface Holder {
  /** One identity by name, or a group: then `groupOf` says who is in it. */
  readonly key: DefinitionKey;
  /** As a reader knows it. */
  readonly name: string;
  readonly kind: 'session' | 'group' | 'person';
  /** For a group of sessions: all of the cluster or account, or all of one namespace. */
  readonly groupOf?: GroupMembers;
  /** Set when no namespace is written for it: then it is of the attachment's, wherever that is moved to. */
  readonly inherits?: true;
  readonly origin: Origin;
}

/** A place that runs as an identity which is defined somewhere else: a pod, a function. */
export interface Workload {
  readonly localId: string;
  /** `Deployment`, `CronJob`, `Lambda function`. */
  readonly noun: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly runsAs: DefinitionKey;
  /** The text that names the identity, or the place where it would be named. */
  readonly runsAsOrigin: Origin;
  /** Whether the identity is written there, or is the platform's default. */
  readonly named: boolean;
  /** Whether the credential is handed to it; null when the identity's own setting decides. */
  readonly mounts: boolean | null;
  readonly mountsOrigin?: Origin;
  /** Credentials of bounded life that it asks for, with their seconds. */
  readonly tokens: readonly {
    readonly seconds: number | null;
    readonly audience: string | null;
    readonly basis: 'declared' | 'platform-default';
    /** Seconds for which it is really accepted, where the platform extends that by default. */
    readonly accepted?: number;
    readonly origin: Origin;
  }[];
  /** What lets its code leave its own walls: a privileged container, a mount of the host. */
  readonly escapes: readonly {
    readonly what: string;
    readonly why: string;
    /** Set when it opens a part of the node alone, not the credentials of what else runs there. */
    readonly partial?: true;
    readonly origin: Origin;
  }[];
  readonly labels: Readonly<Record<string, string>>;
  /** What is kept elsewhere and mounted into it, by the name under which it is kept. */
  readonly secrets?: readonly { readonly name: string; readonly origin: Origin }[];
  /** Other identities that it is handed: keys and passwords in its environment. */
  readonly carried?: readonly CarriedIdentity[];
  readonly origin: Origin;
  readonly extent: TextRange;
}

/** An attachment that leads nowhere: what it names is not where it would have to be. */
export interface Dangling {
  readonly noun: string;
  readonly name: string;
  readonly missing: 'set' | 'holder';
  /** What is missing, with its noun. */
  readonly what: string;
  /** What else could take its place, or why it matters; words that follow a semicolon. */
  readonly why: string;
  /** The text that names what is missing. */
  readonly origin: Origin;
  readonly attachment: Origin;
}

export type { AttachedBy } from './grant.js';
