import { UNKNOWN_PART } from '../../model/policyDocument.js';
import type { ClaimFacts, ClaimFormat, ClaimPart } from './issuerTypes.js';

/** One part of a claim as a text or pattern has it. */
export interface ReadPart {
  readonly part: ClaimPart;
  /** As written; undefined when the text ends, or a wildcard takes in the rest, before the part begins. */
  readonly text: string | undefined;
  /** Whether only one value fits. */
  readonly fixed: boolean;
}

/**
 * Takes a claim's text apart by the format that it begins like, of several by the one of which most parts are there;
 * `*` and `?` count as wildcards when `wild` is set. Undefined when it begins like none, as a pattern with a wildcard
 * in front does.
 */
export function readClaim(
  { formats }: Pick<ClaimFacts, 'formats'>,
  text: string,
  wild: boolean,
): readonly ReadPart[] | undefined {
  const readings = (formats ?? [])
    .filter((format) => text.startsWith(format[0]?.before ?? ''))
    .map((format) => readParts(format, text, wild));
  return readings.reduce<readonly ReadPart[] | undefined>(
    (best, next) => (best === undefined || partsThere(next) > partsThere(best) ? next : best),
    undefined,
  );
}

function partsThere(parts: readonly ReadPart[]): number {
  return parts.filter(({ text }) => text !== undefined).length;
}

function readParts(format: ClaimFormat, text: string, wild: boolean): readonly ReadPart[] {
  const parts: ReadPart[] = [];
  let rest: string | undefined = text;
  for (const [index, part] of format.entries()) {
    if (rest?.startsWith(part.before) !== true) {
      parts.push({ part, text: undefined, fixed: false });
      rest = undefined;
      continue;
    }
    const next = format[index + 1]?.before;
    const inside: string = opened(rest.slice(part.before.length), next, format[index + 2]?.before);
    const end: number = next === undefined || next === '' ? -1 : inside.indexOf(next);
    const cut = end < 0 && wild && next !== undefined ? cutAt(inside, next) : end;
    const own = cut < 0 ? inside : inside.slice(0, cut);
    parts.push({ part, text: own, fixed: own !== '' && isFixed(part, own, wild) });
    rest = end < 0 ? undefined : inside.slice(end);
  }
  return parts;
}

/**
 * What a file leaves open may stand for two parts with what is between them: in `repo:${var.repository}:ref:…` for an
 * owner and a name.
 */
function opened(inside: string, next: string | undefined, after: string | undefined): string {
  if (next === undefined || next === '' || after === undefined || after === '') return inside;
  const isOpen = inside.startsWith(UNKNOWN_PART) && inside.startsWith(after, UNKNOWN_PART.length);
  return isOpen ? `${UNKNOWN_PART}${next}${inside}` : inside;
}

/**
 * Where a part ends when a wildcard takes in some of what stands before the next one, as in `organization:acme:*`: the
 * next part is named `:project:`, and no organisation's name holds a colon. Negative when that does not show.
 */
function cutAt(inside: string, next: string): number {
  const wildcard = inside.search(/[*?]/u);
  if (wildcard < 0) return -1;
  const literal = inside.slice(0, wildcard);
  for (let at = 0; at < literal.length; at += 1) {
    if (next.startsWith(literal.slice(at))) return at;
  }
  return -1;
}

function isFixed({ numberAfter }: ClaimPart, text: string, wild: boolean): boolean {
  if (!wild) return true;
  const first = text.search(/[*?]/u);
  if (first < 0) return true;
  const mark = numberAfter === undefined ? -1 : text.indexOf(numberAfter);
  return mark > 0 && mark < first;
}
