/** Characters that fit in a line of VS Code's hover in a window of 1440 × 900. */
const WIDTH = 90;

/** How many lines a hover takes there, its related controls left out: those stand last and may be below the fold. */
export function shownLines(markdown: string): number {
  return markdown
    .split('\n')
    .filter((line) => !line.startsWith('Related controls') && !/^\|[\s|-]*\|$/u.test(line))
    .map(
      (line) =>
        line
          .replace(/\]\([^)]*\)/gu, '')
          .replace(/[*`[|]/gu, '')
          .trim().length,
    )
    .reduce((sum, length) => sum + Math.ceil(length / WIDTH), 0);
}
