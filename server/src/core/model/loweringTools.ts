import type { AwsCatalogue } from './awsCatalogue.js';
import type { DeclaredParts } from './declaredParts.js';
import type { ManagedPolicies } from './managedPolicies.js';
import type { ParseShell } from './shellScript.js';

/** What reading one file may use beside its text. What is missing leaves things unknown. */
export interface LoweringTools {
  /** Reader of an embedded language, loaded only when it is needed. */
  readonly parseShell?: ParseShell;
  /** Every action of AWS, loaded only when a file speaks of AWS. */
  readonly aws?: AwsCatalogue;
  /** What the policies allow that AWS manages; comes with the catalogue. */
  readonly managedPolicies?: ManagedPolicies;
  /** What the configuration of the file says of the parts that it includes. */
  readonly declaredParts?: DeclaredParts;
  /** Whether units say what is said in a file whose platform composes all of its kind: then it need not say it alone. */
  readonly composed?: boolean;
  /**
   * The text of a file of the repository, by its path below the folder that the product takes for its root; absent where
   * a file is read by itself. Only what is named is asked for.
   */
  readonly fileText?: (path: string) => string | undefined;
  /** Kept by whoever lowers the states of one file one after the other, and handed in each time. */
  readonly memo?: LoweringMemo;
}

/**
 * What the last lowering of a file has left for the next one, so that facts of parts that are what they were stay the same
 * objects. What is held is known to its platform alone. One memo serves one file, whose trees come one from another.
 */
export interface LoweringMemo {
  held?: unknown;
}
