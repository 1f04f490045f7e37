/*
 * The request that policies are asked about, and what they answer. The policies themselves are `model/policyDocument.ts`;
 * `O` is whatever finds their text again, and is only handed through.
 */
import type { Origin } from '../../../model/origin.js';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';

/** True, false, or not to be told from what is known. */
export type Tri = boolean | 'unknown';

/** What a request says under a key: its values (several for a multivalued key), that the key is not in it, or neither known. */
export type ContextValue = readonly string[] | 'absent' | 'unknown';

/** The context of a request. Keys are compared without regard to case. Values may hold `UNKNOWN_PART`. */
export interface RequestContext {
  readonly get: (key: string) => ContextValue;
}

/** Who makes the request. */
export interface RequestPrincipal {
  readonly kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | 'anonymous';
  /**
   * For `AWS` the ARN: of a role session both its own and, in `roleArn`, that of the role. For `Service` its name
   * (`lambda.amazonaws.com`), for `Federated` the provider: its ARN or host name.
   */
  readonly id: string;
  readonly roleArn?: string;
  /** Twelve digits; undefined when it is not known, or the principal is none of an account. */
  readonly account?: string;
}

/** One action on one resource by one principal. */
export interface AwsRequest {
  /** `service:Action`. */
  readonly action: string;
  /** The ARN, with `UNKNOWN_PART` for parts that are not known; `*` for an action that takes none. */
  readonly resource: string;
  /** The account that owns the resource, where its ARN does not say (a bucket's has none). */
  readonly resourceAccount?: string;
  readonly principal?: RequestPrincipal;
  readonly context: RequestContext;
}

/** The policies that are asked. A list that is empty is present and allows nothing; an absent one sets no bound. */
export interface PolicySet<O = Origin> {
  /** Policies of the identity: managed and inline, of its groups too. */
  readonly identity: readonly PolicyDocument<O>[];
  /** The policy of the resource; for a role to be assumed, its trust policy. */
  readonly resource?: PolicyDocument<O>;
  readonly boundary?: PolicyDocument<O>;
  /** Policies passed with the call that started the session. */
  readonly session?: readonly PolicyDocument<O>[];
  /** Service control policies, one list per level of the organisation: each level must allow. */
  readonly scp?: readonly (readonly PolicyDocument<O>[])[];
  /** Resource control policies, likewise. */
  readonly rcp?: readonly (readonly PolicyDocument<O>[])[];
}

/** `implicit-deny`: nothing denies, and nothing that must allow does. */
export type Decision = 'allow' | 'deny' | 'implicit-deny' | 'unknown';

export interface Evaluation<O = Origin> {
  readonly decision: Decision;
  /** The statements that brought it about: the denying ones, the allowing ones, or those that could not be told. */
  readonly decidedBy: readonly PolicyStatement<O>[];
}

/** The policies of one identity, and what bounds them. */
export type IdentityPolicies<O = Origin> = Pick<PolicySet<O>, 'identity' | 'boundary' | 'session' | 'scp'>;

/** What one identity may do, whatever the request's context turns out to be. */
export interface Permission<O = Origin> {
  /** `conditional`: under the conditions named, or if what is not known turns out so. */
  readonly result: 'yes' | 'no' | 'conditional';
  /** The statements that allow it; for `no` those that deny it, if any. */
  readonly statements: readonly PolicyStatement<O>[];
  /** What must hold for a `conditional` one: conditions of the allowing statements, and of denies that may apply. */
  readonly conditions: readonly PolicyCondition<O>[];
  /** Set for a `no` that a policy which was not read whole could turn round. */
  readonly incomplete?: true;
}
