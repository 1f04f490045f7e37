import type { RefPattern } from './refPattern.js';
import { globMatches } from './refPattern.js';

/** A ref, as far as the conditions of a file tell refs apart. */
export type RefAtom =
  | { readonly kind: 'name'; readonly name: string }
  /** The default branch, whose name is a setting of the project. */
  | { readonly kind: 'default' }
  /** Those that match a pattern. */
  | { readonly kind: 'pattern'; readonly pattern: string; readonly glob: string }
  /** All that no condition names. */
  | { readonly kind: 'other' }
  /** Any, where no condition asks. */
  | { readonly kind: 'any' };

/** What a variable holds, as far as it is known. */
export type Value =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'null' }
  /** Something that is not empty. */
  | { readonly kind: 'some' }
  | { readonly kind: 'any' }
  | { readonly kind: 'ref'; readonly atom: RefAtom };

export type Truth = 'yes' | 'no' | 'maybe';

export const NULL: Value = { kind: 'null' };
export const SOME: Value = { kind: 'some' };
export const ANY: Value = { kind: 'any' };
export const DEFAULT_BRANCH: Value = { kind: 'ref', atom: { kind: 'default' } };

export function textValue(text: string): Value {
  return { kind: 'text', text };
}

export function not(truth: Truth): Truth {
  return truth === 'maybe' ? truth : truth === 'yes' ? 'no' : 'yes';
}

function truthOf(holds: boolean): Truth {
  return holds ? 'yes' : 'no';
}

/** What the conditions ask for, against which the refs that none names are told apart. */
export interface Asked {
  readonly names: ReadonlySet<string>;
  readonly patterns: ReadonlySet<string>;
  readonly byDefault: boolean;
}

/** Whether a variable is set and not empty. */
export function isPresent(value: Value): Truth {
  switch (value.kind) {
    case 'text':
      return truthOf(value.text !== '');
    case 'null':
      return 'no';
    case 'any':
      return 'maybe';
    default:
      return 'yes';
  }
}

/** `==`. */
export function areEqual(a: Value, b: Value, asked: Asked): Truth {
  if (a.kind === 'null' || b.kind === 'null') {
    const other = a.kind === 'null' ? b : a;
    return other.kind === 'any' ? 'maybe' : truthOf(other.kind === 'null');
  }
  if (a.kind === 'text' && b.kind === 'text') return truthOf(a.text === b.text);
  if (a.kind === 'ref') return refEquals(a.atom, b, asked);
  if (b.kind === 'ref') return refEquals(b.atom, a, asked);
  const text = a.kind === 'text' ? a : b.kind === 'text' ? b : undefined;
  const open = a.kind === 'some' || b.kind === 'some';
  return open && text?.text === '' ? 'no' : 'maybe';
}

function refEquals(atom: RefAtom, other: Value, asked: Asked): Truth {
  if (other.kind === 'text') return isRefNamed(atom, other.text, asked);
  if (other.kind !== 'ref') return 'maybe';
  if (other.atom.kind === 'name') return isRefNamed(atom, other.atom.name, asked);
  if (atom.kind === 'name') return isRefNamed(other.atom, atom.name, asked);
  if (atom.kind === 'default' && other.atom.kind === 'default') return 'yes';
  const isOther = atom.kind === 'other' || other.atom.kind === 'other';
  return isOther && asked.byDefault ? 'no' : 'maybe';
}

function isRefNamed(atom: RefAtom, name: string, asked: Asked): Truth {
  switch (atom.kind) {
    case 'name':
      return truthOf(atom.name === name);
    case 'other':
      return asked.names.has(name) ? 'no' : 'maybe';
    case 'pattern':
      // A ref that is asked for by its name is one of its own.
      return asked.names.has(name) || !globMatches(atom.glob, name) ? 'no' : 'maybe';
    default:
      return 'maybe';
  }
}

/** `=~`. A variable that is not set is matched as an empty text. */
export function isMatch(value: Value, pattern: RefPattern, asked: Asked): Truth {
  if (value.kind === 'text' || value.kind === 'null') {
    return textMatches(pattern, value.kind === 'text' ? value.text : '');
  }
  if (value.kind !== 'ref') return 'maybe';
  const { atom } = value;
  switch (atom.kind) {
    case 'name':
      return textMatches(pattern, atom.name);
    case 'pattern':
      return atom.pattern === pattern.text || pattern.globs.includes(atom.glob) ? 'yes' : 'maybe';
    case 'other':
      return asked.patterns.has(pattern.text) ? 'no' : 'maybe';
    default:
      return 'maybe';
  }
}

function textMatches(pattern: RefPattern, text: string): Truth {
  const matches = pattern.test(text);
  return matches === undefined ? 'maybe' : truthOf(matches);
}
