import { hover } from '../../../server/src/core/ide/hover.js';
import { markdownText } from '../../../server/src/core/text/markdown.js';
import { extractCursors } from '../cursor.js';
import { openRepository, uriOf } from '../repository.js';

/** Texts by path, with marks `<|>`. */
export type MarkedFiles = Readonly<Record<string, string>>;

/** What the hover says at each mark `<|>` of the files, in order. */
export function hoversIn(files: MarkedFiles): readonly (string | undefined)[] {
  const read = Object.entries(files).map(([path, marked]) => ({ path, ...extractCursors(marked) }));
  const snapshot = openRepository(new Map(read.map(({ path, text }) => [path, text])));
  return read.flatMap(({ path, offsets }) =>
    offsets.map((offset) => {
      const content = hover(snapshot, uriOf(path), offset);
      return content && markdownText(content.markdown);
    }),
  );
}
