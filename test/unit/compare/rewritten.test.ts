import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { format } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Node, YAMLMap } from 'yaml';
import { isMap, isScalar, isSeq, parse, parseAllDocuments, parseDocument, stringify, visit } from 'yaml';
import { compareStates, stateOf } from '../../../server/src/core/compare/compareStates.js';
import type { NormalSession } from '../../../server/src/core/compare/normalSession.js';
import { told } from '../../support/changes.js';
import { openRepository, ROOT } from '../../support/repository.js';

const EXAMPLES = join(import.meta.dirname, '../../../examples');
type Files = ReadonlyMap<string, string>;

function examples(): Files {
  return new Map(
    readdirSync(EXAMPLES, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ya?ml|json)$/u.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(EXAMPLES, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}

const FILES = examples();
const YAML = [...FILES.keys()].filter((path) => /\.ya?ml$/u.test(path));
const JSON_FILES = [...FILES.keys()].filter((path) => path.endsWith('.json'));
const WORKFLOWS = YAML.filter((path) => path.startsWith('.github/workflows/'));

function state(files: Files): readonly NormalSession[] {
  return stateOf(openRepository(files).model, ROOT);
}

const edited = (text: string, edit: (node: Node) => void): string => {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents)) return text;
  for (const document of documents) if (document.contents !== null) edit(document.contents);
  return documents.map((document) => document.toString({ lineWidth: 0 })).join('');
};

/** The pairs of a mapping the other way round; those that count by their order, such as steps, are lists and stay. */
const reversed = (node: Node): void => {
  visit(node, { Map: (_, map: YAMLMap) => void map.items.reverse() });
};

const inBlocks = (flow: boolean) => (node: Node) => {
  visit(node, { Collection: (_, collection) => void (collection.flow = flow) });
};

const quoted = (node: Node): void => {
  visit(node, {
    Scalar: (key, scalar) => {
      if (key !== 'key' && typeof scalar.value === 'string') scalar.type = 'QUOTE_DOUBLE';
    },
  });
};

/** Equal parts of some length, each written once under an anchor. */
const anchored = (text: string): string => {
  const known = new Map<string, unknown>();
  const shared = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const key = JSON.stringify(value);
    if (!known.has(key)) {
      known.set(
        key,
        Array.isArray(value)
          ? value.map(shared)
          : Object.fromEntries(Object.entries(value).map(([name, item]) => [name, shared(item)])),
      );
    }
    return known.get(key);
  };
  return stringify(shared(parse(text)), { lineWidth: 0 });
};

/** Ways of writing a file of YAML anew that mean the same. */
const WAYS: readonly (readonly [string, (text: string) => string | Promise<string>])[] = [
  ['keys in another order', (text) => edited(text, reversed)],
  ['all in blocks', (text) => edited(text, inBlocks(false))],
  ['every text in quotes', (text) => edited(text, quoted)],
  ['a comment before each line', (text) => text.replaceAll(/^(?=\S)/gmu, '# said of this\n')],
  ['lines that end as on Windows', (text) => text.replaceAll('\n', '\r\n')],
  [
    'prettier with other quotes and width',
    (text) => format(text, { parser: 'yaml', singleQuote: true, printWidth: 60, proseWrap: 'preserve' }),
  ],
];

/** What GitHub, GitLab and the others read aliases in; tags of CloudFormation are none that `parse` keeps. */
const ANCHORED = YAML.filter((path) => !/^---$|!Sub|!Ref|!GetAtt/mu.test(FILES.get(path) ?? ''));

function renamedJobs(text: string): string {
  const document = parseDocument(text);
  if (!isMap(document.contents)) return text;
  const jobs = document.contents.get('jobs');
  if (!isMap(jobs)) return text;
  const names = jobs.items.map(({ key }) => String(isScalar(key) ? key.value : key));
  const next = (name: unknown): unknown => (names.includes(String(name)) ? `${String(name)}-now` : name);
  for (const pair of jobs.items) {
    if (isScalar(pair.key)) pair.key.value = String(next(pair.key.value));
    const needs: unknown = isMap(pair.value) ? pair.value.get('needs', true) : undefined;
    if (isScalar(needs)) needs.value = next(needs.value);
    if (isSeq(needs)) for (const item of needs.items) if (isScalar(item)) item.value = next(item.value);
  }
  // Expressions name jobs too.
  return names.reduce(
    (all, name) => all.replaceAll(`needs.${name}.`, `needs.${name}-now.`),
    document.toString({ lineWidth: 0 }),
  );
}

describe('the examples, written in another way', () => {
  let before: readonly NormalSession[] = [];
  beforeAll(() => {
    before = state(FILES);
  });

  const changed = (after: Files): readonly string[] => compareStates(before, state(after)).map(told);

  const cases = WAYS.flatMap(([name, write]) => YAML.map((path) => [name, path, write] as const));
  it.each(cases)('are no change: %s, %s', async (_, path, write) => {
    const text = await write(FILES.get(path) ?? '');
    expect(changed(new Map([...FILES, [path, text]]))).toEqual([]);
  });

  it.each(ANCHORED)('are no change: what is written twice under an anchor, %s', (path) => {
    expect(changed(new Map([...FILES, [path, anchored(FILES.get(path) ?? '')]]))).toEqual([]);
  });

  it.each(JSON_FILES)('are no change: keys in another order and on one line, %s', (path) => {
    const back = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(back)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, item]) => [name, back(item)]),
            )
          : value;
    const text = JSON.stringify(back(JSON.parse(FILES.get(path) ?? '')));
    expect(changed(new Map([...FILES, [path, text]]))).toEqual([]);
  });

  it.each(WORKFLOWS)('are no change: jobs under other names, %s', (path) => {
    const text = renamedJobs(FILES.get(path) ?? '');
    expect(text).toContain('-now:');
    expect(changed(new Map([...FILES, [path, text]]))).toEqual([]);
  });

  it.each(WORKFLOWS)('are no change: a workflow under another name, %s', (path) => {
    const next = path.replace('.yml', '-of-shop.yml');
    // Others may call it.
    const texts = [...FILES].map(([at, text]) => [at, text.replaceAll(path, next)] as const);
    expect(changed(new Map(texts.map(([at, text]) => [at === path ? next : at, text])))).toEqual([]);
  });

  it('are no change: manifests, each in a file of its own', () => {
    const files = new Map(FILES);
    files.delete('deploy/shop.yaml');
    const parts = (FILES.get('deploy/shop.yaml') ?? '').split(/^---$/mu);
    expect(parts.length).toBeGreaterThan(2);
    for (const [at, text] of parts.entries()) files.set(`deploy/shop/${String(at)}.yaml`, text);
    expect(changed(files)).toEqual([]);
  });
});
