import { describe, expect, it } from 'vitest';
import { attempt } from '../fuzz/attempt.js';
import { everyFixture } from '../support/contract/everyFixture.js';
import { everyTool } from '../support/tools.js';

describe('fixtures of every platform with careless and hostile changes', () => {
  it('are read, judged and shown in every way, and send nothing that a terminal acts upon', async () => {
    const tools = await everyTool();
    const fixtures = everyFixture();
    expect(fixtures.length).toBeGreaterThan(100);
    const failures = fixtures
      .filter((_, index) => index % 6 === 0)
      .flatMap((fixture) => {
        try {
          attempt(fixture, `${fixture.name} test`, tools);
          return [];
        } catch (error) {
          return [`${fixture.name}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`];
        }
      });
    expect(failures).toEqual([]);
  });
});
