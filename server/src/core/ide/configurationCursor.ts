import type { SchemaStep } from '../analysis/schemaNode.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import type { TextRange } from '../text/textRange.js';

/** Where in a configuration file the cursor is, while the file may be half written. */
export interface ConfigurationCursor {
  /** A key is written into the mapping at `path`, or a value at `path`. */
  readonly writes: 'key' | 'value';
  readonly path: readonly SchemaStep[];
  /** For a key: those that the mapping has already. */
  readonly siblings: readonly string[];
  /** The part of the key or value that stands there already. */
  readonly range: TextRange;
  /** For a key: whether its colon stands there already. */
  readonly hasColon: boolean;
}

interface Line {
  readonly indent: number;
  readonly key: string | undefined;
}

/** Left of the cursor: indent, dash of a list item, key with its colon, and what is begun. */
const LEFT =
  /^(?<indent>[ ]*)(?<dash>-[ ]+)?(?:(?<key>[^\s:#{}[\],"'-][^:#]*|"[^"]*"|'[^']*'):[ ]+)?(?<begun>[^\s#].*)?$/u;
const KEY = /^(?<indent>[ ]*)(?<key>[^\s:#{}[\],"'-][^:#]*|"[^"]*"|'[^']*'):(?:\s|$)/u;

/**
 * Reads the position off indents, not off the tree: at the moment of completion the line is mostly not YAML yet.
 * `undefined` in comments and in flow collections.
 */
export function configurationCursor(tree: SyntaxTree, offset: number): ConfigurationCursor | undefined {
  const lines = tree.text.split(/\r\n|\r|\n/u);
  const { line, character } = tree.lines.positionAt(offset);
  const text = lines[line] ?? '';
  const groups = LEFT.exec(text.slice(0, character))?.groups;
  if (groups === undefined) return undefined;
  const { indent = '', dash, key, begun = '' } = groups;
  if (/[{}[\]]|\s#/u.test(begun)) return undefined;
  const isKey = key === undefined && dash === undefined;
  const rest = isKey ? (/^[\w-]*/u.exec(text.slice(character))?.[0] ?? '') : '';
  const range = { start: offset - begun.length, end: offset + rest.length };

  // The items of a list may stand in the column of its key.
  const parents = parentKeys(lines, line, dash === undefined ? indent.length : indent.length + 1);
  const own = [...(dash === undefined ? [] : [0]), ...(key === undefined ? [] : [unquoted(key)])];
  return {
    writes: isKey ? 'key' : 'value',
    path: [...parents, ...own],
    siblings: isKey ? siblingKeys(lines, line, indent.length) : [],
    range,
    hasColon: /^\s*:/u.test(text.slice(character + rest.length)),
  };
}

/** The keys under which a line in `column` stands, outermost first. */
function parentKeys(lines: readonly string[], line: number, column: number): readonly string[] {
  const parents: string[] = [];
  let limit = column;
  for (const { indent, key } of written(lines.slice(0, line)).reverse()) {
    if (indent >= limit) continue;
    if (key !== undefined) parents.unshift(key);
    limit = indent;
  }
  return parents;
}

/** The keys in `column` with no shallower line between them and `line`. */
function siblingKeys(lines: readonly string[], line: number, column: number): readonly string[] {
  const above = written(lines.slice(0, line)).reverse();
  const below = written(lines.slice(line + 1));
  return [above, below].flatMap((side) => {
    const shallower = side.findIndex(({ indent }) => indent < column);
    const block = shallower < 0 ? side : side.slice(0, shallower);
    return block.flatMap(({ indent, key }) => (indent === column && key !== undefined ? [key] : []));
  });
}

/** Lines that hold more than space and comment. */
function written(lines: readonly string[]): Line[] {
  return lines.flatMap((text) => {
    if (/^\s*(?:#|$)/u.test(text)) return [];
    const key = KEY.exec(text)?.groups?.['key'];
    return [
      { indent: text.length - text.trimStart().length, key: key === undefined ? undefined : unquoted(key) },
    ];
  });
}

function unquoted(key: string): string {
  return key.trim().replace(/^(["'])(.*)\1$/u, '$2');
}
