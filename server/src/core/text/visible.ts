/**
 * Text from a file made safe to print: control characters, escape sequences among them, and the marks that reorder or
 * hide what is read become visible signs of one column each. A workflow must not be able to paint over a finding.
 */
export function visible(text: string): string {
  // Almost all texts have none of them.
  if (!MAY_BE_UNPRINTABLE.test(text)) return text;
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    if (character === OPEN) return '…';
    if (character === '\t') return ' ';
    if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}

/** The same for a text of several lines, whose line ends and tabs stay: a page, a diff. */
export function visibleLines(text: string): string {
  if (!MAY_BE_UNPRINTABLE.test(text)) return text;
  return text
    .split(/(\r?\n|\t)/u)
    .map((part, index) => (index % 2 === 0 ? visible(part) : part))
    .join('');
}

/**
 * A text in JSON with the same characters written as escapes (`\u009b`): it says the same to a program, and nothing to a
 * terminal. JSON has escaped those below U+0020 already, and no sign of its own grammar is among the others.
 */
export function visibleJson(json: string): string {
  if (!MAY_BE_UNPRINTABLE_JSON.test(json)) return json;
  return json.replaceAll(OPEN, '…').replace(UNPRINTABLE, (character) =>
    character === '\n'
      ? character
      : character
          .split('')
          .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}

/** Stands in a text for what a template leaves open (`UNKNOWN_PART`). */
const OPEN = '\ufffc';

/** Where Unicode keeps a picture for each of the first 32 control characters. */
const CONTROL_PICTURES = 0x2400;

/**
 * Controls (C0, DEL and C1), marks of direction, line and paragraph separators, signs without a width that words can
 * hide behind, and the tags of plane 14, which spell out whole sentences that nobody sees.
 * https://www.unicode.org/reports/tr9/ https://www.unicode.org/reports/tr36/
 */
const UNPRINTABLE =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\u{e0000}-\u{e007f}]/gu;
const MAY_BE_UNPRINTABLE_JSON = /[^\n\x20-\x7e]/u;
const MAY_BE_UNPRINTABLE = /[^\x20-\x7e]/u;
