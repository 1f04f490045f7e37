import type { Origin } from '../../../server/src/core/model/origin.js';

/** Every origin anywhere in a fact, with the way to it, for a message. */
export function originsIn(value: unknown, path = 'facts'): readonly (readonly [string, Origin])[] {
  if (typeof value !== 'object' || value === null) return [];
  const own: readonly (readonly [string, Origin])[] = isOrigin(value) ? [[path, value]] : [];
  return [...own, ...Object.entries(value).flatMap(([key, child]) => originsIn(child, `${path}.${key}`))];
}

function isOrigin(value: object): value is Origin {
  return 'uri' in value && 'range' in value && typeof value.range === 'object';
}

/** Origins that do not lie inside a text of this length. */
export function originsOutside(value: unknown, uri: string, length: number): readonly string[] {
  return originsIn(value)
    .filter(([, origin]) => origin.uri === uri)
    .flatMap(([path, { range, anchor }]) =>
      [range, anchor ?? range]
        .filter(({ start, end }) => !(start >= 0 && start <= end && end <= length))
        .map(({ start, end }) => `${path}: ${start}..${end} of ${length}`),
    );
}
