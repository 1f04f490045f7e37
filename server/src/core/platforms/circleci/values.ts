import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get } from '../../syntax/syntaxTree.js';
import type { Library } from './library.js';

/** What a parameter stands for where it is used. */
export interface Bound {
  /** Its text, where it is a scalar and known. */
  readonly text?: string;
  /** The argument as written, for lists of steps and executors. */
  readonly node: SyntaxNode;
  /** What the argument's own parameters stand for, and whose commands it names. */
  readonly bindings: Bindings;
  readonly library: Library;
}

/** What parameters stand for, by their name as it is written between `<<` and `>>`. */
export type Bindings = ReadonlyMap<string, Bound>;

const WHOLE = /^\s*<<\s*([\w.-]+)\s*>>\s*$/u;
const EACH = /(?<!\\)<<\s*([\w.-]+)\s*>>/gu;
/** Longer than what a job is ever given. */
const LONGEST = 200_000;

/** A text with the parameters in it replaced that are known; others stay as they are written. */
export function expandText(text: string, bindings: Bindings): string {
  if (!text.includes('<<')) return text;
  const expanded = text.replace(EACH, (whole, name: string) => {
    const known = bindings.get(name)?.text;
    // A pipeline parameter that is empty by default is there to be set.
    return known === undefined || (known === '' && name.startsWith('pipeline.')) ? whole : known;
  });
  return expanded.length > LONGEST ? text : expanded;
}

/** Whether something is left in a text that only a run fills in. */
export function isOpen(text: string): boolean {
  return text.includes('<<');
}

/** What a value stands for: the argument itself, where it is nothing but a parameter. */
export function boundOf(node: SyntaxNode, bindings: Bindings, library: Library): Bound {
  if (node.kind !== 'scalar') return { node, bindings, library };
  const name = WHOLE.exec(node.text)?.[1];
  const known = name === undefined ? undefined : bindings.get(name);
  if (known !== undefined) return known;
  if (node.value === null) return { node, bindings, library };
  return { text: expandText(node.text, bindings), node, bindings, library };
}

/** Arguments for the parameters that a command, job or executor declares: given ones, else defaults. */
export function argumentsFor(
  declared: SyntaxNode | undefined,
  given: ReadonlyMap<string, Bound>,
  around: { readonly bindings: Bindings; readonly library: Library },
): Bindings {
  const own = new Map<string, Bound>();
  // Only pipeline values are seen everywhere; a parameter is seen where it is declared.
  for (const [name, bound] of around.bindings) if (name.startsWith('pipeline.')) own.set(name, bound);
  for (const { key, value } of entries(declared)) {
    const bound = given.get(key.text);
    if (bound !== undefined) {
      own.set(`parameters.${key.text}`, bound);
      continue;
    }
    const standard = get(value, 'default');
    if (standard === undefined) continue;
    const text = standard.kind === 'scalar' ? expandText(standard.text, own) : undefined;
    own.set(`parameters.${key.text}`, {
      ...(text === undefined ? {} : { text }),
      node: standard,
      bindings: own,
      library: around.library,
    });
  }
  return own;
}
