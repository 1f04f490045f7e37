/** The policies that AWS manages, as `scripts/compile-managed-policies.ts` writes them. */
export interface ManagedPolicyTable {
  /** The day on which AWS was asked, `YYYY-MM-DD`. */
  readonly date: string;
  /** One line per service: its prefix, then names and patterns of its actions, separated by blanks. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** `Operator key value|value`, joined by `;`. */
  readonly conditions: readonly string[];
  /**
   * `path version date statement…`, separated by blanks. A statement is `flags service.numbers,… / numbers / number`, without
   * blanks: flags 1 for a deny, 2 for `NotAction`, 4 for `NotResource`; then the actions by service, each as its distance
   * from the one before; the resources; and the condition, if there is one.
   */
  readonly policies: readonly string[];
}

/** The digits of a number: five bits each, the lowest first, the sixth bit saying that another digit follows. */
export const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
