import type { Block } from '../../text/block.js';
import { HclCursor } from './cursor.js';
import type { HclExpression, HclItem, HclStep, HclTemplate } from './expression.js';
import { LOOP_HEAD } from './loopHead.js';
import { readHeredoc, readQuoted, readTemplateText } from './readTemplate.js';
import { quoted } from '../../text/quoted.js';

/** https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#operations */
const PRECEDENCE: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** The expression between two offsets of a text; its ranges are offsets of the text, in `block` where one is given. */
export function expressionAt(text: string, start: number, end: number, block?: Block): HclExpression {
  return readExpression(new HclCursor(text, start, end, block));
}

/** A string of JSON as Terraform reads it, or a file: a template. Its ranges are offsets of the string. */
export function templateIn(text: string, block?: Block): HclTemplate {
  const cursor = new HclCursor(text, 0, text.length, block);
  return readTemplateText(cursor, () => readExpression(cursor));
}

/** Reads the expression that comes next; `unread` where there is none, with a problem. */
export function readExpression(cursor: HclCursor): HclExpression {
  return cursor.within(() => {
    cursor.skipBlank();
    const start = cursor.at;
    const condition = operation(cursor, 0);
    const end = cursor.at;
    cursor.skipBlank();
    if (!cursor.take('?')) {
      cursor.at = end;
      return condition;
    }
    const yes = readExpression(cursor);
    cursor.skipBlank();
    if (!cursor.take(':')) {
      cursor.complain('`:` is missing in this condition.');
      return { kind: 'unread', range: cursor.rangeFrom(start) };
    }
    const no = readExpression(cursor);
    return { kind: 'conditional', condition, yes, no, range: cursor.rangeFrom(start) };
  });
}

/** More operators in a row than anybody writes; each makes the tree a step deeper, and who reads it recurses. */
const MOST_OPERATORS = 200;

function operation(cursor: HclCursor, level: number): HclExpression {
  const start = cursor.at;
  let left = unary(cursor);
  for (let count = 0; ; count++) {
    const before = cursor.at;
    cursor.skipBlank();
    const found = operatorFrom(cursor, level);
    if (found === undefined) {
      cursor.at = before;
      return left;
    }
    cursor.at += found.operator.length;
    cursor.skipBlank();
    const right = operation(cursor, found.level + 1);
    const { operator } = found;
    const range = cursor.rangeFrom(start);
    if (count === MOST_OPERATORS) cursor.complain('This has too many operators in a row to be read.', start);
    left =
      count < MOST_OPERATORS
        ? { kind: 'operation', operator, operands: [left, right], range }
        : { kind: 'unread', range };
  }
}

/** The operator that comes next, if it binds at least as strongly. */
function operatorFrom(
  cursor: HclCursor,
  least: number,
): { readonly operator: string; readonly level: number } | undefined {
  for (let level = least; level < PRECEDENCE.length; level++) {
    const operator = PRECEDENCE[level]?.find((one) => cursor.startsWith(one));
    if (operator !== undefined) return { operator, level };
  }
  return undefined;
}

function unary(cursor: HclCursor): HclExpression {
  const start = cursor.at;
  const operator = cursor.next;
  if ((operator !== '!' || cursor.startsWith('!=')) && operator !== '-') return postfix(cursor);
  cursor.at++;
  return cursor.within(() => {
    cursor.skipBlank();
    const operand = unary(cursor);
    return { kind: 'operation', operator, operands: [operand], range: cursor.rangeFrom(start) };
  });
}

function postfix(cursor: HclCursor): HclExpression {
  const start = cursor.at;
  const of = primary(cursor);
  const steps: HclStep[] = [];
  for (let step = nextStep(cursor); step !== undefined; step = nextStep(cursor)) steps.push(step);
  return steps.length === 0 ? of : { kind: 'access', of, steps, range: cursor.rangeFrom(start) };
}

function nextStep(cursor: HclCursor): HclStep | undefined {
  const start = cursor.at;
  if (cursor.startsWith('...')) return undefined;
  if (cursor.take('.')) {
    if (cursor.take('*')) return { kind: 'splat', range: cursor.rangeFrom(start) };
    const index = cursor.takePattern(/\d+/uy);
    if (index !== undefined) return oldIndexStep(cursor, start, Number(index[0]));
    const name = cursor.takeName();
    if (name === undefined) cursor.complain('A name is missing behind this dot.');
    return { kind: 'attribute', name: name ?? '', range: cursor.rangeFrom(start) };
  }
  if (!cursor.take('[')) return undefined;
  return cursor.within((): HclStep => {
    cursor.skipBlank();
    if (cursor.take('*')) {
      close(cursor, ']');
      return { kind: 'splat', range: cursor.rangeFrom(start) };
    }
    const key = readExpression(cursor);
    close(cursor, ']');
    return { kind: 'index', key, range: cursor.rangeFrom(start) };
  }, false);
}

/** `.0`, as older configurations write an index; of two in a row the text could also be a number. */
function oldIndexStep(cursor: HclCursor, start: number, value: number): HclStep {
  const range = cursor.rangeFrom(start);
  if (cursor.takePattern(/\.(?=\d)/uy) !== undefined) {
    cursor.at--;
    cursor.complain('Two indexes in a row have to be written in brackets: `[0][1]`.');
  }
  return { kind: 'index', key: { kind: 'literal', value, range }, range };
}

function close(cursor: HclCursor, bracket: string): boolean {
  cursor.skipBlank();
  if (cursor.take(bracket)) return true;
  cursor.complain(`${quoted(bracket)} is missing here.`);
  return false;
}

function primary(cursor: HclCursor): HclExpression {
  const start = cursor.at;
  switch (cursor.next) {
    case '"':
      return readQuoted(cursor, () => readExpression(cursor));
    case '(':
      return parenthesis(cursor);
    case '[':
      return cursor.within(() => list(cursor), false);
    case '{':
      return cursor.within(() => object(cursor), true);
    case '<': {
      const text = readHeredoc(cursor, () => readExpression(cursor));
      if (text !== undefined) return text;
      break;
    }
    default: {
      const word = number(cursor) ?? named(cursor);
      if (word !== undefined) return word;
    }
  }
  cursor.complain('A value is missing here.');
  return { kind: 'unread', range: cursor.rangeFrom(start) };
}

function number(cursor: HclCursor): HclExpression | undefined {
  const start = cursor.at;
  const found = cursor.takePattern(/\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy);
  return found && { kind: 'literal', value: Number(found[0]), range: cursor.rangeFrom(start) };
}

function parenthesis(cursor: HclCursor): HclExpression {
  cursor.at++;
  return cursor.within(() => {
    const inner = readExpression(cursor);
    close(cursor, ')');
    return inner;
  }, false);
}

/** A constant, a call, or the first name of a reference. */
function named(cursor: HclCursor): HclExpression | undefined {
  const start = cursor.at;
  let name = cursor.takeName();
  if (name === undefined) return undefined;
  // Functions of providers: `provider::aws::arn_parse`.
  while (cursor.takePattern(/[ \t]*::[ \t]*/uy) !== undefined) {
    const part = cursor.takeName();
    if (part === undefined) cursor.complain('A name is missing behind `::`.');
    name += `::${part ?? ''}`;
  }
  if (cursor.next === '(') return call(cursor, start, name);
  if (name.includes('::')) cursor.complain('`(` is missing behind the name of this function.');
  const range = cursor.rangeFrom(start);
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', range };
  return name === 'null' ? { kind: 'literal', value: null, range } : { kind: 'name', name, range };
}

function call(cursor: HclCursor, start: number, name: string): HclExpression {
  cursor.at++;
  return cursor.within(() => {
    const args = items(cursor, ')');
    return { kind: 'call', name, args, range: cursor.rangeFrom(start) };
  }, false);
}

/** What stands between commas up to a bracket. */
function items(cursor: HclCursor, bracket: string): readonly HclExpression[] {
  const found: HclExpression[] = [];
  for (;;) {
    cursor.skipBlank();
    if (cursor.take(bracket)) return found;
    const before = cursor.problems.length;
    found.push(readExpression(cursor));
    cursor.skipBlank();
    // The last argument of a call may be spread: `concat(var.lists...)`.
    cursor.take('...');
    cursor.skipBlank();
    if (cursor.take(',')) continue;
    if (cursor.problems.length === before) close(cursor, bracket);
    return found;
  }
}

function list(cursor: HclCursor): HclExpression {
  const start = cursor.at;
  cursor.at++;
  const loop = forExpression(cursor, start, ']');
  if (loop !== undefined) return loop;
  const found = items(cursor, ']');
  return { kind: 'tuple', items: found, range: cursor.rangeFrom(start) };
}

function object(cursor: HclCursor): HclExpression {
  const start = cursor.at;
  cursor.at++;
  const loop = cursor.within(() => forExpression(cursor, start, '}'), false);
  if (loop !== undefined) return loop;
  const found: HclItem[] = [];
  for (;;) {
    cursor.skipBlank(true);
    if (cursor.take('}')) break;
    const before = cursor.problems.length;
    const item = cursor.isAtEnd() ? undefined : objectItem(cursor);
    if (item !== undefined) found.push(item);
    cursor.skipBlank();
    if (cursor.problems.length > before) break;
    if (cursor.take(',') || cursor.next === '\n' || cursor.next === '}') continue;
    cursor.complain('`}` is missing here.');
    break;
  }
  return { kind: 'object', items: found, range: cursor.rangeFrom(start) };
}

function objectItem(cursor: HclCursor): HclItem | undefined {
  const computed = cursor.next === '(';
  const key = readExpression(cursor);
  cursor.skipBlank();
  if (key.kind === 'unread') return undefined;
  if (!cursor.take('=') && !cursor.take(':')) {
    cursor.complain('`=` is missing behind this key.');
    return undefined;
  }
  return { key, computed, value: readExpression(cursor) };
}

/** https://developer.hashicorp.com/terraform/language/expressions/for */
function forExpression(cursor: HclCursor, start: number, bracket: string): HclExpression | undefined {
  const before = cursor.at;
  cursor.skipBlank();
  const head = cursor.takePattern(LOOP_HEAD);
  if (head === undefined) {
    cursor.at = before;
    return undefined;
  }
  const names = head.slice(1).filter((name) => (name as string | undefined) !== undefined);
  const of = readExpression(cursor);
  close(cursor, ':');
  const first = readExpression(cursor);
  cursor.skipBlank();
  const isObject = bracket === '}';
  if (cursor.startsWith('=>') !== isObject) {
    cursor.complain(
      isObject ? '`=>` is missing behind this key.' : 'A list has no keys: `=>` is for `{ for … }`.',
    );
  }
  const second = cursor.take('=>') ? readExpression(cursor) : undefined;
  cursor.skipBlank();
  // With `...` values of one key are gathered.
  if (!isObject && cursor.startsWith('...')) {
    cursor.complain('`...` gathers values of one key, which a list has none of.');
  }
  cursor.take('...');
  cursor.skipBlank();
  const condition = cursor.takePattern(/if(?=[\s(!])/uy) === undefined ? undefined : readExpression(cursor);
  close(cursor, bracket);
  const range = cursor.rangeFrom(start);
  return {
    kind: 'for',
    names,
    of,
    key: second === undefined ? undefined : first,
    value: second ?? first,
    condition,
    range,
  };
}
