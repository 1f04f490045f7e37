import type { Uri } from '../text/uri.js';
import type { Initiator } from './grant.js';
import type { Origin } from './origin.js';

/*
 * What one file says of a broker whose settings stand in several, for the linker.
 */

export type BrokerPart =
  | NatsPart
  | MosquittoSettings
  | MosquittoAcl
  | RabbitSettings
  | RabbitDefinitions
  | RabbitEnvironment
  | RedisSettingsPart
  | RedisAcl;

/** A subject as it stands in a permission of NATS. */
export interface NatsSubject {
  readonly pattern: string;
  readonly queue?: string;
  readonly origin: Origin;
}

/** One side of a permission. Absent `allow` means every subject. */
export interface NatsSide {
  readonly allow?: readonly NatsSubject[];
  readonly deny: readonly NatsSubject[];
}

/** What a user may publish and subscribe to. */
export interface NatsPermissions {
  readonly publish: NatsSide;
  readonly subscribe: NatsSide;
}

/** What an account takes from another one, and by which subject it knows it. */
export interface NatsImport {
  readonly kind: 'stream' | 'service';
  readonly local: string;
  /** Where it comes from, or goes to: the account and its own subject. */
  readonly source: { readonly account: string; readonly subject: string };
}

export interface NatsAccount {
  readonly name: string;
  readonly jetstream: boolean;
  readonly isSystem: boolean;
  readonly imports: readonly NatsImport[];
}

/** A configuration of NATS as those see it that include it, and what it takes from those that it includes. */
export interface NatsPart {
  readonly kind: 'nats';
  /** Blocks of permissions at its outermost level, by the name that a variable has. */
  readonly permissions: Readonly<Record<string, NatsPermissions>>;
  /** What counts for users without permissions, where that stands at its outermost level. */
  readonly defaults?: NatsPermissions;
  /** Addresses of all files that it includes; absent for one that is no file beside it. */
  readonly includes: readonly NatsInclude[];
  /** Users whose permissions stand in what is included. */
  readonly deferred: readonly DeferredUser[];
}

export interface NatsInclude {
  readonly path: string;
  readonly target?: Uri;
  readonly origin: Origin;
}

export interface DeferredUser {
  readonly localId: string;
  readonly account: NatsAccount;
  /** The name of the user. */
  readonly origin: Origin;
  /** The variable that holds its permissions; absent where those for users without any count. */
  readonly variable?: string;
  /** Files in which it may stand, in order. */
  readonly includes: readonly NatsInclude[];
}

/** Whom a broker of Mosquitto lets in, and by which list it decides what they may do. */
export interface MosquittoSettings {
  readonly kind: 'mosquitto-settings';
  readonly listeners: readonly MosquittoListener[];
}

export interface MosquittoListener {
  readonly admitsNameless: { readonly value: boolean; readonly declared: boolean; readonly origin: Origin };
  /** Whether only programs on the same machine reach it. */
  readonly isLocal: boolean;
  /** The last segment of the path of its list. */
  readonly aclFile?: string;
}

/** A list of Mosquitto's, with the session of clients without a name. */
export interface MosquittoAcl {
  readonly kind: 'mosquitto-acl';
  readonly localId?: string;
}

/** Settings of RabbitMQ, as far as other files decide what comes of them. */
export interface RabbitSettings {
  readonly kind: 'rabbitmq-settings';
  /** The session of the first user, where its name is left open, which the environment may set. */
  readonly localId?: string;
  /** The user that clients without a name are, where it stands in another file. */
  readonly nameless?: { readonly user: string; readonly initiator: Initiator };
}

/** An export of RabbitMQ's users. */
export interface RabbitDefinitions {
  readonly kind: 'rabbitmq-definitions';
}

/** Services of a file of Compose that set the name of RabbitMQ's first user. */
export interface RabbitEnvironment {
  readonly kind: 'rabbitmq-environment';
  readonly services: readonly {
    readonly user: string;
    /** The files and folders of this workspace that the service mounts. */
    readonly mounts: readonly Uri[];
  }[];
}

/** Settings of Redis that leave the users to an ACL file. */
export interface RedisSettingsPart {
  readonly kind: 'redis-settings';
  /** The last segment of the path of that file. */
  readonly aclFile: string;
  /** The session of the user `default`, which is there where that file does not name it. */
  readonly localId: string;
}

/** An ACL file of Redis. */
export interface RedisAcl {
  readonly kind: 'redis-acl';
  readonly namesDefault: boolean;
}
