import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import { ROOT } from '../steps/root.js';
import { banner } from './output.js';
import type { GeneratedFile } from './output.js';

const SCHEMA = 'schemas/configuration.schema.json';
const ANALYSIS = 'server/src/core/analysis';

/** Keywords that explain and do not check: left out of the validator, which would carry them as dead weight. */
const ANNOTATIONS: ReadonlySet<string> = new Set(['$schema', '$id', 'title', 'description', 'examples']);

/**
 * The configuration's schema as data, from which hovers and messages speak, and its validator as plain code: to
 * compile a schema at run time needs `new Function`, which the content security policy of a web worker forbids.
 * The report's schema has no such module: nothing that ships validates a report, only tests do.
 */
export async function schemaModules(): Promise<readonly GeneratedFile[]> {
  const schema: unknown = JSON.parse(await readFile(ROOT + SCHEMA, 'utf8'));
  return [
    { path: `${ANALYSIS}/configurationSchema.generated.ts`, content: banner(SCHEMA) + schemaModule(schema) },
    { path: `${ANALYSIS}/configurationValidator.generated.ts`, content: validatorModule(schema) },
  ];
}

function schemaModule(schema: unknown): string {
  return `import type { SchemaNode } from './schemaNode.js';

/** The schema of \`.trustscope.yml\`. */
export const CONFIGURATION_SCHEMA: SchemaNode = ${JSON.stringify(schema)};
`;
}

function validatorModule(schema: unknown): string {
  const ajv = new Ajv({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    messages: false,
    code: { source: true, esm: true, lines: true },
  });
  const code = standalone.default(ajv, ajv.compile(withoutAnnotations(schema) as object));
  // Some keywords (minLength, uniqueItems, format) call into ajv at run time, by a \`require\` that no bundle has.
  if (code.includes('require(')) throw new Error(`${SCHEMA} uses a keyword that needs ajv at run time`);
  const source = code.replace(/^"use strict";/u, '').replace(/export default \w+;/u, '');
  return `// @ts-nocheck -- written by ajv\n${banner(SCHEMA)}${source}`;
}

/** Annotations are dropped where they are keywords, not where they are names of properties. */
function withoutAnnotations(schema: unknown, namesProperties = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => withoutAnnotations(item));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key]) => namesProperties || !ANNOTATIONS.has(key));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, withoutAnnotations(value, !namesProperties && NAME_MAPS.has(key))]),
  );
}

const NAME_MAPS: ReadonlySet<string> = new Set(['properties', 'definitions']);
