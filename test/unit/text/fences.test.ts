import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { markdownText, verbatim } from '../../../server/src/core/text/markdown.js';
import { fenced } from '../../../server/src/core/text/quoted.js';

const renderer = new MarkdownIt({ html: true, linkify: true });

describe('runs of backticks around a text', () => {
  it.each(['`', '``', 'a`b', 'a``b', '`a', 'a`', '``` <img src=x> ```', '`` [x](https://x.y)'])(
    'are longer than any in it: %s',
    (text) => {
      const children = renderer.parse(`x ${fenced(text)}`, {}).flatMap((token) => token.children ?? []);
      expect(children.map(({ type, content }) => [type, content])).toEqual([
        ['text', 'x '],
        ['code_inline', text],
      ]);
    },
  );

  it.each(['```', '````', '```\n<img src=x>\n````\n[x](https://x.y)', 'plain'])(
    'hold a block of lines together: %s',
    (text) => {
      const tokens = renderer.parse(markdownText(verbatim(text, 'diff')), {});
      expect(tokens.map(({ type, content }) => [type, content])).toEqual([['fence', `${text}\n`]]);
    },
  );
});
