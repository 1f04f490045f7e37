import { readFileSync } from 'node:fs';

/** A schema of the project, by the first part of its file's name. */
export function readSchema(name: string): Record<string, unknown> {
  const url = new URL(`../../../schemas/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}
