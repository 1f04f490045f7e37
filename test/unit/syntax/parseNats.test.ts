import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/core/syntax/parse.js';
import type { SyntaxNode } from '../../../server/src/core/syntax/syntaxTree.js';
import { get } from '../../../server/src/core/syntax/syntaxTree.js';

function plain(node: SyntaxNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
}

const TEXT = `# Server
port: 4222 // clients
http_port=8222
jetstream enabled
REQ = "req.>"
authorization {
  ADMIN = {
    publish = ">"
    subscribe = [">", "_INBOX.>"]
  }
  users = [
    {user: admin, password: "$2a$11$x", permissions: $ADMIN}
    {user: 'client'; password: pw # comment
      permissions: { publish: $REQ, subscribe: {allow: [a.*, b.>], deny: c} } }
  ]
}
note: (
  many
  lines
  )
include ./more.conf
`;

describe('the configuration language of NATS', () => {
  it('reads maps, arrays, words and references', () => {
    const tree = parse(TEXT, 'nats');
    expect(tree.problems).toEqual([]);
    const admin = { publish: '>', subscribe: ['>', '_INBOX.>'] };
    expect(tree.documents.map(plain)).toEqual([
      {
        port: 4222,
        http_port: 8222,
        jetstream: 'enabled',
        REQ: 'req.>',
        authorization: {
          ADMIN: admin,
          users: [
            { user: 'admin', password: '$2a$11$x', permissions: admin },
            {
              user: 'client',
              password: 'pw',
              permissions: { publish: 'req.>', subscribe: { allow: ['a.*', 'b.>'], deny: 'c' } },
            },
          ],
        },
        note: 'many\n  lines',
        include: './more.conf',
      },
    ]);
  });

  it('keeps exact places', () => {
    const tree = parse(TEXT, 'nats');
    const users = get(get(tree.documents[0], 'authorization'), 'users');
    const [admin, client] = users?.kind === 'sequence' ? users.items : [];
    const password = get(admin, 'password');
    expect(TEXT.slice(password?.range.start, password?.range.end)).toBe('"$2a$11$x"');
    const publish = get(get(client, 'permissions'), 'publish');
    expect(TEXT.slice(publish?.range.start, publish?.range.end)).toBe('$REQ');
    expect(TEXT.slice(publish?.written.start, publish?.written.end)).toBe('"req.>"');
  });

  it('throws on no prefix, and comes to an end', () => {
    for (let end = 0; end <= TEXT.length; end += 1) parse(TEXT.slice(0, end), 'nats');
    for (const text of ['}'.repeat(500), '['.repeat(5_000), 'a {'.repeat(5_000), '"', '(', ':::', ', ; ]']) {
      expect(parse(text, 'nats').complete).toBe(false);
    }
  });

  it('reads any text', () => {
    const words = [
      '{',
      '}',
      '[',
      ']',
      '(',
      ')',
      '"',
      "'",
      '#',
      '//',
      ':',
      '=',
      ',',
      '$a',
      'a',
      '\n',
      ' ',
      'include',
      '\\',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const { documents, problems } = parse(text, 'nats');
        expect(documents).toHaveLength(1);
        expect(problems.every(({ range }) => range.start >= 0 && range.end <= text.length)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('says once that a text is nested too deep', () => {
    for (const open of ['[', '{ a: ', '[{ a: [']) {
      const { documents, problems } = parse(`authorization: { users: ${open.repeat(5_000)}`, 'nats');
      expect(documents).toHaveLength(1);
      expect(problems.map(({ message }) => message)).toEqual([
        'This configuration cannot be read: it is nested too deep from here on.',
      ]);
    }
  });
});
