import type { SecretUse } from './secrets.js';
import type { Step } from './workflow.js';

/** Which gates stand before what a job holds: a check in a step is none for the steps before it. */
export interface GateOrder {
  /** Before what all steps hold. */
  readonly everywhere: readonly string[];
  readonly ofStep: (step: Step) => readonly string[];
  /** Before a secret, by where it is mentioned. */
  readonly ofSecret: (mentions: readonly Pick<SecretUse, 'step'>[]) => readonly string[];
}
