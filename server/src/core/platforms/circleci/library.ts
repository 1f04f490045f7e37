import type { ScalarNode, SyntaxEntry, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get } from '../../syntax/syntaxTree.js';
import { scalarOf } from './reading.js';

/** An orb that the file names or defines. */
export type Orb =
  | { readonly kind: 'registry'; readonly name: string; readonly version: string; readonly node: ScalarNode }
  | { readonly kind: 'inline'; readonly library: Library }
  /** By its address, or by an expression. */
  | { readonly kind: 'other'; readonly node: SyntaxNode };

/** Definitions that steps and jobs name, of the file or of an orb in it. */
export interface Library {
  readonly jobs: ReadonlyMap<string, SyntaxEntry>;
  readonly commands: ReadonlyMap<string, SyntaxEntry>;
  readonly executors: ReadonlyMap<string, SyntaxEntry>;
  readonly orbs: ReadonlyMap<string, Orb>;
}

const MOST_NESTED_ORBS = 5;

/** Names are compared as written; an orb's own definitions lie in it. */
/** Reads the definitions of a file, or of an orb that stands in it. */
export function readLibrary(node: SyntaxNode, depth: number): Library {
  const named = (key: string): ReadonlyMap<string, SyntaxEntry> =>
    new Map(entries(get(node, key)).map((entry) => [entry.key.text, entry]));
  const orbs = depth >= MOST_NESTED_ORBS ? [] : entries(get(node, 'orbs'));
  return {
    jobs: named('jobs'),
    commands: named('commands'),
    executors: named('executors'),
    orbs: new Map(orbs.map(({ key, value }) => [key.text, readOrb(value, depth)])),
  };
}

function readOrb(node: SyntaxNode, depth: number): Orb {
  if (node.kind === 'mapping') return { kind: 'inline', library: readLibrary(node, depth + 1) };
  const scalar = scalarOf(node);
  const [, name, version] = /^([\w.-]+\/[\w.-]+)@(.+)$/u.exec(scalar?.text ?? '') ?? [];
  return scalar === undefined || name === undefined || version === undefined
    ? { kind: 'other', node }
    : { kind: 'registry', name: name.toLowerCase(), version, node: scalar };
}

/** The definition behind a name, which may lead with an orb's: `build`, `aws-cli/setup`. */
export type Found =
  | { readonly kind: 'defined'; readonly entry: SyntaxEntry; readonly library: Library }
  | { readonly kind: 'orb'; readonly orb: Orb; readonly alias: string; readonly element: string };

export function find(
  library: Library,
  kind: 'jobs' | 'commands' | 'executors',
  name: string,
): Found | undefined {
  const own = library[kind].get(name);
  if (own !== undefined) return { kind: 'defined', entry: own, library };
  const slash = name.indexOf('/');
  if (slash < 0) return undefined;
  const alias = name.slice(0, slash);
  const element = name.slice(slash + 1);
  const orb = library.orbs.get(alias);
  if (orb === undefined) return undefined;
  return orb.kind === 'inline' ? find(orb.library, kind, element) : { kind: 'orb', orb, alias, element };
}
