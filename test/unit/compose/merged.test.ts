import { describe, expect, it } from 'vitest';
import type { UnitPart } from '../../../server/src/core/compose/composer.js';
import { merged } from '../../../server/src/core/compose/merged.js';

const AT = { uri: 'file:///main.tf', range: { start: 0, end: 1 } };

/** What a unit says of a file that sets up the reviewers of one environment. */
function part(name: string): UnitPart {
  return {
    uri: AT.uri,
    platform: 'aws',
    title: 'main.tf',
    complete: true,
    problems: [],
    sessions: [],
    definitions: [],
    notes: [],
    settings: [
      { repository: 'shop', says: { about: 'environment', name, reviewers: true }, by: name, origin: AT },
    ],
  } as UnitPart;
}

describe('what several units say in one file', () => {
  it('holds the settings of each, and what they say alike once', () => {
    const names = merged([part('production'), part('staging'), part('staging')])?.settings?.map(
      ({ by }) => by,
    );
    expect(names).toEqual(['production', 'staging']);
  });
});
