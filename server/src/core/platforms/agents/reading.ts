import type { AgentPart, PlacedText } from '../../model/agentParts.js';
import type { FactProblem, Note, SessionFacts, Unknown } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { originOfNode } from '../../model/origin.js';
import type { ScalarNode, SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { get } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';

/** What a file comes to: its sessions, and what it adds to an agent that several files set up. */
export interface Lowered {
  readonly sessions: readonly SessionFacts[];
  readonly agent?: AgentPart;
}

/** One file being read: makes origins, and gathers what its agent would not take and what a hover tells. */
export class Reading {
  readonly problems: FactProblem[] = [];
  readonly notes: Note[] = [];

  constructor(
    readonly uri: Uri,
    readonly tree: SyntaxTree,
  ) {}

  /** The root of the file; `undefined` for an empty one, or one that is no mapping. */
  get root(): SyntaxNode | undefined {
    const [root] = this.tree.documents;
    return root?.kind === 'mapping' ? root : undefined;
  }

  /** Where `node` stands; for what came through an alias, the alias with the anchor beside it. */
  originOf(node: SyntaxNode): Origin {
    return originOfNode(this.uri, node);
  }

  note(node: SyntaxNode, title: string, text: string, source?: string): void {
    this.notes.push({
      origin: this.originOf(node),
      title,
      text,
      ...(source === undefined ? {} : { source }),
    });
  }

  /** A setting without effect: the agent takes the file and passes over this. */
  passedOver(place: SyntaxNode | { readonly origin: Origin }, message: string): void {
    const origin = 'origin' in place ? place.origin : this.originOf(place);
    this.problems.push({ message, origin, severity: 'information', kind: 'shape' });
  }

  /** The texts of a list with their places. */
  placedTexts(node: SyntaxNode | undefined): readonly PlacedText[] {
    return textsOf(node).map((item) => ({ text: item.text, origin: this.originOf(item) }));
  }

  unknown(node: SyntaxNode, what: string, why: string): Unknown {
    return { what, why, origin: this.originOf(node) };
  }
}

/** The value under a path of keys. */
export function at(node: SyntaxNode | undefined, ...path: readonly string[]): SyntaxNode | undefined {
  return path.reduce<SyntaxNode | undefined>((inner, key) => get(inner, key), node);
}

/** The texts of a list; a lone text counts as a list of one where that is allowed. */
export function textsOf(node: SyntaxNode | undefined, lone = false): readonly ScalarNode[] {
  if (node?.kind === 'scalar') return lone && node.value !== null ? [node] : [];
  if (node?.kind !== 'sequence') return [];
  return node.items.filter((item): item is ScalarNode => item.kind === 'scalar' && item.value !== null);
}

export function isTrue(node: SyntaxNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

export function isFalse(node: SyntaxNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value === false;
}

export function booleanOf(node: SyntaxNode | undefined): boolean | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'boolean' ? node.value : undefined;
}
