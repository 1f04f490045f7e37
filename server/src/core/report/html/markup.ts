import { dotted } from '../../text/credentials.js';
import { visible } from '../../text/visible.js';

declare const MARKUP: unique symbol;

/**
 * Text of an HTML or SVG page. No string is one, so the compiler refuses to put text from a file where tags are meant: it
 * is made by the tag `markup` alone, which escapes whatever is no markup already.
 */
export interface Markup {
  readonly [MARKUP]: true;
}

type Part = Markup | string | number | readonly Markup[];

/** Tags of our own with text, numbers and further markup between them; text is escaped, for elements and quoted values. */
export function markup(texts: TemplateStringsArray, ...values: readonly Part[]): Markup {
  let all = texts[0] ?? '';
  for (const [index, value] of values.entries()) all += textOf(value) + (texts[index + 1] ?? '');
  return new Marked(all) as unknown as Markup;
}

/** The page itself, for whoever shows it or writes it down. */
export function markupText(page: Markup): string {
  return (page as unknown as Marked).text;
}

/** A class, so that no text from elsewhere can be taken for one. */
class Marked {
  constructor(readonly text: string) {}
}

function textOf(value: Part): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escaped(value);
  if (value instanceof Marked) return value.text;
  return (value as readonly Markup[]).map(markupText).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as text, in an element or in a quoted value; hidden signs are shown, and credentials dotted over. */
function escaped(text: string): string {
  const lines = text.split('\n').map((line) => visible(line));
  return (
    dotted(lines.join('\n'))
      .replace(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? sign)
      // Halves of a pair, and what no document of XML may hold.
      .replace(/[\ud800-\udfff\ufffe\uffff]/gu, '\ufffd')
  );
}
