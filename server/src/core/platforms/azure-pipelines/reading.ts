import type { AwsCatalogue } from '../../model/awsCatalogue.js';
import type { FactProblem } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { Origin } from '../../model/origin.js';
import type { ParseShell } from '../../model/shellScript.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import type { ScalarNode, SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';

/** One file being read: makes origins and gathers what Azure Pipelines would refuse. */
export class Reading {
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
    const { range, written } = node;
    return range === written ? { uri: this.uri, range } : { uri: this.uri, range, anchor: written };
  }

  /** Where a part of a scalar's text stands. */
  placeOf(scalar: ScalarNode, part: string): Origin {
    return placeIn(this, scalar, part);
  }

  /** A shape that Azure Pipelines refuses: the run fails before any job starts. */
  refuse(node: SyntaxNode, message: string): void {
    this.problems.push({ message, origin: this.originOf(node), severity: 'error', kind: 'shape' });
  }
}
