import { Char, notPlain } from './scan.js';
import type { Scan } from './scan.js';

/** A tag of the file's own, such as `!Ref`, and the blanks behind it. Tags of YAML itself change what a node is. */
export function takeTag(scan: Scan): string {
  const from = scan.at++;
  while (isTagLetter(scan.code(scan.at))) scan.at++;
  const tag = scan.text.slice(from, scan.at);
  if (tag.length === 1 || !scan.isBlank(scan.at)) notPlain();
  scan.skipSpaces();
  return tag;
}

/** Letters, digits, and what names of functions have between them. */
function isTagLetter(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === Char.Colon ||
    code === Char.Dot ||
    code === Char.Minus ||
    code === 95
  );
}
