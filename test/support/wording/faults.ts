import { TITLE_LENGTH } from '../../../server/src/core/ide/actionTitle.js';
import { UNKNOWN_PART } from '../../../server/src/core/model/policyDocument.js';
import type { Spoken, SpokenKind } from './spoken.js';

/** A fault of wording, with what shows it. */
interface Fault {
  readonly name: string;
  readonly pattern: Pick<RegExp, 'test'>;
  /** The kinds of texts that are looked at; all when absent. */
  readonly kinds?: readonly SpokenKind[];
  /** Looks at code as well, which is otherwise left out: it is what files hold. */
  readonly inCode?: true;
}

/** Texts that are sentences or parts of sentences of ours, with what comes from files in backticks. */
const PROSE: readonly SpokenKind[] = [
  'message',
  'related',
  'title',
  'caution',
  'problem',
  'why',
  'what',
  'need',
];

const FAULTS: readonly Fault[] = [
  // VS Code shows about as much of a title, and backticks as they are.
  {
    name: 'longer than a menu shows',
    pattern: { test: (text) => text.length > TITLE_LENGTH },
    kinds: ['action'],
    inCode: true,
  },
  // What, why and what to do, with names that may be long themselves.
  {
    name: 'longer than is read',
    pattern: { test: (text) => text.length > 350 },
    kinds: ['message', 'problem'],
    inCode: true,
  },
  { name: 'a raw backtick', pattern: /`/u, kinds: ['action'], inCode: true },
  {
    name: 'longer than a line',
    pattern: { test: (text) => text.length > 100 },
    kinds: ['lens'],
    inCode: true,
  },
  { name: 'a part that is not known, raw', pattern: new RegExp(UNKNOWN_PART, 'u'), inCode: true },
  { name: 'a value of the program', pattern: /\bundefined\b|\bNaN\b|\[object /u, inCode: true },
  // `API API key`, `write write`. Names of files may end in a word that ours begin with.
  { name: 'a word twice', pattern: /(?<![\w/.:-])([A-Za-z]+) \1(?![\w/.:-])/u },
  { name: 'two spaces', pattern: /[^\s|] {2,}[^\s|]/u },
  { name: 'a space before a sign', pattern: /(?<!\|) [,;:?!](?=\s|$)/u },
  { name: 'two signs in a row', pattern: /[,;:]\s*[,;]|(?<!\.)\.\.(?![./])|[,;:]\.(?=\s|$)/u, kinds: PROSE },
  { name: 'an empty pair', pattern: /(?<![\w`§])\(\s*\)|``(?!`)/u, kinds: PROSE },
  { name: 'an open backtick', pattern: /`/u },
  { name: 'a bracket without its other', pattern: { test: opensOrClosesAlone }, kinds: PROSE },
  {
    name: 'a before a vowel',
    pattern: /\ba (?=[aeio][a-z])(?!one\b|once\b)|\ba u(?!ni[^nm]|se|su|til)[a-z]/iu,
    kinds: PROSE,
  },
  {
    name: 'an before a consonant',
    pattern: /\ban (?!hour|honest|[FHLMNRSX][A-Z\d]|[aeiou§*\\])/iu,
    kinds: PROSE,
  },
  { name: 'a number that its verb lacks', pattern: /\b(?:may|can|must|cannot) \d/u },
  {
    name: 'one of many',
    pattern: /(?<![\w@./-]|\b(?:[Ss]tep|and|line|part) )1 (?!s\b|as\b|is\b)[a-z]+s\b/u,
    kinds: PROSE,
  },
  {
    name: 'a verb that is bent after another',
    pattern:
      /\b(?:may|can|must|cannot|could|would) (?:is|has|does|writes|reads|uses|holds|takes|gives|makes)\b/u,
    kinds: PROSE,
  },
  { name: '"into" for "in"', pattern: /\bbelongs? into\b/u },
  {
    name: 'two words that join',
    pattern: /\b(?:and|or|but) (?:and|or|but)\b|\b(?:and|or|but|of|the) *[.;)]|, and ,|\bof of\b/u,
    kinds: PROSE,
  },
  { name: 'a list that runs into the next', pattern: /\d more and (?:nothing|it|all|whoever|anyone)\b/u },
  { name: 'a small letter after a full stop', pattern: /(?<!\b(?:e\.g|i\.e|vs|etc))\. [a-z]/u, kinds: PROSE },
];

const ENDS: Readonly<Partial<Record<SpokenKind, RegExp>>> = {
  message: /[.?!]$/u,
  problem: /[.?!]$/u,
  related: /[^.\s,;:]$/u,
  title: /[^.\s,;:]$/u,
  caution: /[^.\s,;:]$/u,
  hint: /[^.\s,;:]$/u,
  lens: /[^.\s,;:]$/u,
  what: /[^.\s,;:]$/u,
  why: /[^.\s,;:]$/u,
  need: /[^.\s,;:]$/u,
};

/** What is wrong with the wording of a text. */
export function faultsOf({ kind, text }: Spoken): readonly string[] {
  const prose = withoutCode(text);
  const found = FAULTS.filter(({ kinds, pattern, inCode }) => {
    return (kinds?.includes(kind) ?? true) && pattern.test(inCode === true ? text : prose);
  }).map(({ name }) => name);
  return ENDS[kind]?.test(text) === false ? [...found, 'an end that is none'] : found;
}

/** The text with `§` for code and for what a link leads to: both hold what stands in files, whatever that is. */
function withoutCode(text: string): string {
  return text.replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/gu, '§').replace(/\]\([^)\s]*\)/gu, ']');
}

function opensOrClosesAlone(text: string): boolean {
  let open = 0;
  for (const sign of text) {
    if (sign === '(') open += 1;
    if (sign === ')') open -= 1;
    if (open < 0) return true;
  }
  return open > 0;
}
