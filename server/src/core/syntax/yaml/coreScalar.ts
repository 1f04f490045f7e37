import type { ScalarValue } from '../syntaxTree.js';

const OCTAL = /^0o[0-7]+$/u;
const INTEGER = /^[-+]?[0-9]+$/u;
const HEXADECIMAL = /^0x[0-9a-fA-F]+$/u;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/u;
const EXPONENT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/u;
const FRACTION = /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/u;

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
]);

/** What a plain scalar stands for in the core schema of YAML 1.2: https://yaml.org/spec/1.2.2/#103-core-schema */
export function coreScalar(text: string): ScalarValue {
  const first = text.charCodeAt(0);
  // Digits, and `+`, `-` and `.` before some.
  if (first <= 57 && (first >= 48 || first === 43 || first === 45 || first === 46)) return numberOr(text);
  // Only `~`, `n`, `t`, `f` begin a word that is no string.
  if (text.length > 5 || !BEGINS_WORD.has(first)) return text;
  const word = WORDS.get(text);
  return word === undefined ? text : word;
}

const BEGINS_WORD: ReadonlySet<number> = new Set(
  ['~', 'n', 'N', 't', 'T', 'f', 'F'].map((letter) => letter.charCodeAt(0)),
);

function numberOr(text: string): ScalarValue {
  if (INTEGER.test(text)) return parseInt(text, 10);
  if (OCTAL.test(text)) return parseInt(text.slice(2), 8);
  if (HEXADECIMAL.test(text)) return parseInt(text.slice(2), 16);
  if (NOT_FINITE.test(text)) {
    if (text.toLowerCase().endsWith('nan')) return NaN;
    return text.startsWith('-') ? -Infinity : Infinity;
  }
  return EXPONENT.test(text) || FRACTION.test(text) ? parseFloat(text) : text;
}
