import { shownJson } from './shownJson.js';

/** A list whose items are made one by one, when the text comes to them. */
export interface ItemsOf {
  readonly items: Iterable<unknown>;
}

/**
 * The text that `shownJson` gives of an object, piece by piece: of a member that is told as
 * `items` one item at a time is made and written. So neither all items nor the whole text need to be held at once.
 */
export function* jsonParts(members: readonly (readonly [string, unknown])[]): Generator<string> {
  let separator = '{';
  for (const [name, value] of members) {
    yield `${separator}\n  ${JSON.stringify(name)}: `;
    separator = ',';
    if (isList(value)) yield* listParts(value.items);
    else yield indented(value, '  ');
  }
  yield members.length === 0 ? '{}\n' : '\n}\n';
}

function isList(value: unknown): value is ItemsOf {
  return typeof value === 'object' && value !== null && 'items' in value;
}

function* listParts(items: Iterable<unknown>): Generator<string> {
  let separator = '[';
  for (const item of items) {
    yield `${separator}\n    ${indented(item, '    ')}`;
    separator = ',';
  }
  yield separator === '[' ? '[]' : '\n  ]';
}

/** No line break stands inside of a text in JSON, so each begins a line of the layout. */
function indented(value: unknown, indent: string): string {
  return shownJson(value).replaceAll('\n', `\n${indent}`);
}
