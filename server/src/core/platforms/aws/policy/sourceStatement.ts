import type { PolicyPrincipal, PolicyStatement } from '../../../model/policyDocument.js';
import type { MappingNode } from '../../../syntax/syntaxTree.js';
import type { Guard } from '../text/guards.js';
import type { SourceText } from '../text/sourceText.js';

/** A principal, with what is known of how its text came about. */
export type SourcePrincipal = PolicyPrincipal & SourceText;

/** A statement with its texts as the file makes them, and the node that it was read from. */
export interface SourceStatement extends PolicyStatement {
  readonly actions?: readonly SourceText[];
  readonly notActions?: readonly SourceText[];
  readonly resources?: readonly SourceText[];
  readonly notResources?: readonly SourceText[];
  readonly principals?: readonly SourcePrincipal[];
  readonly notPrincipals?: readonly SourcePrincipal[];
  /** Absent for a statement that is the vendor's, not the file's. */
  readonly node: MappingNode | undefined;
  /** The vendor's policy that it is of, with its path: `service-role/AWSGlueServiceRole`. */
  readonly policy?: string;
  /** Conditions of the template under which it is there. */
  readonly guards: readonly Guard[];
}
