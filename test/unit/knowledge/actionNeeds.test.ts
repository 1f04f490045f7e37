import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { actionNeeds } from '../../../server/src/core/knowledge/actions/needs/lookup.js';
import { ACTION_NEEDS } from '../../../server/src/core/knowledge/actions/needs/needs.generated.js';
import type { NeedTest, OwnerNeeds } from '../../../server/src/core/knowledge/actions/needs/needsTypes.js';
import { EVENTS } from '../../../server/src/core/knowledge/github/events.js';
import { OCTOKIT_METHODS } from '../../../server/src/core/knowledge/github/octokitMethods.generated.js';
import { PERMISSION_SCOPES } from '../../../server/src/core/knowledge/github/permissions.js';
import { REST_PERMISSIONS } from '../../../server/src/core/knowledge/github/restPermissions.generated.js';

const FOLDER = 'server/src/core/knowledge/actions/needs/data';
const schema = JSON.parse(readFileSync('schemas/action-needs.schema.json', 'utf8')) as object;
const files = readdirSync(FOLDER).map((name) => ({
  name,
  content: JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as OwnerNeeds,
}));

describe('what actions need', () => {
  const validate = new Ajv({ allErrors: true }).compile(schema);
  const levels = new Map<string, readonly string[]>(
    PERMISSION_SCOPES.map(({ name, levels: known }) => [name, known]),
  );
  const events = new Set(EVENTS.map(({ name }) => name));

  it.each(files)('$name has the form of the schema', ({ name, content }) => {
    validate(content);
    expect(validate.errors ?? []).toEqual([]);
    expect(`${content.owner}.json`).toBe(name);
  });

  it.each(files)('$name names scopes, levels, events and patterns that exist', ({ content }) => {
    for (const [action, { needs = [], registryLogin }] of Object.entries(content.actions)) {
      for (const test of registryLogin?.when ?? []) expectSound(test, action);
      for (const need of needs) {
        for (const [scope, level] of Object.entries(need.scopes)) {
          expect(levels.get(scope) ?? [], `${action}: ${scope}`).toContain(level);
        }
        for (const test of need.when ?? []) expectSound(test, action);
      }
    }
  });

  function expectSound(test: NeedTest, action: string): void {
    if ('event' in test) for (const event of test.event) expect(events, action).toContain(event);
    if ('notEvent' in test) for (const event of test.notEvent) expect(events, action).toContain(event);
    if (!('input' in test)) return;
    if (test.is === 'matches') {
      for (const pattern of [test.value ?? []].flat()) {
        expect(() => new RegExp(pattern, 'iu'), action).not.toThrow();
      }
    }
    if (test.is !== 'set' && test.is !== 'unset') {
      expect(test.value, `${action}: ${test.input}`).toBeDefined();
    }
  }

  it('finds every action by its reference, whatever its case and version', () => {
    for (const { content } of files) {
      for (const [name, needs] of Object.entries(content.actions)) {
        expect(actionNeeds(`${content.owner.toUpperCase()}/${name}@v1`), name).toEqual(needs);
      }
    }
  });

  it('knows nothing of an action that was not read', () => {
    expect(actionNeeds('nobody/nothing@v1')).toBeUndefined();
  });

  it.each([
    'constructor/__proto__',
    '__proto__/constructor',
    'actions/constructor',
    'actions',
    '',
    '/',
    '@v1',
  ])('knows nothing of %j', (reference) => {
    expect(actionNeeds(reference)).toBeUndefined();
  });

  it('ships small', () => {
    const bytes = Buffer.byteLength(ACTION_NEEDS + REST_PERMISSIONS + OCTOKIT_METHODS);
    expect(bytes).toBeLessThan(250 * 1024);
  });
});
