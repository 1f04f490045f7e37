import type { TextRange } from '../../text/textRange.js';
import type { HclCursor } from './cursor.js';
import type { HclExpression, HclPart } from './expression.js';
import { LOOP_HEAD } from './loopHead.js';

/** Reads the expression that comes next. */
export type ReadExpression = () => HclExpression;

/** A mark between `%{` and `}`. */
export type Control =
  | { readonly word: 'if'; readonly condition: HclExpression }
  | { readonly word: 'for'; readonly names: readonly string[]; readonly of: HclExpression }
  | { readonly word: 'else' | 'endif' | 'endfor' | 'unread' };

/** A piece of a template as it comes, before loops and conditions are put together. */
export type TemplateToken =
  | Extract<HclPart, { kind: 'text' }>
  | (Trims & Extract<HclPart, { kind: 'interpolation' }>)
  | (Trims & { readonly kind: 'control'; readonly control: Control; readonly range: TextRange });

/** `~` at an end: the blanks of the text on that side are left out. */
interface Trims {
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

/**
 * Gathers the pieces of a template.
 *
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#templates
 */
export class TemplateTokens {
  readonly #tokens: TemplateToken[] = [];
  #text = '';
  #start: number;
  #exact = true;

  constructor(
    readonly cursor: HclCursor,
    readonly expression: ReadExpression,
  ) {
    this.#start = cursor.at;
  }

  /** Takes one character, or all of what is filled in. */
  step(): void {
    const { cursor } = this;
    if (cursor.startsWith('$${') || cursor.startsWith('%%{')) {
      this.#add(cursor.text.slice(cursor.at + 1, cursor.at + 3), 3);
    } else if (cursor.startsWith('${')) this.#interpolation();
    else if (cursor.startsWith('%{')) this.#directive();
    else this.#add(cursor.next, 1);
  }

  /** https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions, the table of escapes */
  escape(): void {
    const { cursor } = this;
    const found = cursor.takePattern(ESCAPE);
    const length = found?.[0].length ?? 1;
    if (found !== undefined) cursor.at -= length;
    const text = found && unescaped(found);
    if (text === undefined) cursor.complain('After a backslash this is no escape that HCL knows.');
    this.#add(text ?? cursor.text.slice(cursor.at, cursor.at + length), length);
  }

  /** Ends the text that is being gathered. All texts are normalized, as HashiCorp's reader does. */
  flush(): void {
    const { cursor } = this;
    if (this.#text !== '') {
      const text = /[\u0300-\uFFFF]/u.test(this.#text) ? this.#text.normalize('NFC') : this.#text;
      const exact = this.#exact && text === this.#text;
      this.#tokens.push({ kind: 'text', text, exact, range: cursor.rangeFrom(this.#start) });
    }
    this.#text = '';
    this.#exact = true;
    this.#start = cursor.at;
  }

  done(): readonly TemplateToken[] {
    this.flush();
    return this.#tokens;
  }

  #add(text: string, length: number): void {
    if (text.length !== length) this.#exact = false;
    this.#text += text;
    this.cursor.at += length;
  }

  #interpolation(): void {
    const { cursor } = this;
    this.flush();
    const start = cursor.at;
    cursor.at += 2;
    const trimsBefore = cursor.take('~');
    const expression = cursor.within(() => {
      const found = this.expression();
      cursor.skipBlank();
      return found;
    }, false);
    const trimsAfter = cursor.take('~');
    if (!cursor.take('}')) cursor.complain('`}` is missing behind what is filled in here.', start);
    const range = cursor.rangeFrom(start);
    this.#tokens.push({ kind: 'interpolation', expression, range, trimsBefore, trimsAfter });
    this.#start = cursor.at;
  }

  #directive(): void {
    const { cursor } = this;
    this.flush();
    const start = cursor.at;
    cursor.at += 2;
    const trimsBefore = cursor.take('~');
    const control = cursor.within(() => {
      const found = this.#control();
      cursor.skipBlank();
      return found;
    }, false);
    const trimsAfter = cursor.take('~');
    if (!cursor.take('}')) cursor.complain('This directive of a template is not closed with `}`.', start);
    const range = cursor.rangeFrom(start);
    this.#tokens.push({ kind: 'control', control, range, trimsBefore, trimsAfter });
    this.#start = cursor.at;
  }

  #control(): Control {
    const { cursor } = this;
    cursor.skipBlank();
    const loop = cursor.takePattern(LOOP_HEAD);
    if (loop !== undefined) {
      const names = loop.slice(1).filter((name) => (name as string | undefined) !== undefined);
      return { word: 'for', names, of: this.expression() };
    }
    const start = cursor.at;
    const word = cursor.takeName();
    if (word === 'if') return { word, condition: this.expression() };
    if (word === 'else' || word === 'endif' || word === 'endfor') return { word };
    cursor.complain('A directive of a template begins with `if`, `else`, `endif`, `for` or `endfor`.', start);
    return { word: 'unread' };
  }
}

/** An escape, of which the parts say the code or the letter. */
export const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))/uy;

/** What an escape stands for; `undefined` where Unicode has no such character. */
export function unescaped([, short, long, letter]: RegExpExecArray): string | undefined {
  if (letter === 'n') return '\n';
  if (letter === 'r') return '\r';
  if (letter === 't') return '\t';
  if (letter !== undefined) return letter;
  const code = parseInt(short ?? long ?? '', 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
