import type { DefinitionKey } from './grant.js';
import type { Origin } from './origin.js';

/**
 * A name under which a file hands an identity on, beside the identity's own: a secret or variable of pipelines that a
 * resource writes, or an output, whose name and description say what somebody enters it as elsewhere.
 */
export interface HandedName {
  readonly by: 'secret' | 'variable' | 'output';
  readonly name: string;
  /** What its file says that it is for. */
  readonly description?: string;
  /** The one environment of pipelines in which it holds; everywhere when absent. */
  readonly environment?: string;
  /** The identity that stands behind it. */
  readonly target: DefinitionKey;
  readonly origin: Origin;
}
