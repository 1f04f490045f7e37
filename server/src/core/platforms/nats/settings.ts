import type { SyntaxEntry, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries } from '../../syntax/syntaxTree.js';

/**
 * The value of a setting, by any of its names, which the server reads in either case; of several of one name the last.
 * https://github.com/nats-io/nats-server/blob/main/server/opts.go
 */
export function setting(node: SyntaxNode | undefined, ...names: readonly string[]): SyntaxNode | undefined {
  return settingEntry(node, ...names)?.value;
}

export function settingEntry(
  node: SyntaxNode | undefined,
  ...names: readonly string[]
): SyntaxEntry | undefined {
  const all = entries(node);
  for (const name of names) {
    const found = all.findLast(({ key }) => key.text.toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return undefined;
}
