import { UNKNOWN_PART } from '../../model/policyDocument.js';

/**
 * Text from a file made safe to print: control characters, escape sequences among them, and the marks that reorder
 * what is read become visible signs of one column each. A workflow must not be able to paint over a finding.
 */
export function visible(text: string): string {
  return text.replaceAll(UNKNOWN_PART, '…').replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    if (character === '\t') return ' ';
    if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}

/** Where Unicode keeps a picture for each of the first 32 control characters. */
const CONTROL_PICTURES = 0x2400;

const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;
