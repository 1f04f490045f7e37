import type { PolicyStatement } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { compiledResources } from '../policy/compiled.js';
import { meet, PART, shapeOfArn } from './meet.js';
import type { Asker } from './identity.js';

/** A thing, or things of one shape, that statements speak of. */
export interface Place<O> {
  /** An ARN with wildcards for what differs from one to the next; `*` alone for an action without resources. */
  readonly pattern: string;
  /** Statements whose text holds a part that is not known, which is here taken to be whatever fits. */
  readonly assumed: ReadonlySet<PolicyStatement<O>>;
}

/** A character of a private area: no policy names a thing that is called so. */
const ANY = '\uE000';
const ANY_NAME = ANY.repeat(3);

/**
 * A concrete thing of the place that no text names by more than a wildcard. What denies it denies all of the place, and
 * what does not leaves something of it.
 */
export function example(
  pattern: string,
  { partition, account }: Pick<Asker, 'partition' | 'account'>,
): string {
  const parts = pattern.split(':');
  if (parts[0] === 'arn' && parts.length >= 6) {
    if (parts[1] === PART) parts[1] = partition;
    if (parts[4] === PART) parts[4] = account;
  }
  return pattern === EVERYTHING
    ? pattern
    : parts
        .join(':')
        .replace(/[*\uE010]/gu, ANY_NAME)
        .replaceAll('?', ANY);
}

/** The resource of an action that takes none: only a text of the same kind speaks of it. */
export const EVERYTHING = '*';

function everything(pattern: string): string | undefined {
  return /^\*+$/u.test(pattern) ? EVERYTHING : undefined;
}

const NOTHING: ReadonlySet<never> = new Set();

/** What of the shapes the statement speaks of. */
export function placesOf<O>(
  statement: PolicyStatement<O>,
  version: string | undefined,
  shapes: readonly string[],
  asker: Asker,
): readonly Place<O>[] {
  // All but a few things: the shape itself, of which an example is no such thing unless all of them are.
  if (statement.resources === undefined) {
    return shapes.map((shape) => ({
      pattern: shape === EVERYTHING ? shape : shapeOfArn(shape),
      assumed: NOTHING,
    }));
  }
  return compiledResources(statement.resources).flatMap(({ text }): readonly Place<O>[] => {
    const pattern = readable(text, version, asker);
    if (pattern === undefined) return [];
    const assumed = text.includes(UNKNOWN_PART) ? new Set([statement]) : NOTHING;
    return shapes.flatMap((shape) => {
      const met = shape === EVERYTHING ? everything(pattern) : meet(shapeOfArn(shape), pattern);
      return met === undefined ? [] : [{ pattern: met, assumed }];
    });
  });
}

const anywhere = new WeakMap<readonly string[], readonly Place<never>[]>();

/** What of the shapes a statement about everything there is speaks of, which is the same for all identities. */
export function placesAnywhere(shapes: readonly string[]): readonly Place<never>[] {
  const known = anywhere.get(shapes);
  if (known !== undefined) return known;
  const found = new Set(
    shapes.map((shape) => (shape === EVERYTHING ? shape : meet(shapeOfArn(shape), EVERYTHING))),
  );
  const made = [...found].flatMap((pattern) =>
    pattern === undefined ? [] : [{ pattern, assumed: NOTHING }],
  );
  anywhere.set(shapes, made);
  return made;
}

/** Things that are of both places. */
export function common<O>(a: Place<O>, b: Place<O>): Place<O> | undefined {
  const pattern = meet(a.pattern, b.pattern);
  return pattern === undefined ? undefined : { pattern, assumed: new Set([...a.assumed, ...b.assumed]) };
}

const VARIABLE = /\$\{([^{}]*)\}/gu;

/**
 * The text with variables and unknown parts as wildcards; undefined when it stands for nothing, as with a variable that
 * the session has not. In a policy of the older version a variable is text, and nothing is called so.
 */
function readable(text: string, version: string | undefined, asker: Asker): string | undefined {
  const open = text.includes(UNKNOWN_PART) ? text.replaceAll(UNKNOWN_PART, '*') : text;
  if (!open.includes('${')) return open;
  if (version !== '2012-10-17') return undefined;
  const values = [...open.matchAll(VARIABLE)].map(([, inside = '']) => valueOf(inside, asker));
  if (values.includes(undefined)) return undefined;
  let next = 0;
  return open.replace(VARIABLE, () => values[next++] ?? '*');
}

function valueOf(inside: string, asker: Asker): string | undefined {
  const [key = '', fallback] = inside.split(',');
  const value = asker.context.get(key.trim());
  if (value === 'absent') return fallback === undefined ? undefined : '*';
  return value === 'unknown' ? '*' : (value[0] ?? '*');
}
