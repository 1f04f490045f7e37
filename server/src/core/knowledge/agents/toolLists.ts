/*
 * Lists of tools as command lines and front matter write them: parted by commas or spaces, but not inside parentheses.
 * https://code.claude.com/docs/en/cli-reference, `--allowedTools`
 * https://code.claude.com/docs/en/skills#frontmatter-reference, `allowed-tools`
 */

/** One entry with its place in the text. */
export interface ListedTool {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export function toolsIn(list: string, offset = 0): readonly ListedTool[] {
  const found: ListedTool[] = [];
  let depth = 0;
  let start = -1;
  const end = (at: number): void => {
    if (start >= 0) found.push({ text: list.slice(start, at), start: offset + start, end: offset + at });
    start = -1;
  };
  for (let i = 0; i < list.length; i++) {
    const character = list.charAt(i);
    if (depth === 0 && /[\s,]/u.test(character)) {
      end(i);
      continue;
    }
    if (start < 0) start = i;
    if (character === '(') depth++;
    else if (character === ')' && depth > 0) depth--;
  }
  end(list.length);
  return found;
}

/** An option of a command line with its values. */
export interface CommandOption {
  readonly name: string;
  readonly values: readonly ListedTool[];
  readonly start: number;
  readonly end: number;
}

/** The options of an agent's command line as a workflow writes it: over several lines, values in quotes or bare. */
export function optionsIn(line: string): readonly CommandOption[] {
  const words = [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(?:\\.|[^\s"'(]|\([^)]*\))+/gu)].map(
    (match) => {
      const inner = match[1] ?? match[2];
      const quoted = inner === undefined ? 0 : 1;
      return {
        text: inner ?? match[0],
        start: match.index + quoted,
        end: match.index + match[0].length - quoted,
        quoted,
      };
    },
  );
  const options: { name: string; values: ListedTool[]; start: number; end: number }[] = [];
  for (const word of words) {
    const named = word.quoted === 0 ? /^(--?[A-Za-z][\w-]*)(?:=([\s\S]*))?$/u.exec(word.text) : null;
    const open = options.at(-1);
    if (named !== null) {
      const value = named[2];
      options.push({
        name: named[1] ?? '',
        values:
          value === undefined || value === ''
            ? []
            : [{ text: value, start: word.end - value.length, end: word.end }],
        start: word.start,
        end: word.start + (named[1] ?? '').length,
      });
    } else if (open !== undefined) open.values.push({ text: word.text, start: word.start, end: word.end });
  }
  return options;
}
