import { Random } from '../random.js';

/** Where a text can be cut so that something is left half: what people see while they type. */
const PLACES: readonly RegExp[] = [
  // After a key's colon, an opening bracket, a quote, a dash: what belongs there is missing.
  /[:={[("'`,-][ \t]*/gu,
  // After a word or a name, without the rest of its line.
  /[\w$.*/@-]+/gu,
  // In the middle of a word.
  /\w(?=\w)/gu,
  // After an indentation: a line that says nothing yet.
  /\n[ \t]+/gu,
];

/**
 * A sample of prefixes, always the same for a name: in each of `count` equal parts of the text one cut. The kinds of
 * places take turns, so that all fixtures together are cut in every kind of token.
 */
export function cutsOf(name: string, text: string, count: number): readonly string[] {
  const random = Random.of(name);
  const first = random.below(PLACES.length);
  const cuts = Array.from({ length: count }, (_, part) => {
    const from = Math.floor((text.length * part) / count);
    const to = Math.floor((text.length * (part + 1)) / count);
    const place = PLACES[(first + part) % PLACES.length] ?? /$/gu;
    const ends = [...text.slice(from, to).matchAll(place)].map(
      (match) => from + match.index + match[0].length,
    );
    return ends.length === 0 ? to : random.pick(ends);
  });
  return [...new Set(cuts)].filter((cut) => cut < text.length).map((cut) => text.slice(0, cut));
}

/** A key with its colon or sign of equality, or the word that a line of settings begins with. */
const KEY = /[\w<.-]+["']?[ \t]*[:=]|^[ \t]*[\w-]+(?=[ \t])/gmu;

/** Prefixes that end behind the keys that were not seen yet: whatever is written at a key, it is missing once. */
export function cutsAtNewKeys(text: string, seen: Set<string>): readonly string[] {
  return [...text.matchAll(KEY)].flatMap((match) => {
    const key = match[0].trim();
    if (seen.has(key)) return [];
    seen.add(key);
    return [text.slice(0, match.index + match[0].length)];
  });
}
