/**
 * The claims that one way of starting a session presents; a claim that is not known is absent from `values`. One
 * initiator may have several, of which each run presents one.
 */
export interface ClaimSet {
  readonly issuer: string;
  /**
   * By claim name; every value may be a pattern with `*` where the file leaves it open. `OWNER/REPO` and `OWNER` stand
   * for a repository that it does not tell. In a set of `CALLER`, `{name}` stands for the caller's claim of that name.
   */
  readonly values: Readonly<Record<string, string>>;
  /** Claims that are known to be absent. */
  readonly absent: readonly string[];
  /** Id of the initiator. */
  readonly initiator: string;
}

/** The initiator of a claim set that only says what a called session adds to, and changes of, its caller's claims. */
export const CALLER = 'caller';
