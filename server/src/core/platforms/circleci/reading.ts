import type { AwsCatalogue } from '../../model/awsCatalogue.js';
import type { FactProblem } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { Origin } from '../../model/origin.js';
import type { ParseShell } from '../../model/shellScript.js';
import type { ScalarNode, SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import type { PipelineScript } from '../../pipelines/script.js';
import { Budget } from '../../pipelines/budget.js';

/** A file of ten thousand lines has less. */
const MOST_ENTRIES = 30_000;
/** More than any workflow has. */
const MOST_JOBS = 1_000;

/** One file being read: makes origins and gathers what CircleCI would refuse. */
export class Reading {
  readonly problems: FactProblem[] = [];
  /** Entries of lists that may still be looked at, aliases followed. */
  readonly budget = new Budget(MOST_ENTRIES);
  /** Jobs of workflows that may still be read. */
  readonly jobs = new Budget(MOST_JOBS);
  /** Scripts that were read, by their text. */
  readonly scripts = new Map<string, PipelineScript>();
  readonly parseShell: ParseShell | undefined;
  /** Every action of AWS, where it is loaded. */
  readonly catalogue: AwsCatalogue | undefined;

  constructor(
    readonly uri: Uri,
    readonly tree: SyntaxTree,
    { parseShell, aws }: LoweringTools,
  ) {
    this.parseShell = parseShell;
    this.catalogue = aws;
  }

  /** Where `node` stands; for what came through an alias, the alias with the anchor beside it. */
  originOf(node: SyntaxNode): Origin {
    const { range, written } = node;
    return range === written ? { uri: this.uri, range } : { uri: this.uri, range, anchor: written };
  }

  /** Whether all of the file was read. */
  get isWhole(): boolean {
    return this.tree.complete && !this.budget.isOverdrawn && !this.jobs.isOverdrawn;
  }

  /** A shape that CircleCI refuses: the pipeline fails before any job starts. */
  refuse(node: SyntaxNode, message: string): void {
    if (!this.tree.complete) return;
    this.problems.push({ message, origin: this.originOf(node), severity: 'error', kind: 'shape' });
  }
}

/** The node when it is a scalar with a value. */
export function scalarOf(node: SyntaxNode | undefined): ScalarNode | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node : undefined;
}

/** The scalar itself, or those of a list: CircleCI takes both where several words can stand. */
export function scalarsOf(node: SyntaxNode | undefined): readonly ScalarNode[] {
  if (node?.kind === 'sequence') return node.items.flatMap((item) => scalarOf(item) ?? []);
  const scalar = scalarOf(node);
  return scalar === undefined ? [] : [scalar];
}

/** The items of a list. */
export function itemsOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}
