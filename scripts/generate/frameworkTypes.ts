import { readdir, readFile } from 'node:fs/promises';
import { ROOT } from '../steps/root.js';
import { banner } from './output.js';
import type { GeneratedFile } from './output.js';

const FRAMEWORKS = 'server/src/core/frameworks';
const DATA = `${FRAMEWORKS}/data`;

/** The two files of `data/` that are no framework edition. */
const OTHERS: readonly string[] = ['findingClasses.json', 'aliases.json'];

/** The unions of ids, and the list of editions: adding an edition is adding its JSON file. */
export async function frameworkTypes(): Promise<readonly GeneratedFile[]> {
  const names = (await readdir(ROOT + DATA))
    .filter((name) => name.endsWith('.json') && !OTHERS.includes(name))
    .sort();
  const editions = await Promise.all(names.map((name) => readJson<Edition>(name)));
  const classes = Object.keys(await readJson<object>('findingClasses.json'));
  const source = banner(`${DATA}/*.json`);
  return [
    { path: `${FRAMEWORKS}/controlId.generated.ts`, content: source + unions(editions, classes) },
    { path: `${FRAMEWORKS}/editions.generated.ts`, content: source + editionList(names) },
  ];
}

interface Edition {
  readonly id: string;
  readonly controls: object;
}

function unions(editions: readonly Edition[], classes: readonly string[]): string {
  const controls = editions.flatMap(({ id, controls }) =>
    Object.keys(controls).map((code) => `${id}:${code}`),
  );
  return [
    union(
      'FrameworkId',
      'One framework edition.',
      editions.map(({ id }) => id),
    ),
    union('ControlId', 'A control of a framework edition: `framework:code`.', controls),
    union('FindingClass', 'A class of finding that the catalogue maps to controls.', classes),
  ].join('\n');
}

function union(name: string, meaning: string, members: readonly string[]): string {
  return `/** ${meaning} */\nexport type ${name} =\n${members.map((member) => `  | '${member}'`).join('\n')};\n`;
}

function editionList(names: readonly string[]): string {
  const imports = names.map(
    (name) => `import ${variable(name)} from './data/${name}' with { type: 'json' };`,
  );
  return `import type { FrameworkEdition } from './framework.js';
${imports.join('\n')}

/** Every framework edition, by id. */
export const EDITIONS = [${names.map(variable).join(', ')}] as readonly FrameworkEdition[];
`;
}

/** A variable's name for a file: `nist-csf-2.0.json` becomes `nistCsf20`. */
function variable(name: string): string {
  return name
    .replace(/\.json$/u, '')
    .replace(/\./gu, '')
    .replace(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}

async function readJson<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(`${ROOT}${DATA}/${name}`, 'utf8')) as T;
}
