import type { HclExpression, HclStep } from '../../../syntax/hcl/expression.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { Block as TextBlock } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Reading } from '../reading.js';
import type { Block, Configuration } from './configuration.js';
import type { Scope } from './scope.js';

/** Where an expression is written, and what its names stand for. */
export interface Env {
  /** The text that the ranges of the expression are of. */
  readonly source: string;
  /** Where all of it stands in the file, when that is not where its ranges say. */
  readonly at: TextRange | undefined;
  readonly scope: Scope;
}

/** A file that a configuration reads as it is. */
export interface OtherFile {
  readonly text: string;
  /** The text as JSON; `undefined` where it is none. Its nodes stand in that file. */
  readonly json: () => SyntaxNode | undefined;
  /** The text as YAML; `undefined` where it is none. */
  readonly yaml: () => SyntaxNode | undefined;
  /** What offsets in its text are counted in. */
  readonly block: TextBlock;
}

/** What a language that is written like Terraform's, and is not Terraform's, adds to it. */
export interface Dialect {
  /**
   * What a name of its own stands for with the steps behind it, and how many of these that took; `undefined` for a name
   * that is none of its own.
   */
  readonly word: (
    evaluator: Evaluator,
    name: string,
    steps: readonly HclStep[],
    reference: { readonly range: TextRange; readonly shown: string },
  ) => { readonly node: SyntaxNode; readonly taken: number } | undefined;
  /** What a function of its own gives; `undefined` for any other, and where that is not known. */
  readonly call: (
    evaluator: Evaluator,
    name: string,
    args: readonly SyntaxNode[],
    range: TextRange,
  ) => SyntaxNode | undefined;
}

/** What surrounds a module: whoever calls it, and whatever it calls and reads itself. */
export interface Surroundings {
  /** What stands before the addresses of its blocks for all others: `module.app.`. */
  readonly prefix: string;
  /** Whether its variables are set by a caller that is here: then a default is what counts where that says nothing. */
  readonly isCalled: boolean;
  /** What makes the module is switched off by default. */
  readonly isOff?: boolean;
  /** The values of the module as they are where whoever applies the configuration switches nothing on. */
  readonly switchedOff?: () => Evaluator;
  /** What is handed over for a variable. */
  readonly argument: (name: string) => SyntaxNode | undefined;
  /** What files of settings say of a variable, which whoever applies the configuration may replace. */
  readonly setting: (name: string) => SyntaxNode | undefined;
  /** The instances that a call of a module makes, by their keys; `undefined` for a module that is not here. */
  readonly called: (name: string) => readonly Called[] | undefined;
  /** Where the folder of the module lies as seen from that of the configuration, and a file by such a path. */
  readonly path: string;
  readonly file: (path: string) => OtherFile | undefined;
  /** Where a module that is not here is described, as whose source: what it makes is known from there. */
  readonly described: (name: string) => string | undefined;
  readonly dialect?: Dialect;
}

/** One instance of a module that is called. */
export interface Called {
  readonly instance?: string | number;
  /** What an output comes to; `undefined` for one that there is not. */
  readonly output: (name: string) => SyntaxNode | undefined;
  readonly outputs: readonly string[];
}

/** A file that stands alone. */
export const ALONE: Surroundings = {
  prefix: '',
  isCalled: false,
  argument: () => undefined,
  setting: () => undefined,
  called: () => undefined,
  path: '.',
  file: () => undefined,
  described: () => undefined,
};

/** Turns values of Terraform into those of a template of CloudFormation. */
export interface Evaluator {
  readonly reading: Reading;
  readonly configuration: Configuration;
  readonly surroundings: Surroundings;
  /** The resources, each instance of a loop by itself where the turns of the loop are known. */
  readonly resources: readonly Block[];
  /** The resources and data sources that an address without a key stands for; none for one that is not here. */
  readonly found: (address: string) => readonly Block[];
  readonly value: (node: SyntaxNode, scope: Scope) => SyntaxNode;
  readonly expression: (expression: HclExpression, env: Env) => SyntaxNode;
  /** The text of a key that a built node comes to, with the defaults of variables. */
  readonly text: (node: SyntaxNode) => string;
  /** A default that whoever applies the configuration may replace, under the name of a parameter. */
  readonly parameter: (name: string, fallback: SyntaxNode) => void;
  /** What a local value stands for; `undefined` for one that is not in this module, or leads back to itself. */
  readonly local: (name: string) => SyntaxNode | undefined;
  /** Works something out under a name; `undefined` when that is being done already, so that it leads back to itself. */
  readonly guarded: (name: string, make: () => SyntaxNode | undefined) => SyntaxNode | undefined;
  /** Whether an expression fails for certain: it asks a known object for what that does not have. */
  readonly isMissing: (expression: HclExpression, env: Env) => boolean;
  /** What `each` stands for in a block. */
  readonly scopeOf: (block: Block) => Scope;
  /** The data source that made a policy; `undefined` for one that is written out. */
  readonly maker: (node: SyntaxNode) => Block | undefined;
  /** The policy that a data source makes, by its address without a key. */
  readonly document: (block: Block) => SyntaxNode | undefined;
}

/** Where an expression stands in the file. */
export function rangeOf({ range }: { readonly range: TextRange }, { at }: Env): TextRange {
  return at ?? range;
}

/** The text of an expression as it is written. */
export function sourceOf({ range }: { readonly range: TextRange }, { source }: Env): string {
  return source.slice(range.start, range.end);
}
