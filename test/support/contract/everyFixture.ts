import { caseFolders, readCases } from '../fixtures/fixtureCase.js';
import type { Repository } from '../repository.js';

/** A repository of the fixtures, with a name for messages. */
export interface NamedRepository {
  readonly name: string;
  readonly repository: Repository;
}

/** Every case of every kind of fixture, whatever it was written for. */
export function everyFixture(): readonly NamedRepository[] {
  return ['rules', 'platforms', 'linking'].flatMap((kind) => [
    ...caseFolders(kind).flatMap((group) => [
      ...readCases(`${kind}/${group}`).map(({ name, repository }) => ({
        name: `${kind}/${group}/${name}`,
        repository,
      })),
    ]),
  ]);
}

/** Every file of every case. */
export function everyFixtureFile(): readonly {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}[] {
  return everyFixture().flatMap(({ name, repository }) =>
    [...repository].map(([path, text]) => ({ name: `${name}/${path}`, path, text })),
  );
}

/**
 * At most `count` prefixes of a text, from empty to whole. All line ends are worth more than random places, as
 * that is where one stops while typing, but the middle of a token must be among them.
 */
export function somePrefixes(text: string, count: number): readonly string[] {
  const step = Math.max(1, Math.floor(text.length / count));
  const lengths = new Set([0, text.length]);
  // An odd step, so that the places do not all fall on the same column of lines of equal length.
  for (let length = step; length < text.length; length += step | 1) lengths.add(length);
  return [...lengths].map((length) => text.slice(0, length));
}
