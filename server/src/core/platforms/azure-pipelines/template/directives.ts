/** A key that says when, or how often, what stands under it is there. */
export interface Directive {
  readonly word: 'if' | 'elseif' | 'else' | 'each' | 'insert';
  /** The condition, or `x in list`. */
  readonly rest: string;
}

const DIRECTIVE = /^\s*\$\{\{\s*(if|elseif|else|each|insert)\b([\s\S]*?)\}\}\s*$/u;

/** Reads such a key; `undefined` for any other. */
export function directiveOf(key: string): Directive | undefined {
  if (!key.includes('${{')) return undefined;
  const [, word, rest = ''] = DIRECTIVE.exec(key) ?? [];
  return word === undefined ? undefined : { word: word as Directive['word'], rest: rest.trim() };
}

export function isDirective(key: string): boolean {
  return directiveOf(key) !== undefined;
}
