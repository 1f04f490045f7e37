import type { SyntaxNode } from '../syntax/syntaxTree.js';
import type { TextRange } from '../text/textRange.js';

/** A value as JSON has it. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | PlainMapping;

/** An interface, because a type cannot name itself inside `Record`. */
export interface PlainMapping {
  readonly [key: string]: PlainValue;
}

/** A tree's values without their text, and where each of them was written. */
export interface PlainData {
  readonly value: PlainValue;
  /** By JSON pointer: where to point to speak of the value. */
  readonly places: ReadonlyMap<string, TextRange>;
  /** By JSON pointer: the key under which it was written. */
  readonly keys: ReadonlyMap<string, TextRange>;
}

/**
 * Takes a tree apart for a validator. Keys and list items with nothing behind them are left out: so they look
 * while somebody is still writing, and nothing is set by them.
 */
export function plainData(node: SyntaxNode): PlainData {
  const places = new Map<string, TextRange>();
  const keys = new Map<string, TextRange>();

  const read = (current: SyntaxNode, pointer: string): PlainValue => {
    const key = keys.get(pointer);
    if (current.kind === 'scalar') {
      places.set(pointer, current.range);
      return current.value;
    }
    // A whole block is too much to underline; its key says the same.
    places.set(pointer, key ?? current.range);
    if (current.kind === 'sequence') {
      return current.items.filter(isWritten).map((item, index) => read(item, childPointer(pointer, index)));
    }
    const written = current.entries.filter(({ value }) => isWritten(value));
    return Object.fromEntries(
      written.map((entry) => {
        const child = childPointer(pointer, entry.key.text);
        keys.set(child, entry.key.range);
        return [entry.key.text, read(entry.value, child)];
      }),
    );
  };
  return { value: read(node, ''), places, keys };
}

/** The JSON pointer (RFC 6901) of a key or item below `pointer`. */
export function childPointer(pointer: string, step: string | number): string {
  return `${pointer}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The steps of a JSON pointer into `value`; indices of lists as numbers. */
export function pointerSteps(pointer: string, value: PlainValue): readonly (string | number)[] {
  let current: PlainValue | undefined = value;
  return pointer
    .split('/')
    .slice(1)
    .map((part) => {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      const step = isList(current) ? Number(key) : key;
      current = valueAt(current, step);
      return step;
    });
}

/** The value that `pointer` leads to; `undefined` when there is none. */
export function valueAtPointer(pointer: string, value: PlainValue): PlainValue | undefined {
  return pointerSteps(pointer, value).reduce<PlainValue | undefined>(valueAt, value);
}

/** The value without what the pointers lead to. */
export function without(value: PlainValue, pointers: ReadonlySet<string>, pointer = ''): PlainValue {
  if (isList(value)) {
    return value.flatMap((item, index) => {
      const child = childPointer(pointer, index);
      return pointers.has(child) ? [] : [without(item, pointers, child)];
    });
  }
  if (!isMapping(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !pointers.has(childPointer(pointer, key)));
  return Object.fromEntries(
    kept.map(([key, item]) => [key, without(item, pointers, childPointer(pointer, key))]),
  );
}

/** Whether the value is a list. */
export function isList(value: PlainValue | undefined): value is readonly PlainValue[] {
  return Array.isArray(value);
}

/** Whether the value is a mapping. */
export function isMapping(value: PlainValue | undefined): value is PlainMapping {
  return typeof value === 'object' && value !== null && !isList(value);
}

function valueAt(value: PlainValue | undefined, step: string | number): PlainValue | undefined {
  if (isList(value)) return value[Number(step)];
  return isMapping(value) && Object.hasOwn(value, step) ? value[String(step)] : undefined;
}

function isWritten(node: SyntaxNode): boolean {
  return node.kind !== 'scalar' || node.style !== 'absent';
}
