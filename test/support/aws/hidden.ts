import { UNKNOWN_PART } from '../../../server/src/core/model/policyDocument.js';
import type { Case } from './generatedCases.js';
import { valuesOfKey } from './generatedCases.js';
import type { Random } from '../random.js';

/** A case of which something is not told, and some of the worlds that it could be. */
export interface HiddenCase {
  /** Keys, in lower case, of which nothing is told. */
  readonly unknownKeys: ReadonlySet<string>;
  /** The case with `UNKNOWN_PART` where a text is not told. */
  readonly told: Case;
  readonly worlds: readonly Case[];
}

const WORLDS = 4;
const FILLS = ['', 'x', 'bob', 'logs/home/bob', '*', 's3:GetObject', 'true', '111122223333'];

/** Hides keys of the request and parts of texts, in the policies and in the request. */
export function hide(random: Random, whole: Case): HiddenCase {
  const unknownKeys = new Set(Object.keys(whole.world.context).filter(() => random.chance(0.25)));
  const holes: Hole[] = [];
  const told = mapTexts(whole, (text, place) => {
    // A variable is one whole: nothing that a template leaves open ends within it.
    if (text.includes('${') || !random.chance(place === 'resource' ? 0.2 : 0.06)) return text;
    const start = random.below(text.length + 1);
    const end = Math.min(text.length, start + random.below(12));
    holes.push({ told: text.slice(0, start) + UNKNOWN_PART + text.slice(end), was: text.slice(start, end) });
    return holes.at(-1)?.told ?? text;
  });
  const worlds = Array.from({ length: WORLDS }, (_, number) => {
    const filled = mapTexts(told, (text) => {
      if (!text.includes(UNKNOWN_PART)) return text;
      const hole = holes.find((one) => one.told === text);
      return text.replace(UNKNOWN_PART, () => (number === 0 ? (hole?.was ?? '') : random.pick(FILLS)));
    });
    return { ...filled, world: { ...filled.world, context: guessed(random, whole, unknownKeys) } };
  });
  return { unknownKeys, told, worlds };
}

interface Hole {
  readonly told: string;
  readonly was: string;
}

function guessed(random: Random, { world }: Case, unknown: ReadonlySet<string>): Case['world']['context'] {
  const context: Record<string, readonly string[]> = {};
  for (const [key, value] of Object.entries(world.context)) {
    if (!unknown.has(key)) context[key] = value;
    else if (random.chance(0.7)) context[key] = [random.pick(valuesOfKey(key))];
  }
  return context;
}

/** Runs over every text in which something may be hidden. Keys, operators, effects and principals stay. */
function mapTexts(one: Case, change: (text: string, place: 'policy' | 'resource') => string): Case {
  const walk = (value: unknown, hidable: boolean): unknown => {
    if (typeof value === 'string') return hidable ? change(value, 'policy') : value;
    if (Array.isArray(value)) return value.map((item) => walk(item, hidable));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, walk(item, hidable || HIDABLE.test(key))]),
    );
  };
  return {
    policies: walk(one.policies, false) as Case['policies'],
    world: { ...one.world, resource: change(one.world.resource, 'resource') },
  };
}

/** Of conditions those that compare texts: a number or an address with a hole in it is none. */
const HIDABLE = /^(?:Not)?(?:Action|Resource)$|String|Arn(?:Not)?(?:Equals|Like)/;
