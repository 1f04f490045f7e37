import { shownName } from '../text/quoted.js';

/** As many characters as the light bulb's menu shows of a title. */
export const TITLE_LENGTH = 60;

/** The least that is left of a name: enough for its first and last few signs. */
const NAME_LENGTH = 11;

const MARK = '⚠';

/** A piece of a title; a name comes from a file and stood between backticks. */
interface Piece {
  readonly text: string;
  readonly isName: boolean;
}

/**
 * The title of a quick-fix for an editor's menu, which shows it as plain text: the result first, then ⚠ with what could
 * stop working, as far as there is room for all of it; the whole caveat goes with the edit. At most `TITLE_LENGTH`
 * characters: a remark at the end goes first, then names are shortened in their middle.
 */
export function actionTitle(title: string, caution?: string): string {
  const pieces = piecesOf(title);
  if (caution === undefined) return fitted(pieces, TITLE_LENGTH);
  const plain = textOf(pieces);
  const said = textOf(piecesOf(caution));
  const whole = `${plain} ${MARK} ${said}`;
  if (whole.length <= TITLE_LENGTH) return whole;
  const first = `${plain} ${MARK} ${said.split(/[,:;]/u, 1)[0] ?? ''}`;
  if (first.length <= TITLE_LENGTH) return first;
  return `${fitted(pieces, TITLE_LENGTH - MARK.length - 1)} ${MARK}`;
}

/** A text with its middle left out where it is longer than `length`. */
export function shortenedMiddle(text: string, length: number): string {
  const signs = Array.from(text);
  if (signs.length <= length) return text;
  // The end of a name tells more than its start: `…/customers`.
  const head = Math.floor((length - 1) / 2);
  return `${signs.slice(0, head).join('')}…${signs.slice(signs.length - (length - 1 - head)).join('')}`;
}

function fitted(pieces: readonly Piece[], length: number): string {
  const whole = textOf(pieces);
  if (whole.length <= length) return whole;
  const bare = withoutRemark(pieces);
  return textOf(bare).length <= length ? textOf(bare) : shortenedNames(bare, length);
}

/** Without what is said behind the last name: `, all that these steps need`. */
function withoutRemark(pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.at(-1);
  const hasRemark = last !== undefined && !last.isName && /^, (?!and\b|or\b)/u.test(last.text);
  return hasRemark && pieces.length > 2 ? pieces.slice(0, -1) : pieces;
}

/** Takes from the longest name first, so that short ones stay whole. */
function shortenedNames(pieces: readonly Piece[], length: number): string {
  let longest = Math.max(
    NAME_LENGTH,
    ...pieces.filter(({ isName }) => isName).map(({ text }) => text.length),
  );
  const cut = (most: number): string =>
    textOf(
      pieces.map((piece) => (piece.isName ? { ...piece, text: shortenedMiddle(piece.text, most) } : piece)),
    );
  while (longest > NAME_LENGTH && cut(longest).length > length) longest--;
  const text = cut(longest);
  return text.length <= length ? text : shortenedMiddle(text, length);
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

function piecesOf(title: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of title.matchAll(/(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)/gu)) {
    if (match.index > end) pieces.push({ text: proseOf(title.slice(end, match.index)), isName: false });
    const name = shownName(match[2] ?? '').replaceAll('`', "'");
    if (name !== '') pieces.push({ text: name, isName: true });
    end = match.index + match[0].length;
  }
  if (end < title.length) pieces.push({ text: proseOf(title.slice(end)), isName: false });
  return pieces;
}

function proseOf(text: string): string {
  return text.replaceAll('`', '').replace(/\s+/gu, ' ');
}
