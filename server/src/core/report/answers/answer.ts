import type { Markdown } from '../../text/markdown.js';
import { markdownText } from '../../text/markdown.js';
import { counted } from '../../text/phrases.js';

/** Most characters of an answer: 2,000 tokens at four characters each, the usual measure of English text. */
export const MOST_CHARACTERS = 8_000;

/** What the last line of an answer may take. */
const TAIL = 200;

/** An answer to a coding agent: what is said first, and what may be left out where it does not fit, the gravest first. */
export interface Answer {
  readonly head: readonly Markdown[];
  readonly items: readonly Markdown[];
  /** What an item is, for the count of those left out. */
  readonly noun: readonly [one: string, many: string];
  /** How to get at what was left out. */
  readonly more: string;
}

/** The answer as Markdown of at most `MOST_CHARACTERS`, with a count of what was left out. */
export function answerText({ head, items, noun, more }: Answer): string {
  const first = cut(
    head
      .map(markdownText)
      .filter((text) => text !== '')
      .join('\n\n'),
    MOST_CHARACTERS - TAIL,
  );
  const told: string[] = [];
  let length = first.length;
  for (const item of items.map(markdownText)) {
    const room = MOST_CHARACTERS - TAIL - length - 2;
    // Of the gravest rather a part than nothing.
    if (item.length > room && told.length > 0) break;
    const text = cut(item, room);
    told.push(text);
    length += text.length + 2;
    if (text !== item) break;
  }
  const left = items.length - told.length;
  const tail = left === 0 ? [] : [`… and ${counted(left, ...noun)} left out, the gravest are above. ${more}`];
  return [first, ...told, ...tail].filter((text) => text !== '').join('\n\n');
}

/** A text that is no list, as far as there is room. */
export function cutText(text: string): string {
  return cut(text, MOST_CHARACTERS);
}

const CUT = '… (cut)';

/** The text as far as there is room; a fence that is open at the cut is closed. */
function cut(text: string, room: number): string {
  if (text.length <= room) return text;
  const kept = text.slice(0, Math.max(0, room - CUT.length - 12)).replace(/[\ud800-\udbff]$/u, '');
  const fences = kept.match(/^`{3,}/gmu) ?? [];
  const open = fences.length % 2 === 1 ? `\n${fences[0] ?? ''}` : '';
  return `${kept}${open}\n${CUT}`;
}
