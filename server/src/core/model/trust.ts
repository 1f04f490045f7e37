import type { Origin } from './origin.js';
import type { PolicyDocument } from './policyDocument.js';
import type { RemediationOffer } from './remediation.js';
import type { Severity } from './vocabulary.js';

/** Who may start sessions of an identity, as its own file tells. */
export interface Trust {
  /** The whole policy, denies among it, for evaluation against what a caller presents. */
  readonly policy: PolicyDocument;
  readonly admissions: readonly Admission[];
  readonly origin: Origin;
}

/** One principal whom a trust policy trusts. */
export interface Admission {
  /** Id of the initiator that it gives. */
  readonly initiator: string;
  readonly kind: 'anyone' | 'account' | 'identity' | 'service' | 'federated';
  readonly name: string;
  /** For a federated one, the issuer's host and path, for example `token.actions.githubusercontent.com`. */
  readonly issuer?: string;
  /** In words, whom it admits. */
  readonly admits: string;
  /** A set of claims that passes, and one that fails, for readers. */
  readonly passes?: string;
  readonly fails?: string;
  readonly flaws: readonly TrustFlaw[];
  /** The text that may trust more than is known, and why, in words without a full stop. */
  readonly open?: { readonly why: string; readonly origin: Origin };
  readonly origin: Origin;
}

/** What makes an admission wider than it looks or should be. */
export interface TrustFlaw {
  readonly kind:
    | 'anyone'
    | 'no-subject'
    | 'wide-subject'
    | 'no-audience'
    | 'no-external-id'
    | 'pattern-taken-literally'
    | 'condition-lost'
    | 'never-sent'
    | 'wrong-action'
    | 'no-login'
    | 'login-not-asked'
    | 'confused-deputy';
  /** What it says and whom that trusts; a full sentence. */
  readonly message: string;
  readonly severity: Severity;
  readonly offers: readonly RemediationOffer[];
  /** Where a condition on the subject is missing, and could be written. */
  readonly bindAt?: { readonly at: Origin; readonly path: readonly string[] };
  readonly origin: Origin;
}

export type { ClaimSet } from './claims.js';
export { CALLER } from './claims.js';
