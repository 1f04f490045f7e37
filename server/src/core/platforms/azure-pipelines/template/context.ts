import type { ScalarNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import type { Uri } from '../../../text/uri.js';
import type { Scope } from './scope.js';

/** A file of the repository that a pipeline takes in. */
export interface TemplateFile {
  readonly uri: Uri;
  readonly tree: SyntaxTree;
}

/** Finds the file that a text names in another one; `undefined` where it is not here. */
export type FindTemplate = (from: Uri, text: string) => TemplateFile | undefined;

/** Where the expander is. */
export interface Context {
  readonly uri: Uri;
  readonly scope: Scope;
  /** The files around, outermost first: what takes in this one, and what takes that in. */
  readonly stack: readonly Uri[];
  /**
   * Which lists hold templates to be taken in: `named` those of steps, jobs, stages and variables, `none` in what is
   * handed to another template, which takes it in itself, `any` in what is handed to one that is not here.
   */
  readonly lists: 'named' | 'any' | 'none';
}

/** Why a template stays as it is. */
export type Unresolved =
  | 'not here'
  /** It takes itself in. */
  | 'circle'
  /** Together they come to more than Azure Pipelines allows. */
  | 'too much'
  /** It has nothing of what is asked for there. */
  | 'nothing';

/** A text that names a template, which was taken in. */
export interface Call {
  readonly node: ScalarNode;
  readonly uri: Uri;
}

/** The same with only what a file may have of its own: no variables of loops. */
export function withLoop(context: Context, loops: Scope['loops']): Context {
  return { ...context, scope: { ...context.scope, loops } };
}
