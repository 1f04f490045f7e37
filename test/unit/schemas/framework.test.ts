import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readSchema } from './readSchema.js';

const DATA = new URL('../../../server/src/core/frameworks/data/', import.meta.url);
const names = readdirSync(DATA).filter((name) => !['findingClasses.json', 'aliases.json'].includes(name));

describe('framework.schema.json', () => {
  const validate = new Ajv({ allErrors: true }).compile(readSchema('framework'));

  it.each(names)('describes %s', (name) => {
    const edition = JSON.parse(readFileSync(new URL(name, DATA), 'utf8')) as { id: string };
    validate(edition);
    expect(validate.errors).toBeNull();
    expect(`${edition.id}.json`).toBe(name);
  });
});
