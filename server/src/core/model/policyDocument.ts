import type { Origin } from './origin.js';

/*
 * Policies of AWS as plain data. Whoever reads the text (JSON, a template) makes these; `O` is whatever finds the text
 * again. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

/** Stands in a text for a part that is not known here, of any length: an unresolved parameter of a template. */
export const UNKNOWN_PART = '\uFFFC';

/** One string of a policy. */
export interface PolicyText<O = Origin> {
  /** As written, with `*`, `?` and IAM's `${…}`; `UNKNOWN_PART` for what a template leaves open. */
  readonly text: string;
  /** Things of the same file that it refers to, by their ids there. */
  readonly resources?: readonly string[];
  readonly origin: O;
}

/** The key under `Principal`; `any` is the bare `"*"`. */
export type PrincipalKind = 'any' | 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | 'unknown';

/** One entry of `Principal` or `NotPrincipal`. */
export interface PolicyPrincipal<O = Origin> extends PolicyText<O> {
  readonly kind: PrincipalKind;
}

/** One key under one operator: values are alternatives, several conditions must all hold. */
export interface PolicyCondition<O = Origin> {
  /** As written, for example `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  /** Booleans and numbers as their JSON text. */
  readonly values: readonly PolicyText<O>[];
  /** The text of the operator; absent where the condition is not the file's own. */
  readonly operatorOrigin?: O;
  readonly origin: O;
}

/** One statement. Of each pair at most one is present; `resources` and `principals` are absent where the kind of policy has none. */
export interface PolicyStatement<O = Origin> {
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions?: readonly PolicyText<O>[];
  readonly notActions?: readonly PolicyText<O>[];
  readonly resources?: readonly PolicyText<O>[];
  readonly notResources?: readonly PolicyText<O>[];
  readonly principals?: readonly PolicyPrincipal<O>[];
  readonly notPrincipals?: readonly PolicyPrincipal<O>[];
  readonly conditions: readonly PolicyCondition<O>[];
  /** Set for a statement that a template may leave out (one branch of `Fn::If`): whether it is there is not known. */
  readonly possible?: true;
  /** The conditions that decide about that, each with the side on which the statement is there. */
  readonly when?: readonly { readonly condition: string; readonly holds: boolean }[];
  /** Set when part of the statement could not be read: whether it applies is then not known, unless the rest says no. */
  readonly incomplete?: true;
  readonly origin: O;
}

export interface PolicyDocument<O = Origin> {
  /** `2012-10-17` or `2008-10-17`, the default of AWS: policy variables are plain text in the older one. */
  readonly version?: string;
  readonly statements: readonly PolicyStatement<O>[];
  /** Set when statements are missing that could not be read: more may be allowed and denied than is seen. */
  readonly incomplete?: true;
}
