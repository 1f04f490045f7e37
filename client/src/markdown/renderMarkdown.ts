import { escapeHtml } from './escapeHtml.js';
import type { ResolveLink } from './renderInline.js';
import { renderInline } from './renderInline.js';
import { isTableStart, renderTable } from './renderTable.js';

/** Consecutive lines of one block, and how many of them it took. */
interface Block {
  readonly html: string;
  readonly lines: number;
}

/**
 * The Markdown that the server writes, as HTML: headings, paragraphs, lists, tables, fenced code, rules. It is a small
 * part of the language on purpose: HTML in the source stays text, so a job's name can put nothing on the page.
 */
export function renderMarkdown(markdown: string, resolveLink: ResolveLink): string {
  const lines = markdown.split(/\r?\n/u);
  const html: string[] = [];
  for (let at = 0; at < lines.length;) {
    const block = nextBlock(lines.slice(at), resolveLink);
    if (block.html !== '') html.push(block.html);
    at += block.lines;
  }
  return html.join('\n');
}

function nextBlock(lines: readonly string[], resolveLink: ResolveLink): Block {
  const [first = ''] = lines;
  if (first.trim() === '') return { html: '', lines: 1 };
  const heading = /^(#{1,6}) +(.+?)(?: +#+)?$/u.exec(first);
  if (heading) {
    const [, signs = '', text = ''] = heading;
    const level = String(signs.length);
    return { html: `<h${level}>${renderInline(text, resolveLink)}</h${level}>`, lines: 1 };
  }
  if (/^ {0,3}([-*_])(?: *\1){2,} *$/u.test(first)) return { html: '<hr>', lines: 1 };
  // Behind a fence of code that stands in its line comes a second one.
  if (/^```[^`]*$/u.test(first)) return fencedCode(lines);
  if (isTableStart(lines)) {
    const rows = takeWhile(lines, (line) => line.trimStart().startsWith('|'));
    return { html: renderTable(rows, resolveLink), lines: rows.length };
  }
  if (isItem(first)) return list(lines, resolveLink);
  return paragraph(lines, resolveLink);
}

function fencedCode(lines: readonly string[]): Block {
  const rest = lines.slice(1);
  const code = takeWhile(rest, (line) => !line.startsWith('```'));
  const closed = code.length < rest.length ? 1 : 0;
  return { html: `<pre><code>${escapeHtml(code.join('\n'))}</code></pre>`, lines: code.length + 1 + closed };
}

function list(lines: readonly string[], resolveLink: ResolveLink): Block {
  const taken = takeWhile(lines, (line) => isItem(line) || /^ {2,}\S/u.test(line));
  const items: string[] = [];
  for (const line of taken) {
    if (isItem(line)) items.push(line.replace(itemMark, ''));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  const tag = /^\d/u.test(taken[0] ?? '') ? 'ol' : 'ul';
  const html = items.map((item) => `<li>${renderInline(item, resolveLink)}</li>`).join('');
  return { html: `<${tag}>${html}</${tag}>`, lines: taken.length };
}

function paragraph(lines: readonly string[], resolveLink: ResolveLink): Block {
  const [first = '', ...rest] = lines;
  const more = takeWhile(
    rest,
    (line) => line.trim() !== '' && !/^(?:#{1,6} |```|\|)/u.test(line) && !isItem(line),
  );
  const text = [first, ...more].join('\n').replace(/(?: {2,}|\\)\n/gu, '<br>');
  return { html: `<p>${renderInline(text, resolveLink)}</p>`, lines: more.length + 1 };
}

const itemMark = /^ {0,3}(?:[-*+]|\d{1,3}[.)]) +/u;

function isItem(line: string): boolean {
  return itemMark.test(line);
}

function takeWhile(lines: readonly string[], wanted: (line: string) => boolean): readonly string[] {
  const end = lines.findIndex((line) => !wanted(line));
  return end === -1 ? lines : lines.slice(0, end);
}
