/**
 * Compiles the researched control catalogue into the JSON that ships with the product:
 *
 *     tsx scripts/compile-frameworks.ts FRAMEWORKS.json FINDING-CLASSES.json
 *
 * The inputs also say how each control was verified; what ships keeps only what a reader is shown.
 * Run `npm run generate` afterwards, which derives the types.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';

interface ControlSource {
  readonly title: string;
  readonly url: string;
  readonly gist: string;
  /** Present when a later edition withdrew it. */
  readonly status?: string;
  /** Present when it was written for something else than non-human identities. */
  readonly applicability?: string;
}

interface FrameworkSource {
  readonly name: string;
  readonly version: string;
  readonly publisher: string;
  readonly url: string;
  readonly controls: Readonly<Record<string, ControlSource>>;
}

interface FindingClassSource {
  readonly title: string;
  readonly primary: readonly string[];
  readonly supporting: readonly string[];
  readonly note?: string;
}

const DATA = fileURLToPath(new URL('../server/src/core/frameworks/data/', import.meta.url));

const [frameworksPath, classesPath] = process.argv.slice(2);
if (frameworksPath === undefined || classesPath === undefined) {
  throw new Error('usage: tsx scripts/compile-frameworks.ts FRAMEWORKS.json FINDING-CLASSES.json');
}

// The one entry without controls lists labels in use; `data/aliases.json` keeps those, by hand.
const sources = Object.entries(await readJson<Record<string, Partial<FrameworkSource>>>(frameworksPath));
const frameworks = sources.filter(
  (entry): entry is [string, FrameworkSource] => entry[1].controls !== undefined,
);
const classes = await readJson<Record<string, FindingClassSource>>(classesPath);

const known = new Set(
  frameworks.flatMap(([id, { controls }]) => Object.keys(controls).map((code) => `${id}:${code}`)),
);
for (const [id, { primary, supporting }] of Object.entries(classes)) {
  const missing = [...primary, ...supporting].filter((control) => !known.has(control));
  if (missing.length > 0) throw new Error(`class ${id} names unknown controls: ${missing.join(', ')}`);
}

await mkdir(DATA, { recursive: true });
for (const [id, framework] of frameworks) await writeJson(`${id}.json`, shippedFramework(id, framework));
await writeJson('findingClasses.json', Object.fromEntries(Object.entries(classes).map(shippedClass)));
console.log(
  `${String(frameworks.length)} frameworks, ${String(known.size)} controls, ${String(Object.keys(classes).length)} classes`,
);

function shippedFramework(id: string, { name, version, publisher, url, controls }: FrameworkSource): object {
  const shipped = Object.entries(controls).map(([code, control]) => [code, shippedControl(control)] as const);
  return { id, name, version, publisher, url, controls: Object.fromEntries(shipped) };
}

function shippedControl({ title, url, gist, status, applicability }: ControlSource): object {
  const note = status ?? applicability;
  return { title, url, gist, ...(note === undefined ? {} : { note }) };
}

function shippedClass([id, { title, primary, supporting, note }]: readonly [string, FindingClassSource]): [
  string,
  object,
] {
  return [id, { title, primary, supporting, ...(note === undefined ? {} : { note }) }];
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T;
}

async function writeJson(name: string, value: object): Promise<void> {
  const options = await prettier.resolveConfig(DATA + name);
  await writeFile(DATA + name, await prettier.format(JSON.stringify(value), { ...options, filepath: name }));
}
