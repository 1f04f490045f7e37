import type { SyntaxNode } from '../../../syntax/syntaxTree.js';

/**
 * What names stand for that loops set: `each.value`, `statement.key`, the names of a `for`. Several nodes are what it
 * stands for in turn; none says that this is not known.
 */
export type Scope = ReadonlyMap<string, readonly SyntaxNode[]>;

/** Outside of every loop. */
export const NO_SCOPE: Scope = new Map();
