import type { HclExpression } from '../../../syntax/hcl/expression.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Reading } from '../reading.js';
import type { Block, Configuration } from './configuration.js';

/**
 * What names stand for that loops set: `each.value`, `statement.key`, the names of a `for`. Several nodes are what it
 * stands for in turn; none says that this is not known.
 */
export type Scope = ReadonlyMap<string, readonly SyntaxNode[]>;

export const NO_SCOPE: Scope = new Map();

/** Where an expression is written, and what its names stand for. */
export interface Env {
  /** The text that the ranges of the expression are of. */
  readonly source: string;
  /** Where all of it stands in the file, when that is not where its ranges say. */
  readonly at: TextRange | undefined;
  readonly scope: Scope;
}

/** Turns values of Terraform into those of a template of CloudFormation. */
export interface Evaluator {
  readonly reading: Reading;
  readonly configuration: Configuration;
  readonly value: (node: SyntaxNode, scope: Scope) => SyntaxNode;
  readonly expression: (expression: HclExpression, env: Env) => SyntaxNode;
  /** The text of a key that a built node comes to, with the defaults of variables. */
  readonly text: (node: SyntaxNode) => string;
  /** A default that whoever applies the configuration may replace, under the name of a parameter. */
  readonly parameter: (name: string, fallback: SyntaxNode) => void;
  /** What a local value stands for; `undefined` for one that is not in this file, or leads back to itself. */
  readonly local: (name: string) => SyntaxNode | undefined;
  /** Works something out under a name; `undefined` when that is being done already, so that it leads back to itself. */
  readonly guarded: (name: string, make: () => SyntaxNode | undefined) => SyntaxNode | undefined;
  /** What `each` stands for in a block. */
  readonly scopeOf: (block: Block) => Scope;
  /** The data source that made a policy; `undefined` for one that is written out. */
  readonly maker: (node: SyntaxNode) => Block | undefined;
  /** The policy that a data source makes. */
  readonly document: (address: string) => SyntaxNode | undefined;
}

/** Where an expression stands in the file. */
export function rangeOf({ range }: { readonly range: TextRange }, { at }: Env): TextRange {
  return at ?? range;
}

/** The text of an expression as it is written. */
export function sourceOf({ range }: { readonly range: TextRange }, { source }: Env): string {
  return source.slice(range.start, range.end);
}
