import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../client/src/markdown/renderMarkdown.js';
import { resolveCardLink } from '../../../client/src/views/cardLinks.js';

const html = (markdown: string): string => renderMarkdown(markdown, resolveCardLink);

describe('renderMarkdown', () => {
  it('renders a card: heading line, facts, reasons, controls', () => {
    const card = [
      '**Session of job `publish`: broad**',
      '',
      '| | |',
      '|---|---|',
      '| Lasts | up to 6 h: nothing sets `timeout-minutes` |',
      '| Started by | push to `main`<br>anyone |',
      '',
      'Broad because it writes.',
      '',
      '[NHI5:2025](https://owasp.org/a) · [AC-6](https://csrc.nist.gov/b)',
    ].join('\n');
    expect(html(card)).toBe(
      [
        '<p><strong>Session of job <code>publish</code>: broad</strong></p>',
        '<table><tbody>' +
          '<tr><th scope="row">Lasts</th><td>up to 6 h: nothing sets <code>timeout-minutes</code></td></tr>' +
          '<tr><th scope="row">Started by</th><td>push to <code>main</code><br>anyone</td></tr>' +
          '</tbody></table>',
        '<p>Broad because it writes.</p>',
        '<p><a href="https://owasp.org/a">NHI5:2025</a> · <a href="https://csrc.nist.gov/b">AC-6</a></p>',
      ].join('\n'),
    );
  });

  it('renders a table with a head, and bars within cells', () => {
    expect(html('| a | b |\n|---|:-:|\n| `x \\| y` | \\| |')).toBe(
      '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>' +
        '<tbody><tr><td><code>x | y</code></td><td>|</td></tr></tbody></table>',
    );
  });

  it('renders headings, lists, rules and fenced code', () => {
    expect(html('## Why `x`\n- one\n  more\n- two\n\n1. first\n\n---\n```yaml\na: <b>\n```')).toBe(
      '<h2>Why <code>x</code></h2>\n<ul><li>one more</li><li>two</li></ul>\n<ol><li>first</li></ol>\n<hr>\n' +
        '<pre><code>a: &lt;b&gt;</code></pre>',
    );
  });

  it.each([
    ['snake_case_name and 2 * 3 * 4', '<p>snake_case_name and 2 * 3 * 4</p>'],
    ['_slanted_ and *slanted*', '<p><em>slanted</em> and <em>slanted</em></p>'],
    [String.raw`\*\*not strong\*\* \<b\>`, '<p>**not strong** &lt;b&gt;</p>'],
    ['`` a`b `` and ` `` `', '<p><code>a`b</code> and <code>``</code></p>'],
    ['an `unclosed span', '<p>an `unclosed span</p>'],
    ['`**code**`', '<p><code>**code**</code></p>'],
    [
      '[AC-6](https://e.org/b "AC-6 Least <Privilege>")',
      '<p><a href="https://e.org/b" title="AC-6 Least &lt;Privilege&gt;">AC-6</a></p>',
    ],
    ['a&nbsp;b & c &copy;', '<p>a&nbsp;b &amp; c &amp;copy;</p>'],
  ])('reads %j', (markdown, expected) => {
    expect(html(markdown)).toBe(expected);
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](command:workbench.action.terminal.new)',
    '[x](data:text/html,hi)',
    '[x](https://e.org/"onmouseover="x)',
    `[x](https://e.org/ "a'onmouseover='x")`,
    '`<b>`',
  ])('lets %s be no more than words', (markdown) => {
    expect(html(markdown)).not.toMatch(/<(?!\/?(?:p|code|a)\b)|href="(?:command|data|javascript)|" ?onm/u);
  });

  it('puts nothing but its own tags on the page, whatever it is given', () => {
    const own =
      /<\/?(?:h[1-6]|p|ul|ol|li|table|thead|tbody|tr|th|td|pre|code|strong|em|br|hr|a)(?: (?:scope|href|title)="[^"<>]*")*>/gu;
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      '`',
      '``',
      '|',
      '[',
      '](',
      ' "',
      ')',
      '**',
      '_',
      '\\',
      '\n',
      '\n|---|\n',
      '- ',
      '&',
      'a',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(html(pieces.join('')).replaceAll(own, '')).not.toMatch(/[<>]/u);
      }),
    );
  });
});
