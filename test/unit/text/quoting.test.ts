import fc from 'fast-check';
import type { Token } from 'markdown-it';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../client/src/markdown/renderMarkdown.js';
import type { Markdown } from '../../../server/src/core/text/markdown.js';
import {
  code,
  facts,
  items,
  lines,
  link,
  markdownText,
  mark,
  paragraphs,
  plain,
} from '../../../server/src/core/text/markdown.js';
import { quoted, shownMessage, shownName } from '../../../server/src/core/text/quoted.js';

const renderer = new MarkdownIt({ html: true, linkify: true });

/** Everything that markdown-it makes of the text besides words, code and the form that is meant to be there. */
function made(text: string): readonly string[] {
  return flat(renderer.parse(text, {}))
    .map(({ type }) => type)
    .filter(
      (type) =>
        !['inline', 'text', 'code_inline', 'softbreak', 'paragraph_open', 'paragraph_close'].includes(type),
    );
}

function flat(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token) => [token, ...flat(token.children ?? [])]);
}

/** Text that means something in Markdown, HTML or a terminal, in any order. */
const hostile = fc
  .array(
    fc.constantFrom(
      ...[
        '`',
        '``',
        '```',
        '~~~',
        '~~',
        '*',
        '**',
        '_',
        '__',
        '[',
        ']',
        '(',
        ')',
        '![',
        '](',
        '<',
        '>',
        '</',
        '\\',
        '|',
      ],
      ...[
        'https://x.y/p.png',
        'http://a',
        'www.x.yz',
        'a@b.cd',
        '@all',
        'javascript:x',
        'mailto:a@b.cd',
        'ftp://x.yz',
      ],
      ...[
        '<img src=x>',
        '<script>',
        '<!--',
        '-->',
        '<a href="x">',
        '&lt;',
        '&#60;',
        '&amp;',
        '&',
        '$',
        '$$',
        ':smile:',
      ],
      ...[
        '# ',
        '## ',
        '- ',
        '+ ',
        '* ',
        '1. ',
        '2) ',
        '> ',
        '---',
        '===',
        '| --- |',
        '    ',
        '\t',
        '\n',
        '\r\n',
        '\n\n',
      ],
      ...[
        '[x]: y',
        '[^1]',
        '[ ]',
        '{',
        '}',
        '%',
        '"',
        "'",
        'a',
        'role',
        'é',
        ' ',
        ' ',
        '\u001b[31m',
        '\u0007',
        '\u009b',
        '\u202e',
      ],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Many strings, and the same ones each time: the number is that of all forms together. */
const RUNS = { numRuns: 25_000, seed: 7 };

describe('text from files in Markdown', () => {
  it.each<[string, (text: string) => Markdown, readonly string[]]>([
    ['as code', code, []],
    ['in running words', plain, []],
    ['in both beside each other', (text) => mark`${code(text)}${plain(text)}${code(text)}`, []],
    ['in lines', (text) => lines([plain(text), code(text), plain(text)]), ['hardbreak']],
    [
      'in paragraphs and a list',
      (text) => paragraphs([plain(text), items([plain(text), code(text)])]),
      ['bullet_list_open', 'bullet_list_close', 'list_item_open', 'list_item_close'],
    ],
    ['in bold', (text) => mark`**${code(text)}** x`, ['strong_open', 'strong_close']],
  ])('becomes no element %s', (_name, make, meant) => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(made(markdownText(make(text))).filter((type) => !meant.includes(type))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('stays in its cell of a table', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const table = markdownText(
          facts([
            ['Name', [code(a)]],
            ['Words', [plain(b)]],
          ]),
        );
        const types = made(table);
        expect(types.filter((type) => type === 'tr_open')).toHaveLength(3);
        expect(types.filter((type) => type === 'td_open')).toHaveLength(4);
        expect(types.filter((type) => !/^(?:table|thead|tbody|tr|th|td)_/u.test(type))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('becomes no element of our own card', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = renderMarkdown(
          markdownText(paragraphs([plain(text), facts([['x', [code(text), plain(text)]]])])),
          (target) => target,
        );
        const tags = html.match(/<\/?[a-z]+[^>]*>/gu) ?? [];
        expect(
          tags.filter((tag) => !/^<\/?(?:p|code|table|tbody|tr|th scope="row"|th|td)>$/u.test(tag)),
        ).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is read as it was written', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [inline] = renderer
          .parse(`x ${markdownText(code(text))} x`, {})
          .filter(({ type }) => type === 'inline');
        const [found] = inline?.children?.filter(({ type }) => type === 'code_inline') ?? [];
        const meant = shownName(text);
        expect(found?.content.trim() ?? '').toBe(meant);
      }),
      { ...RUNS, numRuns: 10_000 },
    );
  });

  it('pairs runs of backticks in a message as CommonMark does', () => {
    const message = `role ${quoted('a`b')} may ${quoted('x')}, not \` alone`;
    expect(message).toBe('role ``a`b`` may `x`, not ` alone');
    expect(markdownText(plain(message))).toBe('role ``a`b`` may `x`, not \\` alone');
    expect(markdownText(plain('``` `` `'))).toBe('\\`\\`\\` \\`\\` \\`');
  });

  it('makes code of what a page would make a link of, or call', () => {
    expect(markdownText(plain('see https://evil.example/p.png, or ask @everyone (x@y.z).'))).toBe(
      'see `https://evil.example/p.png`, or ask `@everyone` (`x@y.z`).',
    );
  });

  it('cannot leave the target of a link', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const types = made(markdownText(link(plain('x'), `https://x.y/${text}`)));
        expect(types).toEqual(types.length === 0 ? [] : ['link_open', 'link_close']);
      }),
      { ...RUNS, numRuns: 10_000 },
    );
  });
});

describe('names and messages', () => {
  it('show what a terminal would act upon, and stay on one line', () => {
    const name = 'a\u001b[31mb\u0007c\u009bd\u202ee\nf\u2028g';
    for (const shown of [quoted(name), shownName(name), shownMessage(name)]) {
      expect(shown).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    }
    expect(quoted(name)).toBe('`a␛[31mb␇c�d�e f g`');
  });
});
