import type { Origin } from './origin.js';
import type { AccessLevel } from './vocabulary.js';

/** What the parts of a session need of its own identity, as far as they are known. */
export interface NeedFacts {
  readonly items: readonly NeedItem[];
  readonly gaps: readonly NeedGap[];
}

/** One right that one part needs. */
export interface NeedItem {
  readonly right: string;
  /** Another right that does as well, where the platform accepts either. */
  readonly alternative?: string;
  /** Set where what it is used on decides which of the two is asked for: a session that has both keeps both. */
  readonly undecided?: true;
  readonly access: AccessLevel;
  /** The pattern of what it is needed on, in the platform's words; absent where that is not known, and may be anything. */
  readonly resource?: string;
  /** Which part, and what for. */
  readonly why: string;
  /** Whether the part works on without it. */
  readonly optional: boolean;
  /** Set when it may not come to that: the part runs under a condition, or what it is given is known only then. */
  readonly conditional?: true;
  readonly origin: Origin;
}

/** A part whose needs are not known, and the rights that it could use. */
export interface NeedGap {
  readonly why: string;
  readonly rights: 'all' | readonly string[];
  /** Set for what by custom does not use them: it counts only against rights that were granted by name. */
  readonly unlikely?: true;
  readonly origin: Origin;
}
