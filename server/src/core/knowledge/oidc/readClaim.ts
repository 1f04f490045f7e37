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
 * Takes a claim's text apart by the format that it begins like; `*` and `?` count as wildcards when `wild` is set.
 * Undefined when it begins like none, as a pattern with a wildcard in front does.
 */
export function readClaim(
  { formats }: Pick<ClaimFacts, 'formats'>,
  text: string,
  wild: boolean,
): readonly ReadPart[] | undefined {
  const fitting = formats?.find((format) => text.startsWith(format[0]?.before ?? ''));
  return fitting && readParts(fitting, text, wild);
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
    const inside: string = rest.slice(part.before.length);
    const next = format[index + 1]?.before;
    const end: number = next === undefined || next === '' ? -1 : inside.indexOf(next);
    const own = end < 0 ? inside : inside.slice(0, end);
    parts.push({ part, text: own, fixed: own !== '' && isFixed(part, own, wild) });
    rest = end < 0 ? undefined : inside.slice(end);
  }
  return parts;
}

function isFixed({ numberAfter }: ClaimPart, text: string, wild: boolean): boolean {
  if (!wild) return true;
  const first = text.search(/[*?]/u);
  if (first < 0) return true;
  const mark = numberAfter === undefined ? -1 : text.indexOf(numberAfter);
  return mark > 0 && mark < first;
}
