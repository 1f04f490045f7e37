import type { AwsCatalogue } from '../model/awsCatalogue.js';
import type { FactProblem } from '../model/facts.js';
import type { LoweringTools } from '../model/loweringTools.js';
import type { Origin } from '../model/origin.js';
import { originOfNode } from '../model/origin.js';
import { refusal } from '../model/refusal.js';
import type { ParseShell } from '../model/shellScript.js';
import type { ScalarNode, SyntaxNode, SyntaxTree } from '../syntax/syntaxTree.js';
import type { Meant } from '../text/meant.js';
import type { Uri } from '../text/uri.js';

/** One file of a pipeline being read: makes origins and gathers what its product would refuse. */
export class PipelineReading {
  readonly problems: FactProblem[] = [];
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
    return originOfNode(this.uri, node);
  }

  /** A shape that the product refuses: nothing of the file runs then. */
  refuse(node: SyntaxNode, message: string, meant?: Meant): void {
    this.problems.push(refusal(this.originOf(node), message, meant));
  }
}

/** The node when it is a scalar with a value. */
export function scalarOf(node: SyntaxNode | undefined): ScalarNode | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node : undefined;
}

/** The scalar itself, or those of a list: where several words can stand, one of them may stand by itself. */
export function scalarsOf(node: SyntaxNode | undefined): readonly ScalarNode[] {
  if (node?.kind === 'sequence') return node.items.flatMap((item) => scalarOf(item) ?? []);
  const scalar = scalarOf(node);
  return scalar === undefined ? [] : [scalar];
}

/** The items of a list. */
export function itemsOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}
