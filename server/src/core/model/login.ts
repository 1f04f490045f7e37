import type { Origin } from './origin.js';

/**
 * What a trust policy says of somebody who asks: it trusts them, it does not, or that hangs on something which the
 * files do not tell.
 */
export type LoginVerdict = 'admitted' | 'refused' | 'not-known';

/** One demand of a trust policy, and what is shown instead. */
export interface ClaimDifference {
  /** The claim without its issuer, for example `sub`; `iss` where the policy trusts no such issuer at all. */
  readonly claim: string;
  /** What the policy asks for, as written; any one of these. */
  readonly wants: readonly string[];
  /** What is shown; null when it is known that nothing is. */
  readonly gets: string | null;
  /** Set where the policy trusts everybody else, and refuses who shows this. */
  readonly denied?: true;
  /** The demand's own text. */
  readonly origin: Origin;
}

/** The verdict on one set of claims. */
export interface Login {
  readonly verdict: LoginVerdict;
  /** For one that is not known: nothing contradicts it, and it holds if those are meant whom the policy names. */
  readonly likely?: true;
  /** For a refused one: what is asked for and not shown. */
  readonly differs: readonly ClaimDifference[];
  /** For one that is not known: what would settle it, in words. */
  readonly hangsOn: readonly string[];
}

/** The verdict on one way in which a session can run. */
export interface LoginRun extends Login {
  /** Id of the initiator that starts it. */
  readonly initiator: string;
  /** What starts it, for example `push`. */
  readonly event: string;
  /** The subjects that it can show; several where it is not known in which form. */
  readonly subjects: readonly string[];
  /** The claims as the file has them, patterns with `*` where they are open. */
  readonly claims: Readonly<Record<string, string>>;
}

/** The verdict on a session, taken over all ways in which it can run: let in as soon as one of them is. */
export interface SessionLogin extends Login {
  readonly runs: readonly LoginRun[];
}
