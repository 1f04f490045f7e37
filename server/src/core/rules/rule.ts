import type { ControlId, FindingClass } from '../frameworks/controlId.js';
import type { Origin, Related } from '../model/origin.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Confidence, Severity } from '../model/vocabulary.js';

export interface RuleMeta {
  /** Kebab-case; names the pattern, not the cure. Never renamed or reused. */
  readonly id: string;
  /** One line: what is found. */
  readonly title: string;
  /** The severity of the plain case; `check` raises or lowers it by reach, initiators, time and gates. */
  readonly severity: Severity;
  /** The class of finding whose controls it carries, from the framework catalogue. */
  readonly findingClass: FindingClass;
  /** Controls to put first, when the class's own order does not fit. */
  readonly primaryControls?: readonly ControlId[];
  /** The version that brought it. */
  readonly since: string;
  /** Whether it speaks of something that is absent, and so must be silent where a file is not read whole. */
  readonly absence?: boolean;
  /**
   * Whether one person decides on several hits together, so that what people read tells the first, with the rest: on all
   * of a session, or, by one setting, on all of a repository that say the same.
   */
  readonly decidedTogether?: 'session' | 'setting';
}

/** One place where a rule applies. */
export interface RuleHit {
  /** The narrowest text that expresses the cause. Hits of one rule with the same origin are one finding. */
  readonly origin: Origin;
  /** What (with the actual value), why, what to do. */
  readonly message: string;
  readonly severity?: Severity;
  readonly confidence: Confidence;
  readonly related?: readonly Related[];
  readonly offers?: readonly RemediationOffer[];
  /** Whether the text at `origin` has no effect, so that an editor may fade it. */
  readonly unnecessary?: boolean;
  /** Set where what is wrong is each session's own, though all are started at one place: none speaks for the others. */
  readonly apart?: boolean;
}

/** Pure: the same scope and model give the same hits. What `check` reads of the model is recorded. */
export interface Rule {
  readonly meta: RuleMeta;
  readonly check: (scope: TrustScope, model: TrustModel) => readonly RuleHit[];
}
