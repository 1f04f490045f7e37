import type { Admission, TrustFlaw } from '../../../model/trust.js';
import type { Actor } from '../../../model/vocabulary.js';

/** What is found of one principal, before it is given an id. */
export interface Found {
  readonly kind: Admission['kind'];
  readonly name: string;
  readonly issuer?: string;
  readonly action: string;
  readonly actor: Actor;
  /** In words without a verb: "jobs of repository acme/shop". */
  readonly admits: string;
  readonly conditions: readonly string[];
  readonly remark?: string;
  readonly flaws: readonly TrustFlaw[];
  readonly open?: NonNullable<Admission['open']>;
  readonly passes?: string;
  readonly fails?: string;
}
