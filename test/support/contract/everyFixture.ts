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
