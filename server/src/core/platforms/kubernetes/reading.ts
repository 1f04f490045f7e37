import type { FactProblem, Unknown } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { originOfNode } from '../../model/origin.js';
import { refusal } from '../../model/refusal.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { textOf } from '../../syntax/syntaxTree.js';
import type { Meant } from '../../text/meant.js';
import type { Uri } from '../../text/uri.js';

/** A text of a file with its node. */
export interface Written {
  readonly text: string;
  readonly node: SyntaxNode;
}

/** One file being read: makes origins and gathers what an API server would refuse. */
export class Reading {
  readonly problems: FactProblem[] = [];

  constructor(
    readonly uri: Uri,
    readonly tree: SyntaxTree,
  ) {}

  /** Where `node` stands; for what came through an alias, the alias with the anchor beside it. */
  originOf(node: SyntaxNode): Origin {
    return originOfNode(this.uri, node);
  }

  /** A shape that an API server refuses. */
  refuse(node: SyntaxNode, message: string, meant?: Meant): void {
    this.problems.push(refusal(this.originOf(node), message, meant));
  }

  unknown(node: SyntaxNode, what: string, why: string): Unknown {
    return { what, why, origin: this.originOf(node) };
  }
}

/**
 * The texts of a list; none where there is no list. An empty item is the empty string, as for an API server.
 */
export function listOf(node: SyntaxNode | undefined): readonly Written[] {
  if (node?.kind !== 'sequence') return [];
  return node.items.flatMap((item) => (item.kind === 'scalar' ? [{ text: item.text, node: item }] : []));
}

/** The items of a list. */
export function itemsOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.kind === 'sequence' ? node.items : [];
}

/** A truth value as kubectl reads it: YAML 1.1 has more words for it. */
export function truthOf(node: SyntaxNode | undefined): boolean | undefined {
  const text = textOf(node);
  if (text === undefined || node?.kind !== 'scalar') return undefined;
  if (typeof node.value === 'boolean') return node.value;
  if (node.style !== 'plain') return undefined;
  if (/^(?:y|yes|on)$/iu.test(text)) return true;
  return /^(?:n|no|off)$/iu.test(text) ? false : undefined;
}

/** A whole number; `undefined` for everything else. */
export function numberOf(node: SyntaxNode | undefined): number | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'number' && Number.isInteger(node.value)
    ? node.value
    : undefined;
}

/** The scalar entries of a mapping, such as labels. */
export function recordOf(node: SyntaxNode | undefined): Readonly<Record<string, string>> {
  if (node?.kind !== 'mapping') return {};
  return Object.fromEntries(
    node.entries.flatMap(({ key, value }) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key.text, text]];
    }),
  );
}
