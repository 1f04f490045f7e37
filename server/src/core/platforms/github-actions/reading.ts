import type { FactProblem } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { AwsCatalogue } from '../../model/awsCatalogue.js';
import type { DeclaredParts } from '../../model/declaredParts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { ParseShell } from '../../model/shellScript.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';

/** One file being read: makes origins and gathers what GitHub would refuse. */
export class Reading {
  readonly problems: FactProblem[] = [];
  readonly parseShell: ParseShell | undefined;
  /** What the configuration says of actions. */
  readonly declaredParts: DeclaredParts | undefined;
  /** Every action of AWS, where it is loaded. */
  readonly catalogue: AwsCatalogue | undefined;

  constructor(
    readonly uri: Uri,
    readonly tree: SyntaxTree,
    { parseShell, declaredParts, aws }: LoweringTools,
  ) {
    this.parseShell = parseShell;
    this.declaredParts = declaredParts;
    this.catalogue = aws;
  }

  /** Where `node` stands; for what came through an alias, the alias with the anchor beside it. */
  originOf(node: SyntaxNode): Origin {
    const { range, written } = node;
    return range === written ? { uri: this.uri, range } : { uri: this.uri, range, anchor: written };
  }

  /** A shape that GitHub refuses: the run fails before any job starts. */
  refuse(node: SyntaxNode, message: string): void {
    this.problems.push({ message, origin: this.originOf(node), severity: 'error', kind: 'shape' });
  }

  /** Refuses the keys of a mapping that are not among the known ones. */
  refuseUnknownKeys(node: SyntaxNode | undefined, known: ReadonlySet<string>, where: string): void {
    for (const { key } of entries(node)) {
      if (!known.has(key.text) && key.text !== '') {
        this.refuse(key, `GitHub does not know the key \`${key.text}\` in ${where}.`);
      }
    }
  }
}
