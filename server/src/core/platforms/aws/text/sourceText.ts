import type { PolicyText } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { Guard } from './guards.js';

/** A string as a template makes it, before it is known where it stands. */
export interface Part {
  /** `UNKNOWN_PART` for what the file leaves open. */
  readonly text: string;
  /** The same for readers: what is not known keeps its name, `${AWS::Region}`. */
  readonly shown: string;
  /** Conditions of the template under which it is this one. */
  readonly guards: readonly Guard[];
  /** Whether a default of a parameter went in, which whoever deploys may change. */
  readonly inferred: boolean;
  /** The text with what only defaults put there left open; absent where none went in. */
  readonly open?: string;
  /** Resources of the template that are named in it, by logical id. */
  readonly resources: readonly string[];
}

/** A string of a policy, with what is known of how it came about. */
export interface SourceText extends PolicyText {
  readonly shown: string;
  readonly guards: readonly Guard[];
  readonly inferred: boolean;
  readonly resources: readonly string[];
}

/** A node with every `Fn::If` at its place decided. */
export interface Branch {
  readonly node: SyntaxNode;
  readonly guards: readonly Guard[];
}

/** What the strings and branches of a file come to. */
export interface TextSource {
  /** All strings that a value or a list of values stands for. `assumed` conditions are taken as decided. */
  readonly texts: (node: SyntaxNode | undefined, assumed?: readonly Guard[]) => readonly SourceText[];
  /** The node once for each side of the `Fn::If`s that stand in its place; none for `AWS::NoValue`. */
  readonly branches: (node: SyntaxNode | undefined, assumed?: readonly Guard[]) => readonly Branch[];
  /** Names of the conditions that decide about something in the node. */
  readonly conditionsIn: (node: SyntaxNode | undefined) => readonly string[];
}

/** A text that is known as it stands. */
export function known(text: string): Part {
  return { text, shown: text, guards: [], inferred: false, resources: [] };
}

/** A text of which nothing is known but a name for readers. */
export function unknown(name: string, resources: readonly string[] = []): Part {
  return { text: UNKNOWN_PART, shown: name, guards: [], inferred: false, resources };
}

/** Whether the text is known from end to end. */
export function isKnown({ text }: { readonly text: string }): boolean {
  return !text.includes(UNKNOWN_PART);
}
