import { dotted } from '../text/credentials.js';
import { visibleJson } from '../text/visible.js';

/** Members that programs use as they are: a file is found by its path, and an edit is applied to the letter. */
const EXACT: ReadonlySet<string> = new Set(['path', 'uri', 'newText']);

/** Names, titles and reasons stand in a report many times; what is longer is told once. */
const MOST_REMEMBERED = 10_000;
const LONGEST_REMEMBERED = 200;
const knownTexts = new Map<string, string>();

/**
 * A value as JSON that may go into a log: what looks like a credential is dotted over in every text but edits and paths,
 * and signs that a terminal would act upon are written as escapes.
 *
 * @param indent spaces of each level; 0 for all on one line
 */
export function shownJson(value: unknown, indent = 2): string {
  const inserted = new WeakSet();
  const json = JSON.stringify(
    value,
    function (this: object, key: string, inner: unknown): unknown {
      // SARIF writes the new text of an edit as a text like any other.
      if (key === 'insertedContent' && typeof inner === 'object' && inner !== null) inserted.add(inner);
      // So does reviewdog's format, in a list.
      if (key === 'suggestions' && Array.isArray(inner)) {
        for (const each of inner as object[]) inserted.add(each);
      }
      return typeof inner !== 'string' || EXACT.has(key) || inserted.has(this) ? inner : shownText(inner);
    },
    indent,
  );
  return visibleJson(json);
}

function shownText(text: string): string {
  if (text.length > LONGEST_REMEMBERED) return dotted(text);
  const known = knownTexts.get(text);
  if (known !== undefined) return known;
  const shown = dotted(text);
  if (knownTexts.size >= MOST_REMEMBERED) knownTexts.clear();
  knownTexts.set(text, shown);
  return shown;
}
