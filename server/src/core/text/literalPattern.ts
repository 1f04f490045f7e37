/** A text as part of a regular expression that matches just it, with the flag `u` too, which allows no other escapes. */
export function literalPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
