import type { WritingStyle } from './style.js';

/** What is to be written: a scalar as it stands in the file, or a mapping. */
export type Content = string | readonly ContentEntry[];

export interface ContentEntry {
  readonly key: string;
  readonly value: Content;
  /** Written behind a scalar value. */
  readonly comment?: string;
}

/** `key: value` in block style, as lines without a line break at the end; the first line is not indented. */
export function blockLines(entry: ContentEntry, column: number, style: WritingStyle): readonly string[] {
  const comment = entry.comment === undefined ? '' : ` # ${entry.comment}`;
  if (typeof entry.value === 'string') return [`${entry.key}: ${entry.value}${comment}`];
  if (entry.value.length === 0) return [`${entry.key}: {}${comment}`];
  return [`${entry.key}:${comment}`, ...nestedLines(entry.value, column + style.indent, style)];
}

/** The entries of a mapping in block style, each line indented. */
export function nestedLines(
  entries: readonly ContentEntry[],
  column: number,
  style: WritingStyle,
): readonly string[] {
  const indent = ' '.repeat(column);
  return entries.flatMap((entry) => {
    const [first = '', ...rest] = blockLines(entry, column, style);
    return [`${indent}${first}`, ...rest];
  });
}

/** The same on one line, for a place inside braces. */
export function flowText(entry: ContentEntry): string {
  return `${entry.key}: ${flowValue(entry.value)}`;
}

export function flowValue(value: Content): string {
  if (typeof value !== 'string') return `{${value.map(flowText).join(', ')}}`;
  // Inside braces a plain scalar ends at a comma or a brace, such as those of `${{ }}`.
  return /^[^'"].*[,[\]{}]/u.test(value) ? `'${value.replaceAll("'", "''")}'` : value;
}
