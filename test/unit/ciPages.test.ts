import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, parse } from 'yaml';
import { needsOf } from '../../server/src/core/report/needsReport.js';
import { ownGrants } from '../../server/src/core/model/reach.js';
import { pageBlocks } from '../support/ci/pageBlocks.js';
import { sightings } from '../support/fixtures/compare.js';
import { openRepository, ROOT as FOLDER, uriOf } from '../support/repository.js';
import { runIn } from './cli/fakeTerminal.js';
import { temporaryFolder } from './cli/temporaryFolder.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };

const PAGES = [
  ...readdirSync(join(ROOT, 'docs/ci'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/ci/${name}`),
  'docs/agents.md',
  'docs/walkthrough/ci.md',
];
const COMPONENT = 'templates/trustscope/template.yml';

describe.each(PAGES)('%s', (page) => {
  const blocks = pageBlocks(read(page));

  it('shows the files that lie beside it', () => {
    for (const { info, text } of blocks) {
      if (info['file'] !== undefined) expect(text).toBe(read(join(dirname(page), info['file'])));
    }
  });

  it('shows nothing that TrustScope would find something to say about', () => {
    const shown = blocks.flatMap(({ info, text }) =>
      info['path'] === undefined ? [] : [[info['path'], text] as const],
    );
    expect(shown).not.toEqual([]);
    const repository = new Map([...shown, ['action.yml', read('action.yml')], [COMPONENT, read(COMPONENT)]]);
    const told = sightings(openRepository(repository), repository);
    expect(told.filter(({ kind }) => kind === 'error' || kind === 'warning' || kind === 'problem')).toEqual(
      [],
    );
  });

  it('names no version but this one', () => {
    const named = [...read(page).matchAll(/trustscope@v?(\d[\w.-]*\w)/gu)].map(([, each]) => each);
    expect(named.filter((each) => each !== version)).toEqual([]);
  });
});

describe('docs/ci/github.md', () => {
  it('asks for no more permissions than the steps need, and for no less', () => {
    const folder = 'docs/ci/github';
    const names = readdirSync(join(ROOT, folder));
    const repository = new Map(names.map((name) => [`.github/workflows/${name}`, read(`${folder}/${name}`)]));
    const snapshot = openRepository(repository);
    const uris = [...repository.keys()].map(uriOf);
    const needs = needsOf(snapshot, uris, FOLDER);
    expect(needs.map(({ path, unknown }) => [path, unknown])).toEqual([
      ['.github/workflows/code-scanning.yml', []],
      ['.github/workflows/trustscope-comment.yml', []],
      ['.github/workflows/trustscope.yml', []],
    ]);
    for (const { path, minimum, rights } of needs) {
      const granted = Object.fromEntries(
        snapshot.model
          .scopesOf(uriOf(path))
          .flatMap(ownGrants)
          .map((grant) => [grant.right, grant.access]),
      );
      // What a private repository needs besides is said on the page.
      const extra = path.endsWith('code-scanning.yml') ? { actions: 'read' } : {};
      expect({ ...granted, ...extra }).toEqual({ ...minimum, ...extra });
      expect(rights.filter(({ evidence }) => evidence === 'unneeded')).toEqual([]);
    }
  });

  it('never checks out the pull request where the token may write', () => {
    const text = read('docs/ci/github/trustscope-comment.yml');
    expect(text).not.toMatch(/actions\/checkout|head_sha\s*\}\}|ref:/u);
    // Nothing of the event goes into the script as text.
    const { jobs } = parse(text) as { jobs: { comment: { steps: { with?: { script?: string } }[] } } };
    for (const step of jobs.comment.steps) expect(step.with?.script ?? '').not.toContain('${{');
  });
});

describe('.pre-commit-hooks.yaml', () => {
  /** https://pre-commit.com/#creating-new-hooks */
  const KEYS = [
    'id',
    'name',
    'description',
    'entry',
    'language',
    'files',
    'require_serial',
    'pass_filenames',
  ];

  it('holds hooks in the form that pre-commit documents, whose commands this version has', () => {
    const hooks = parse(read('.pre-commit-hooks.yaml')) as Readonly<Record<string, unknown>>[];
    expect(hooks.map(({ id }) => id)).toEqual(['trustscope', 'trustscope-diff']);
    for (const hook of hooks) {
      expect(Object.keys(hook).filter((key) => !KEYS.includes(key))).toEqual([]);
      expect(hook).toMatchObject({ language: 'node', name: expect.any(String) as string });
      const pattern = new RegExp(hook['files'] as string, 'u');
      expect([pattern.test('.github/workflows/ci.yml'), pattern.test('src/main.ts')]).toEqual([true, false]);
      const [program, ...words] = (hook['entry'] as string).split(' ');
      expect(program).toBe('trustscope');
      expect(runIn(temporaryFolder({}), [...words, '--no-such-option']).err).toContain('unknown option');
      expect(runIn(temporaryFolder({}), words).err).not.toContain('unknown option');
    }
  });
});

describe('the component for GitLab', () => {
  const [head, body] = parseAllDocuments(read(COMPONENT)).map((document) => document.toJS() as unknown) as [
    { spec: { inputs: Record<string, { description: string; default: string }> } },
    { trustscope: { script: string[]; artifacts: { reports: object } } },
  ];

  it('names each input once, with a default, and hands none to the script as text', () => {
    const { inputs } = head.spec;
    const used = [...read(COMPONENT).matchAll(/\$\[\[ inputs\.([\w-]+) \]\]/gu)].map(([, name]) => name);
    expect(used.sort()).toEqual(Object.keys(inputs).sort());
    for (const { description, default: value } of Object.values(inputs)) {
      expect([typeof description, typeof value]).toEqual(['string', 'string']);
    }
    expect(inputs['version']?.default).toBe(version);
    expect(body.trustscope.script.join('\n')).not.toContain('$[[');
    expect(body.trustscope.artifacts.reports).toEqual({ codequality: 'gl-code-quality-report.json' });
  });
});
