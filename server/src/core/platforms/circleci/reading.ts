import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import type { PipelineScript } from '../../pipelines/script.js';
import { Budget } from '../../pipelines/budget.js';
import { PipelineReading } from '../../pipelines/pipelineReading.js';
import type { Meant } from '../../text/meant.js';

export { itemsOf, scalarOf, scalarsOf } from '../../pipelines/pipelineReading.js';

/** A file of ten thousand lines has less. */
const MOST_ENTRIES = 30_000;
/** More than any workflow has. */
const MOST_JOBS = 1_000;

/** One file being read: makes origins and gathers what CircleCI would refuse. */
export class Reading extends PipelineReading {
  /** Entries of lists that may still be looked at, aliases followed. */
  readonly budget = new Budget(MOST_ENTRIES);
  /** Jobs of workflows that may still be read. */
  readonly jobs = new Budget(MOST_JOBS);
  /** Scripts that were read, by their text. */
  readonly scripts = new Map<string, PipelineScript>();

  /** Whether all of the file was read. */
  get isWhole(): boolean {
    return this.tree.complete && !this.budget.isOverdrawn && !this.jobs.isOverdrawn;
  }

  /** A shape that CircleCI refuses: the pipeline fails before any job starts. */
  override refuse(node: SyntaxNode, message: string, meant?: Meant): void {
    if (this.tree.complete) super.refuse(node, message, meant);
  }
}
