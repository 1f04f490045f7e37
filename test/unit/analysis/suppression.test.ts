import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../server/src/core/analysis/snapshot.js';
import { applySuppressions } from '../../../server/src/core/analysis/suppression.js';
import { parse } from '../../../server/src/core/syntax/parse.js';
import { extractCursors } from '../../support/cursor.js';

const URI = 'file:///w/.github/workflows/a.yml';
const RULES = new Set(['long-session', 'ungated-secret']);

function finding(rule: string, offset: number, more: Partial<Finding> = {}): Finding {
  return {
    rule,
    severity: 'warning',
    confidence: 'high',
    message: '',
    origin: { uri: URI, range: { start: offset, end: offset + 1 } },
    session: null,
    related: [],
    controls: [],
    offers: [],
    unnecessary: false,
    suppressed: null,
    ...more,
  };
}

/** A finding of `long-session` at every `<|>`; what becomes of them. */
function suppress(marked: string): { reasons: (string | undefined)[]; problems: string[] } {
  const { text, offsets } = extractCursors(marked);
  const findings = offsets.map((offset) => finding('long-session', offset));
  const result = applySuppressions({ uri: URI, tree: parse(text, 'yaml') }, findings, RULES);
  return {
    reasons: result.findings.map(({ suppressed }) => suppressed?.reason),
    problems: result.problems.map(
      ({ message, range, severity }) => `${severity}: ${message} @ ${text.slice(range.start, range.end)}`,
    ),
  };
}

describe('a suppression comment', () => {
  it.each([
    ['on the line of the finding', 'a: <|>x # trustscope: ignore[long-session] load tests\n'],
    ['alone above it', 'a:\n  # trustscope: ignore[long-session] load tests\n  b: <|>x\n'],
    [
      'above other comments and empty lines',
      '# trustscope: ignore[long-session] load tests\n# more\n\na: <|>x\n',
    ],
    ['with several rules', '# trustscope: ignore[ungated-secret,\tlong-session] load tests\na: <|>x\n'],
    ['with a dash before the reason', 'a: <|>x # trustscope: ignore[long-session] - load tests\n'],
    ['in a file with CRLF', '# trustscope: ignore[long-session] load tests\r\na: <|>x\r\n'],
    ['below a byte order mark', '\uFEFF# trustscope: ignore[long-session] load tests\na: <|>x\n'],
    ['below a line with an emoji', 'e: 🔑\n# trustscope: ignore[long-session] load tests\na: <|>x\n'],
    [
      'on the line that opens a block scalar',
      'run: | # trustscope: ignore[long-session] load tests\n  echo\n  <|>echo\n',
    ],
    ['above a block scalar', '# trustscope: ignore[long-session] load tests\nrun: |\n  echo\n  <|>echo\n'],
    [
      'above a quoted text of several lines',
      '# trustscope: ignore[long-session] load tests\nrun: "a\n  <|>b"\n',
    ],
    ['in a flow mapping', 'a: {\n  # trustscope: ignore[long-session] load tests\n  b: <|>x\n}\n'],
  ])('%s suppresses it', (_, text) => {
    expect(suppress(text).reasons).toEqual(['load tests']);
  });

  it('covers all findings of its line, and no other line', () => {
    const { reasons } = suppress('# trustscope: ignore[long-session] why\na: [<|>x, <|>y]\nb: <|>z\n');
    expect(reasons).toEqual(['why', 'why', undefined]);
  });

  it.each([
    ['a block scalar', 'run: |\n  # trustscope: ignore[long-session] why\n  <|>echo\n'],
    ['a quoted text', 'a: "# trustscope: ignore[long-session] why" <|>\n'],
    ['a plain text, without a space before it', 'a: <|>x# trustscope: ignore[long-session] why\n'],
  ])('is none inside %s', (_, text) => {
    expect(suppress(text)).toEqual({ reasons: [undefined], problems: [] });
  });

  it('suppresses at the anchor what is found at its alias', () => {
    const text = 'a: &a x # trustscope: ignore[long-session] why\nb: *a\n';
    const at = (needle: string) => ({ start: text.indexOf(needle), end: text.indexOf(needle) + 1 });
    const found = finding('long-session', 0, { origin: { uri: URI, range: at('*a'), anchor: at('&a') } });
    const { findings } = applySuppressions({ uri: URI, tree: parse(text, 'yaml') }, [found], RULES);
    expect(findings[0]?.suppressed).toEqual({
      rule: 'long-session',
      reason: 'why',
      origin: { uri: URI, range: { start: text.indexOf('#'), end: text.indexOf('\n') } },
    });
  });

  it('leaves findings of other rules and files alone', () => {
    const tree = parse('# trustscope: ignore[long-session] why\na: x\n', 'yaml');
    const others = [
      finding('ungated-secret', 40),
      finding('long-session', 40, { origin: { uri: 'file:///w/b.yml', range: { start: 40, end: 41 } } }),
    ];
    expect(applySuppressions({ uri: URI, tree }, others, RULES).findings).toEqual(others);
  });
});

describe('a suppression comment that is wrong', () => {
  it.each([
    [
      '# trustscope: ignore[long-session]\na: <|>x\n',
      'warning: This suppression gives no reason, so it suppresses nothing: say why after the bracket. @ # trustscope: ignore[long-session]',
    ],
    [
      '# trustscope: ignore[long-session] <why this is accepted>\na: <|>x\n',
      'warning: This suppression gives no reason, so it suppresses nothing: say why after the bracket. @ # trustscope: ignore[long-session] <why this is accepted>',
    ],
    [
      '# trustscope: ignore[long-sesion] why\na: <|>x\n',
      'warning: There is no rule `long-sesion`, so nothing is suppressed; did you mean `long-session`? @ long-sesion',
    ],
    [
      '# trustscope: ignore why\na: <|>x\n',
      'warning: This suppression names no rule, so it suppresses nothing: write `ignore[rule-id] reason`. @ # trustscope: ignore why',
    ],
    [
      '# trustscope: disable[long-session] why\na: <|>x\n',
      'warning: TrustScope reads only `ignore[rule-id] reason` here, not `disable`. @ # trustscope: disable[long-session] why',
    ],
  ])('%j is told, and suppresses nothing', (text, problem) => {
    expect(suppress(text)).toEqual({ reasons: [undefined], problems: [problem] });
  });

  it('still suppresses what it names rightly', () => {
    const { reasons, problems } = suppress(
      '# trustscope: ignore[long-session, nothing-like-it] why\na: <|>x\n',
    );
    expect(reasons).toEqual(['why']);
    expect(problems).toEqual([
      'warning: There is no rule `nothing-like-it`, so nothing is suppressed. @ nothing-like-it',
    ]);
  });
});

describe('a suppression that matches nothing', () => {
  it('is a hint', () => {
    const { problems } = suppress('# trustscope: ignore[long-session] why\na: x\n');
    expect(problems).toEqual([
      'hint: `long-session` finds nothing here; this comment can go. @ # trustscope: ignore[long-session] why',
    ]);
  });

  it('is a hint at its id where another one matches', () => {
    const { problems } = suppress('a: <|>x # trustscope: ignore[long-session, ungated-secret] why\n');
    expect(problems).toEqual(['hint: `ungated-secret` finds nothing here; its id can go. @ ungated-secret']);
  });

  it('is none while the rule did not run, or the file is not read whole', () => {
    const text = '# trustscope: ignore[long-session] why\na: x\n';
    const ran = new Set(['ungated-secret']);
    expect(applySuppressions({ uri: URI, tree: parse(text, 'yaml') }, [], RULES, ran).problems).toEqual([]);
    const broken = parse(`${text}b: [`, 'yaml');
    expect(applySuppressions({ uri: URI, tree: broken }, [], RULES).problems).toEqual([]);
  });
});
