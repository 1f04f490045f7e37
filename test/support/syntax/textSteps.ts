import fc from 'fast-check';

/** The next text, made from those that there were so far, the last one the newest. */
export type TextStep = (texts: readonly string[]) => string;

const SCRAPS = [
  'x',
  ' ',
  '\n',
  '  ',
  ': ',
  ':',
  '- ',
  '#',
  '"',
  "'",
  '|',
  '[',
  '}',
  '&a ',
  '*a',
  '<<: *a',
  '---\n',
  '\t',
  '\r\n',
  '🚀',
  'key: value\n',
  '  key:\n    a: 1\n',
  '!Ref ',
  '',
];

/** Up to eight steps as somebody takes them who edits by characters and lines, and takes steps back. */
export function textSteps(): fc.Arbitrary<readonly TextStep[]> {
  const at = fc.double({ min: 0, max: 1, noNaN: true });
  const count = fc.nat(3);
  const step = fc.oneof(
    fc.tuple(at, fc.nat(6), fc.constantFrom(...SCRAPS)).map(([place, length, scrap]): TextStep =>
      onText((text) => {
        const from = Math.floor(place * text.length);
        return text.slice(0, from) + scrap + text.slice(from + length);
      }),
    ),
    fc.tuple(at, fc.constantFrom(...SCRAPS)).map(([place, scrap]) =>
      onText((text) => {
        const from = Math.floor(place * text.length);
        return text.slice(0, from) + scrap + text.slice(from);
      }),
    ),
    fc.tuple(at, count).map(([place, lines]) => onLines(place, (all, from) => all.toSpliced(from, lines))),
    fc
      .tuple(at, count, at)
      .map(([place, lines, to]) =>
        onLines(place, (all, from) =>
          all.toSpliced(Math.floor(to * all.length), 0, ...all.slice(from, from + lines)),
        ),
      ),
    fc
      .tuple(at, fc.nat(8), fc.boolean())
      .map(([place, lines, deeper]) =>
        onLines(place, (all, from) =>
          all.map((line, index) =>
            index < from || index >= from + lines
              ? line
              : deeper
                ? `  ${line}`
                : line.replace(/^ {1,2}/u, ''),
          ),
        ),
      ),
    fc.nat(3).map(
      (back): TextStep =>
        (texts) =>
          texts.at(-1 - back) ?? texts[0] ?? '',
    ),
  );
  return fc.array(step, { minLength: 1, maxLength: 8 });
}

function onText(change: (text: string) => string): TextStep {
  return (texts) => change(texts.at(-1) ?? '').replaceAll('\0', '');
}

function onLines(place: number, change: (lines: string[], from: number) => readonly string[]): TextStep {
  return onText((text) => {
    const lines = text.split('\n');
    return change(lines, Math.floor(place * lines.length)).join('\n');
  });
}
