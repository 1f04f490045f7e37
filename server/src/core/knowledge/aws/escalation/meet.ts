import { remembered } from '../../../patterns/remembered.js';

/** Characters of one part of an ARN: any but a colon. Stands in shapes, and in what they have in common with a text. */
export const PART = '\uE010';

/** A step on the way through two patterns: how far in each, and what it adds to the text that both stand for. */
interface Step {
  readonly at: number;
  readonly other: number;
  readonly adds: string;
  readonly before: Step | undefined;
}

/** No ARN is longer, and no policy names longer ones. */
const LONGEST = 2048;

/**
 * A pattern of `*`, `?` and `PART` all of whose texts both patterns stand for, or undefined when they have none in
 * common. Where there are several, it is the one in which a wildcard takes in as little as it can:
 * `arn:…:iam::…:role/*` and `arn:aws:iam::*` meet in `arn:aws:iam::…:role/*`.
 */
export function meet(a: string, b: string): string | undefined {
  if (a.length > LONGEST || b.length > LONGEST || endsDiffer(a, b)) return undefined;
  if (a.length + b.length > LONGEST_REMEMBERED) return met(a, b);
  return rememberedMeeting(`${a}\n${b}`, () => met(a, b));
}

/** The shapes are few, and hundreds of roles may have the same policies. */
const rememberedMeeting = remembered<string | undefined>(50_000);
const LONGEST_REMEMBERED = 400;

/** Whether what stands before the first wildcards, or behind the last, already tells that nothing is of both. */
function endsDiffer(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  for (; at < shorter; at++) {
    const left = a[at];
    const right = b[at];
    if (isRun(left) || isRun(right)) break;
    if (left !== right && left !== '?' && right !== '?') return true;
  }
  for (let back = 1; back <= shorter - at; back++) {
    const left = a[a.length - back];
    const right = b[b.length - back];
    if (isRun(left) || isRun(right)) return false;
    if (left !== right && left !== '?' && right !== '?') return true;
  }
  return false;
}

function met(a: string, b: string): string | undefined {
  const width = b.length + 1;
  const seen = new Uint8Array((a.length + 1) * width);
  const todo: Step[] = [{ at: 0, other: 0, adds: '', before: undefined }];
  for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
    const here = step.at * width + step.other;
    if (seen[here] === 1) continue;
    seen[here] = 1;
    if (step.at === a.length && step.other === b.length) return written(step);
    todo.push(...next(step, a[step.at], b[step.other]));
  }
  return undefined;
}

/**
 * The shape of an ARN whose wildcards stay within their part. A wildcard of a policy may go over colons, but nothing is
 * called so that a volume's pattern, for one, would reach an instance by it.
 */
export function shapeOfArn(arn: string): string {
  return arn.replaceAll('*', PART);
}

/** The pattern as people write it. */
export function readablePattern(pattern: string): string {
  return pattern.replaceAll(PART, '*');
}

function isRun(symbol: string | undefined): boolean {
  return symbol === '*' || symbol === PART;
}

/** The steps that may follow, the preferred one last. */
function next(step: Step, left: string | undefined, right: string | undefined): readonly Step[] {
  const { at, other } = step;
  const to = (by: number, byOther: number, adds: string): Step => ({
    at: at + by,
    other: other + byOther,
    adds,
    before: step,
  });
  if (isRun(left) && isRun(right)) {
    const both = left === right ? (left ?? '') : PART;
    return [to(0, 1, both), to(1, 0, both), to(1, 1, both)];
  }
  if (isRun(left)) {
    return right === undefined || !takes(left, right) ? [to(1, 0, '')] : [to(0, 1, right), to(1, 0, '')];
  }
  if (isRun(right)) {
    return left === undefined || !takes(right, left) ? [to(0, 1, '')] : [to(1, 0, left), to(0, 1, '')];
  }
  if (left === undefined || right === undefined) return [];
  if (left === right || right === '?') return [to(1, 1, left)];
  return left === '?' ? [to(1, 1, right)] : [];
}

function takes(run: string | undefined, symbol: string): boolean {
  return run === '*' || symbol !== ':';
}

function written(last: Step): string {
  const parts: string[] = [];
  for (let step: Step | undefined = last; step !== undefined; step = step.before) parts.push(step.adds);
  return parts
    .reverse()
    .join('')
    .replace(/\*{2,}/gu, '*')
    .replace(/\uE010{2,}/gu, PART);
}
