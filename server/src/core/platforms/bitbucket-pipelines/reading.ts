import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { Budget } from '../../pipelines/budget.js';
import { PipelineReading } from '../../pipelines/pipelineReading.js';
import type { Meant } from '../../text/meant.js';

export { itemsOf, scalarOf, scalarsOf } from '../../pipelines/pipelineReading.js';

/** A file of ten thousand lines has less. */
const MOST_ENTRIES = 30_000;

/** One file being read: makes origins and gathers what Bitbucket would refuse. */
export class Reading extends PipelineReading {
  /** Entries of lists that may still be looked at, aliases followed. */
  readonly budget = new Budget(MOST_ENTRIES);

  /** A shape that Bitbucket refuses: no pipeline starts then. */
  override refuse(node: SyntaxNode, message: string, meant?: Meant): void {
    if (this.tree.complete) super.refuse(node, message, meant);
  }
}
