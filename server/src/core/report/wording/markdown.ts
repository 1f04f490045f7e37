/** Everything that comes from a file and goes into Markdown passes through `code` or `plain`. */

/** Text from a file as code: never read as Markdown, whatever it contains, and always on one line. */
export function code(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/gu)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') || line === '' ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Text in running words: its Markdown and HTML signs lose their meaning, except that pairs of backticks are code. */
export function plain(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(
      /(`[^`]+`)|[\\*[\]<>|]|(?<!\w)_|_(?!\w)/gu,
      (sign, span: string | undefined) => span ?? `\\${sign}`,
    );
}
