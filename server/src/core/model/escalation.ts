import type { Grant, Reference } from './grant.js';
import type { SessionLogin } from './login.js';
import type { Origin } from './origin.js';
import type { RemediationOffer } from './remediation.js';
import type { Certainty } from './vocabulary.js';

/** A way by which a session gains rights or an identity that it was not given. */
export interface Escalation {
  /** The method's id, for example `pass-role-ec2`. */
  readonly method: string;
  /** What it can do, in words that follow "it can": "start an EC2 instance with any role that it may pass". */
  readonly title: string;
  readonly gains: 'rights' | 'identity' | 'everything';
  /** The grants that it takes, all of them. */
  readonly by: readonly Grant[];
  /** Known sessions that it leads to, by id; empty when what it leads to is not in the workspace. */
  readonly targets: readonly string[];
  /** What it leads to, in words. */
  readonly leadsTo: string;
  /** Set when it leads to the known sessions only, and to nothing that the workspace does not show. */
  readonly known?: true;
  /** Set when what is gained stays within the one resource, such as a bucket whose policy it may rewrite. */
  readonly extent?: 'resource';
  /** Conditions that must hold, in words; empty when none stands in the way. */
  readonly conditions: readonly string[];
  readonly gates: readonly string[];
  readonly source?: string;
  /** Whether it takes any there is of what it works on, or what is named; absent where the platform tells only targets. */
  readonly wide?: boolean;
  /** Set when it only uses the right to act as another, which is no way round anything. */
  readonly plain?: true;
  /** What would close or narrow it, where the files tell. */
  readonly offers?: readonly RemediationOffer[];
  /** The grant to point at: the one that is the cause. */
  readonly origin: Origin;
}

/** Another session that this one can become. */
export interface Becoming {
  /** Id of the session reached. */
  readonly session: string;
  /** How, in words that follow "it can": "assume role `deploy`". */
  readonly how: string;
  /** Ids of the sessions passed through before it. */
  readonly via: readonly string[];
  /** Gates of this session before it. */
  readonly gates: readonly string[];
  /** Key of the identity carried that leads there, where one does. */
  readonly identity?: string;
  /** Whether the text proves it, or what is not known could still prevent it. */
  readonly certain: boolean;
  readonly certainty: Certainty;
  /** Why it is taken for the one that is asked for, where nothing names it: a sentence without its end. */
  readonly supposed?: string;
  /** Only initiators of this session that lead there; absent when all do. */
  readonly initiators?: readonly string[];
  readonly origin: Origin;
}

/** A session that is asked for in a file, and whose own policy does not let in whoever asks. */
export interface Refusal {
  /** What asks for it. */
  readonly reference: Reference;
  /** Id of the session that refuses. */
  readonly by: string;
  /** Whom it trusts instead, and what is presented; words without a full stop. */
  readonly why: string;
  /** The claims that differ, where the policy itself refuses; absent where there is nothing to show. */
  readonly login?: SessionLogin;
}

/** A session of the workspace that can become another one, seen from that other one. */
export interface Starter {
  /** Id of the session that takes it on. */
  readonly session: string;
  /** Whether its file asks for it. One that does not ask is let in all the same, should it come to ask. */
  readonly asks: boolean;
  readonly certain: boolean;
  /** Set where it asks for one whose name is not written, and this one is only likely to be meant. */
  readonly supposed?: true;
  /** Only initiators of that session that lead there; absent when all do. */
  readonly initiators?: readonly string[];
  /** The text that asks for it; absent of one that does not ask. */
  readonly origin?: Origin;
}
