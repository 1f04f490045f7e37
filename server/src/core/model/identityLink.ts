import type { TextRange } from '../text/textRange.js';
import type { DefinitionKey, Lifetime, Sensitivity } from './grant.js';
import type { Origin } from './origin.js';
import type { IdentityKind } from './vocabulary.js';

/** What lets one identity act as another, written apart from both: a mapping of cloud roles, an association. */
export interface IdentityLink {
  readonly localId: string;
  /** What the platform calls it: `aws-auth mapping`, `pod identity association`. */
  readonly noun: string;
  /** Who acts. */
  readonly from: DefinitionKey;
  /** As a reader knows it: an ARN, `shop/api`. */
  readonly fromName: string;
  /** Whom it acts as; absent when it only gains groups. */
  readonly to?: DefinitionKey;
  readonly toName: string;
  /** Groups that it is in from then on, by name, with the text of each. */
  readonly groups: readonly { readonly name: string; readonly origin: Origin }[];
  /** Sets of rights, known by their names alone, that it is given besides. */
  readonly policies?: readonly LinkedPolicy[];
  readonly origin: Origin;
  readonly extent: TextRange;
}

/** That an identity may enter a session of another system. */
export interface Entry {
  readonly from: DefinitionKey;
  /** How, as a reader is told of the step. */
  readonly how: string;
  readonly origin: Origin;
}

/** A set of rights that a cloud keeps for its clusters. */
export interface LinkedPolicy {
  readonly name: string;
  /** Where it counts; null for the whole cluster. */
  readonly namespaces: readonly string[] | null;
  readonly origin: Origin;
}

/** A credential of an identity that stands by itself, such as a token kept in a Secret. */
export interface StandingCredential {
  readonly localId: string;
  readonly noun: string;
  readonly name: string;
  readonly kind: IdentityKind;
  /** Whose it is. */
  readonly identity: DefinitionKey;
  /** The text that names the identity. */
  readonly identityOrigin: Origin;
  readonly lifetime: Lifetime;
  readonly origin: Origin;
  readonly extent: TextRange;
}

/** An object that others may be allowed to read, such as a Secret. */
export interface StoredObject {
  readonly localId: string;
  /** `Secret`, `ConfigMap`. */
  readonly noun: string;
  /** The resource by which grants name it: `secrets`. */
  readonly resource: string;
  readonly name: string;
  /** The namespace as written; empty when none is written. */
  readonly namespace: string;
  /** What it holds, in words, where its type tells; for example `token of service account ci`. */
  readonly holds?: string;
  readonly sensitivity: readonly Sensitivity[];
  readonly origin: Origin;
}
