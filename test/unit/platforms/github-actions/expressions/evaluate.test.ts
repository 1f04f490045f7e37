import { Evaluator, data } from '@actions/expressions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  AbstractValue,
  Primitive,
} from '../../../../../server/src/core/platforms/github-actions/expressions/abstractValue.js';
import {
  ANY,
  named,
  oneOf,
  stranger,
} from '../../../../../server/src/core/platforms/github-actions/expressions/abstractValue.js';
import { parseExpression } from '../../../../../server/src/core/platforms/github-actions/expressions/ast.js';
import type { Bindings } from '../../../../../server/src/core/platforms/github-actions/expressions/evaluate.js';
import {
  evaluate,
  truth,
} from '../../../../../server/src/core/platforms/github-actions/expressions/evaluate.js';

type Concrete = Primitive | readonly string[];
type Context = Readonly<Record<string, Concrete>>;

describe('the abstract evaluation', () => {
  it("includes what GitHub's own evaluator gives in any run that the scenario allows", () => {
    fc.assert(
      fc.property(expressions(), runs(), (text, { context, bindings }) => {
        const expression = parseExpression(text);
        expect(expression, text).toBeDefined();
        if (expression === undefined) return;
        const given = run(text, context);
        // A run that ends in an error starts nothing.
        if (given === undefined) return;
        expect(includes(evaluate(expression, bindings), given), text).toBe(true);
      }),
      { numRuns: 4_000 },
    );
  });

  it.each([
    ['github.ref', 'both'],
    ["github.event_name == 'push' || true", 'true'],
    ["github.event_name != 'push' || github.event_name != 'schedule'", 'true'],
    ["github.event_name != 'push' || github.event_name != 'PUSH'", 'both'],
    ["'a' == 'A'", 'true'],
    ["fromJSON('[\"a\"]')[0] == 'b'", 'both'],
    ['contains(fromJSON(\'["OWNER", "MEMBER"]\'), \'member\')', 'true'],
    ['contains(fromJSON(\'["OWNER", "MEMBER"]\'), \'none\')', 'false'],
    ["contains('refs/heads/main', 'heads')", 'true'],
    ["startsWith('Refs/heads/main', 'refs/')", 'true'],
    ["endsWith('renovate[bot]', '[BOT]')", 'true'],
    ['always()', 'true'],
    ['always() && github.ref', 'both'],
    ['success() || failure()', 'both'],
    ["null == ''", 'true'],
    ["true == '1'", 'true'],
    ["'' && github.ref", 'false'],
    ["(github.head_ref || 'x') && true", 'true'],
    ["github.head_ref || 'x'", 'true'],
    ["!(github.head_ref || 'x')", 'false'],
    ["(github.head_ref || 'x') == 'y'", 'both'],
    ['1 < 2', 'both'],
  ])('`%s` can be %s when nothing is known of the run', (text, expected) => {
    expect(truthWords(text, () => undefined)).toBe(expected);
  });

  it('tells a name that nobody wrote down from those in the file', () => {
    const bindings: Bindings = (path) =>
      ({
        'github.actor': stranger('login of somebody'),
        'github.repository': named('this repository'),
        'github.event.pull_request.head.repo.full_name': stranger('name of a fork'),
        'github.ref': named('a branch', 'refs/heads/'),
      })[path];
    expect(truthWords("github.actor == 'octocat'", bindings)).toBe('false');
    expect(truthWords("github.actor != 'octocat'", bindings)).toBe('true');
    expect(truthWords('contains(fromJSON(\'["octocat"]\'), github.actor)', bindings)).toBe('false');
    expect(truthWords("github.repository == 'acme/shop'", bindings)).toBe('both');
    expect(truthWords('github.event.pull_request.head.repo.full_name == github.repository', bindings)).toBe(
      'false',
    );
    expect(truthWords("github.ref == 'refs/heads/main'", bindings)).toBe('both');
    expect(truthWords("github.ref == 'refs/tags/v1'", bindings)).toBe('false');
    expect(truthWords("startsWith(github.ref, 'refs/heads/')", bindings)).toBe('true');
    expect(truthWords("startsWith(github.ref, 'refs/heads/release/')", bindings)).toBe('both');
    expect(truthWords("startsWith(github.ref, 'refs/tags/')", bindings)).toBe('false');
    expect(truthWords("github.actor == ''", bindings)).toBe('false');
  });
});

function truthWords(text: string, bindings: Bindings): string {
  const expression = parseExpression(text);
  if (expression === undefined) return 'refused';
  const { canBeTrue, canBeFalse } = truth(expression, bindings);
  if (canBeTrue && canBeFalse) return 'both';
  return canBeTrue ? 'true' : 'false';
}

function includes(value: AbstractValue, given: data.ExpressionData): boolean {
  const isTrue = !(
    given.kind === data.Kind.Null ||
    (given.kind === data.Kind.Boolean && !given.value) ||
    (given.kind === data.Kind.Number && (given.value === 0 || Number.isNaN(given.value))) ||
    (given.kind === data.Kind.String && given.value === '')
  );
  switch (value.kind) {
    case 'any':
      return value.truth === undefined || (isTrue ? value.truth.canBeTrue : value.truth.canBeFalse);
    case 'values':
      return value.values.some(
        (possible) => Object.is(possible, primitiveOf(given)) || possible === primitiveOf(given),
      );
    case 'name':
      return (
        given.kind === data.Kind.String &&
        given.value.toLowerCase().startsWith((value.prefix ?? '').toLowerCase())
      );
    case 'list':
      return given.kind === data.Kind.Array && given.values().length === value.items.length;
  }
}

function primitiveOf(given: data.ExpressionData): Primitive | undefined {
  if (given.kind === data.Kind.Null) return null;
  if (
    given.kind === data.Kind.Boolean ||
    given.kind === data.Kind.Number ||
    given.kind === data.Kind.String
  ) {
    return given.value;
  }
  return undefined;
}

/** What GitHub's evaluator makes of the expression in one run; `undefined` for an error. */
function run(text: string, context: Context): data.ExpressionData | undefined {
  const expression = parseExpression(text);
  if (expression === undefined) return undefined;
  const status = new Map(
    ['always', 'success', 'failure', 'cancelled'].map((name) => [
      name,
      {
        name,
        description: '',
        minArgs: 0,
        maxArgs: 0,
        call: () => new data.BooleanData(name === 'always' || name === 'success'),
      },
    ]),
  );
  try {
    return new Evaluator(expression, contextData(context), status).evaluate();
  } catch {
    return undefined;
  }
}

function contextData(context: Context): data.Dictionary {
  const root = new data.Dictionary();
  for (const [path, value] of Object.entries(context)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    let at = root;
    for (const key of keys) {
      const next = at.get(key);
      if (next instanceof data.Dictionary) at = next;
      else {
        const made = new data.Dictionary();
        at.add(key, made);
        at = made;
      }
    }
    at.add(last, dataOf(value));
  }
  return root;
}

function dataOf(value: Concrete): data.ExpressionData {
  if (value === null) return new data.Null();
  if (typeof value === 'string') return new data.StringData(value);
  if (typeof value === 'number') return new data.NumberData(value);
  if (typeof value === 'boolean') return new data.BooleanData(value);
  return new data.Array(
    ...value.map((name) => new data.Dictionary({ key: 'name', value: new data.StringData(name) })),
  );
}

const WORDS = [
  '',
  'push',
  'main',
  'refs/heads/main',
  'refs/',
  'octocat',
  'dependabot[bot]',
  '1',
  '0',
  '01',
  'a b',
  'MAIN',
];
const SCALAR_PATHS = [
  'github.event_name',
  'github.ref',
  'github.head_ref',
  'github.actor',
  'github.event.action',
  'inputs.level',
];
const LABELS = 'github.event.pull_request.labels';

/** A concrete run, and a scenario that allows it beside others. */
function runs(): fc.Arbitrary<{ readonly context: Context; readonly bindings: Bindings }> {
  const scalar = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 1, arbitrary: fc.constantFrom<Primitive>(null, true, false, 0, 1, 42, 0.5) },
  );
  const scalars = fc.tuple(
    ...SCALAR_PATHS.map(() => fc.tuple(scalar, fc.array(scalar, { maxLength: 3 }), fc.nat(3))),
  );
  const labels = fc.tuple(fc.array(fc.constantFrom('safe', 'main', 'a b'), { maxLength: 3 }), fc.boolean());
  return fc.tuple(scalars, labels).map(([values, [names, known]]) => {
    const context: Record<string, Concrete> = { [LABELS]: names };
    const scenario: Record<string, AbstractValue> = {};
    SCALAR_PATHS.forEach((path, index) => {
      const [value = null, others = [], how = 0] = values[index] ?? [];
      context[path] = value;
      const known = abstractionOf(value, others, how);
      if (known !== undefined) scenario[path] = known;
    });
    if (known) scenario[`${LABELS}.*.name`] = { kind: 'list', items: names.map((name) => oneOf(name)) };
    return { context, bindings: (path) => scenario[path] };
  });
}

function abstractionOf(
  value: Primitive,
  others: readonly Primitive[],
  how: number,
): AbstractValue | undefined {
  if (how === 0) return undefined;
  if (how === 1) return ANY;
  // Names stand for one string each: two runs with the same one have the same name.
  if (how === 2 && typeof value === 'string' && value !== '') {
    return named(`the name ${value.toLowerCase()}`, value.slice(0, value.length % 3));
  }
  return oneOf(...others, value);
}

function expressions(): fc.Arbitrary<string> {
  const word = fc.constantFrom(...WORDS).map((text) => `'${text}'`);
  const list = fc
    .array(fc.constantFrom('main', 'octocat', 'safe'), { maxLength: 3 })
    .map((items) => `fromJSON('${JSON.stringify(items)}')`);
  const leaf = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...SCALAR_PATHS) },
    { weight: 3, arbitrary: word },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'true',
        'false',
        'null',
        '0',
        '1',
        '0x1',
        '-1.5',
        `${LABELS}.*.name`,
        'always()',
        'success()',
        'failure()',
      ),
    },
    { weight: 1, arbitrary: list },
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      tie('expression').map((part) => `!(${part})`),
      tie('expression').map((part) => `(${part})`),
      fc
        .tuple(tie('expression'), fc.constantFrom('&&', '||', '==', '!=', '<', '>='), tie('expression'))
        .map(([a, operator, b]) => `(${a}) ${operator} (${b})`),
      fc
        .tuple(fc.constantFrom('contains', 'startsWith', 'endsWith'), tie('expression'), tie('expression'))
        .map(([name, a, b]) => `${name}(${a}, ${b})`),
      fc
        .tuple(fc.constantFrom(...SCALAR_PATHS), word, word)
        .map(([path, a, b]) => `${path} != ${a} || ${path} != ${b}`),
      tie('expression').map((part) => `format('{0}', ${part})`),
    ),
  }));
  return expression;
}
