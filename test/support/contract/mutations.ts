import fc from 'fast-check';

/** One careless edit of a text. */
export type Mutation = (text: string) => string;

/** What people and generators leave in such files, and what parsers trip over. */
const SCRAPS = [
  ...[
    ':',
    ': ',
    '- ',
    '-',
    '? ',
    '|\n',
    '>\n',
    '#',
    '\t',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\0',
    '\uFEFF',
    '🚀',
    '\uD800',
  ],
  ...[
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '&a ',
    '*a',
    '<<: *a',
    '!!binary x',
    '%YAML 1.1\n---\n',
    '---\n',
    '...\n',
  ],
  ...[
    '${{',
    '}}',
    '${{ secrets }}',
    "${{ github.event['x'] && ''}}",
    'on:',
    'jobs:',
    'permissions:',
    'uses: ./',
    'null',
  ],
];

/** Up to eight careless edits in a row. */
export function mutations(): fc.Arbitrary<Mutation> {
  return fc
    .array(mutation(), { minLength: 1, maxLength: 8 })
    .map((steps) => (text) => steps.reduce((t, step) => step(t), text));
}

function mutation(): fc.Arbitrary<Mutation> {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  return fc.oneof(
    fc.tuple(place, fc.constantFrom(...SCRAPS)).map(
      ([at, scrap]): Mutation =>
        (text) =>
          splice(text, at, 0, scrap),
    ),
    fc.tuple(place, fc.nat(40)).map(
      ([at, length]): Mutation =>
        (text) =>
          splice(text, at, length, ''),
    ),
    fc.tuple(place, place).map(
      ([from, to]): Mutation =>
        (text) =>
          moveLine(text, from, to),
    ),
    fc.tuple(place, fc.integer({ min: -4, max: 4 })).map(
      ([at, by]): Mutation =>
        (text) =>
          indentLine(text, at, by),
    ),
    fc.tuple(place, fc.nat(30)).map(
      ([at, times]): Mutation =>
        (text) =>
          repeatLine(text, at, times),
    ),
  );
}

function splice(text: string, at: number, length: number, insert: string): string {
  const offset = Math.floor(at * text.length);
  return text.slice(0, offset) + insert + text.slice(offset + length);
}

function onLines(text: string, change: (lines: string[]) => void): string {
  const lines = text.split('\n');
  change(lines);
  return lines.join('\n');
}

function moveLine(text: string, from: number, to: number): string {
  return onLines(text, (lines) => {
    const [line = ''] = lines.splice(Math.floor(from * lines.length), 1);
    lines.splice(Math.floor(to * lines.length), 0, line);
  });
}

function indentLine(text: string, at: number, by: number): string {
  return onLines(text, (lines) => {
    const index = Math.floor(at * (lines.length - 1));
    const line = lines[index] ?? '';
    lines[index] =
      by < 0 ? line.slice(Math.min(-by, line.length - line.trimStart().length)) : ' '.repeat(by) + line;
  });
}

function repeatLine(text: string, at: number, times: number): string {
  return onLines(text, (lines) => {
    const index = Math.floor(at * (lines.length - 1));
    lines.splice(index, 0, ...Array<string>(times).fill(lines[index] ?? ''));
  });
}

/** YAML-ish text from nothing: nested mappings of the words that workflows use, with the odd anchor and alias. */
export function yamlish(): fc.Arbitrary<string> {
  const key = fc.constantFrom(
    'on',
    'jobs',
    'permissions',
    'steps',
    'uses',
    'with',
    'env',
    'if',
    'needs',
    'secrets',
    '<<',
    '',
  );
  const scalar = fc.oneof(
    fc.constantFrom(
      'write-all',
      'read',
      'push',
      '[push, pull_request]',
      '{}',
      '*a',
      '&a x',
      '${{ secrets.A }}',
      '~',
      '1e999',
      '|',
    ),
    fc.string({ maxLength: 12 }),
  );
  const line = fc.tuple(fc.nat(6), fc.boolean(), key, scalar);
  return fc
    .array(line, { maxLength: 40 })
    .map((lines) =>
      lines
        .map(([depth, item, name, value]) => `${'  '.repeat(depth)}${item ? '- ' : ''}${name}: ${value}`)
        .join('\n'),
    );
}
