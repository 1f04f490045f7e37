import type { ClaimDifference } from './login.js';
import { listWords } from './words.js';
import { quoted } from '../text/quoted.js';

/** More values that would do than that are counted. */
const SHOWN = 2;

/** What a policy asks for and what is shown, in words that follow a subject: "wants `sub` `…`, and gets `…`". */
export function differenceWords({ claim, wants, gets, denied }: ClaimDifference): string {
  const name = claim === 'iss' ? 'a token' : quoted(claim);
  const asked = wants.length === 0 ? '' : ` ${alternatives(wants)}`;
  const shown =
    gets === null ? 'gets none' : /^\**$/u.test(gets) ? 'gets one that is not known' : `gets ${quoted(gets)}`;
  if (denied === true) return `denies ${name}${asked}, and ${shown}`;
  if (claim === 'iss') {
    return `wants a token of${asked === '' ? ' nobody' : asked}, and ${shown.replace('gets', 'gets one of')}`;
  }
  return `wants ${name}${asked}, and ${shown}`;
}

function alternatives(texts: readonly string[]): string {
  const shown = texts.slice(0, SHOWN).map((text) => quoted(text));
  const more = texts.length > SHOWN ? [`${String(texts.length - SHOWN)} more`] : [];
  return [...shown, ...more].join(' or ');
}

/** What a login hangs on, in words that follow "hangs on". */
export function doubtWords(hangsOn: readonly string[]): string {
  return hangsOn.length === 0 ? 'what the files do not tell' : listWords(hangsOn);
}
