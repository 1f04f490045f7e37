import { dotted } from './credentials.js';
import { visible } from './visible.js';

/**
 * A name, or any text, from a file as a piece of code in a message: `` `deploy` ``. Messages are running words in which
 * runs of backticks pair as in CommonMark, and what stands between them is code; this is the only way to put text from a
 * file between backticks, as a backtick in it must not end the code. Signs that are not seen are shown, credentials
 * dotted over, and all stands on one line.
 */
export function quoted(text: string): string {
  return fenced(dotted(visible(text.replace(/\s+/gu, ' ').trim())));
}

/** A text of one line between runs of backticks that are longer than any in it. */
export function fenced(line: string): string {
  const runs = line.match(/`+/gu);
  if (runs === null) return line === '' ? '`  `' : `\`${line}\``;
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A message as it is shown where nothing is read as markup: on a terminal, in an editor's list, in data. */
export function shownMessage(message: string): string {
  return dotted(visible(message));
}

/** Runs of backticks that pair, and what stands between them. */
const CODE = /(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/gu;

/** The same for a list that shows backticks as they are, such as an editor's: what is code stands in quotation marks. */
export function plainMessage(message: string): string {
  return shownMessage(message).replace(CODE, (_whole, _fence, inner: string) => {
    const code = inner.trim();
    return code.includes("'") ? `"${code}"` : `'${code}'`;
  });
}

/** A name from a file as a title or a label shows it: on one line, with nothing hidden. */
export function shownName(name: string): string {
  return dotted(visible(name.replace(/\s+/gu, ' ').trim()));
}
