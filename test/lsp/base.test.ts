import type { CodeLens } from 'vscode-languageserver/node';
import { afterEach, describe, expect, it } from 'vitest';
import type { ComparedCardsResult, ComparisonResult, ReachGraphResult } from '../../server/src/protocol.js';
import { TestEditor, uriOf } from './testEditor.js';

const WORKFLOW = '.github/workflows/release.yml';
const OTHER = '.github/workflows/other.yml';

function workflow(permissions: string, environment = ''): string {
  return `on:
  push:
    branches: [main]
permissions: {}
jobs:
  publish:
    permissions: ${permissions}
${environment}    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - run: npm publish
`;
}

const READS = workflow('{ contents: read }');
const WRITES = workflow('{ contents: write }');

let editor: TestEditor;
afterEach(() => {
  expect(editor.logged).toEqual([]);
  editor.dispose();
});

async function opened(disk: Readonly<Record<string, string>>): Promise<TestEditor> {
  editor = await TestEditor.start({ files: disk });
  await editor.client.sendRequest('trustscope/scanWorkspace', {});
  return editor;
}

/** The lenses of a file, in order. */
async function lenses(path = WORKFLOW): Promise<readonly string[]> {
  const found = await editor.client.sendRequest<CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri: uriOf(path) },
  });
  return found.map(({ command }) => command?.title ?? '');
}

async function comparison(uri?: string): Promise<ComparisonResult | null> {
  return editor.client.sendRequest<ComparisonResult | null>('trustscope/comparison', { uri });
}

/** Waits for the comparison: the base is read when it is chosen. */
async function compared(): Promise<ComparisonResult> {
  for (;;) {
    const found = await comparison();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a workspace beside its base', () => {
  it('says on the lens what makes a session wider, in front of its scope', async () => {
    await opened({ [WORKFLOW]: WRITES });
    await editor.chooseBase('main', { [WORKFLOW]: READS });
    await compared();
    const [wider, scope] = await lenses();
    expect(wider).toBe('wider than main: +contents:write');
    expect(scope).toMatch(/^narrow · contents:write · 15 min/u);
  });

  it('says what was agreed on and is gone', async () => {
    await opened({ [WORKFLOW]: WRITES });
    await editor.chooseBase('main', {
      [WORKFLOW]: workflow('{ contents: write }', '    environment: production\n'),
    });
    await compared();
    expect((await lenses())[0]).toBe('wider than main: −environment production');
  });

  it('follows what is typed, without asking for the base again', async () => {
    await opened({ [WORKFLOW]: READS, [OTHER]: READS });
    await editor.chooseBase('main', { [WORKFLOW]: READS, [OTHER]: READS });
    expect((await compared()).changes).toEqual([]);
    expect(editor.baseReads).toEqual([]);
    await editor.open(WORKFLOW);
    await editor.type(WORKFLOW, 'contents: read', 'contents: write');
    await expect.poll(async () => (await lenses())[0]).toBe('wider than main: +contents:write');
    expect(editor.baseReads).toEqual([uriOf(WORKFLOW)]);
    await editor.type(WORKFLOW, 'contents: write', 'contents: read');
    await expect.poll(async () => (await lenses())[0]).toMatch(/^narrow/u);
    expect(editor.baseReads).toEqual([uriOf(WORKFLOW)]);
  });

  it('says where the text stands that widened it, in the file that has it', async () => {
    await opened({ [WORKFLOW]: WRITES, [OTHER]: READS });
    await editor.chooseBase('main', { [WORKFLOW]: READS, [OTHER]: READS });
    const { base, changes } = await compared();
    expect(base).toBe('main');
    expect(changes).toMatchObject([
      {
        direction: 'wider',
        text: 'job publish may now contents:write on this repository',
        uri: uriOf(WORKFLOW),
        isCause: true,
        range: { start: { line: 6 } },
      },
    ]);
    expect((await comparison(uriOf(OTHER)))?.changes).toEqual([]);
  });

  it('tells a session that is new, and one that is gone', async () => {
    await opened({ [WORKFLOW]: WRITES });
    await editor.chooseBase('main', { [OTHER]: workflow('{ packages: write, contents: read }') });
    const texts = (await compared()).changes.map(({ direction, text }) => `${direction}: ${text}`);
    expect(texts).toContain('wider: job publish is new, and may contents:write on this repository');
    expect(texts.some((text) => text.startsWith('narrower: job publish is gone'))).toBe(true);
    expect((await lenses())[0]).toBe('new since main: +contents:write');
  });

  it('draws only what changed', async () => {
    await opened({ [WORKFLOW]: WRITES, [OTHER]: READS });
    await editor.chooseBase('main', { [WORKFLOW]: READS, [OTHER]: READS });
    await compared();
    const graph = await editor.client.sendRequest<ReachGraphResult>('trustscope/reachGraph', {
      expanded: [],
      onlyChanged: true,
    });
    expect([graph.shown, graph.hidden]).toEqual([1, 1]);
  });

  it('gives both cards, one thing in a line', async () => {
    await opened({ [WORKFLOW]: WRITES });
    await editor.chooseBase('main', { [WORKFLOW]: READS });
    await compared();
    await editor.open(WORKFLOW);
    const cards = await editor.client.sendRequest<ComparedCardsResult>('trustscope/comparedCards', {
      uri: uriOf(WORKFLOW),
      position: editor.position(WORKFLOW, 'npm publish'),
    });
    expect(cards).toMatchObject({ name: 'job publish', base: 'main' });
    expect(cards.before.split('\n')).toContain('- this repository: read contents');
    expect(cards.now.split('\n')).toContain('- this repository: write contents');
    const same = (text: string) => text.split('\n').filter((line) => line.startsWith('- push'));
    expect(same(cards.before)).toEqual(same(cards.now));
  });

  it('reads a file that comes later from the base, too', async () => {
    await opened({ [WORKFLOW]: WRITES });
    await editor.chooseBase('main', { [WORKFLOW]: READS });
    await compared();
    await editor.write(OTHER, READS);
    await expect.poll(async () => (await compared()).changes.length).toBe(2);
    expect(editor.baseReads).toContain(uriOf(OTHER));
    expect((await compared()).changes.at(-1)?.text).toMatch(/^job publish is new/u);
  });

  it('has nothing to say without a base, and after it is taken away', async () => {
    await opened({ [WORKFLOW]: WRITES });
    expect(await comparison()).toBeNull();
    await editor.chooseBase('main', { [WORKFLOW]: READS });
    await compared();
    await editor.client.sendNotification('trustscope/baseChosen', { repositories: [] });
    await expect.poll(comparison).toBeNull();
    expect(await lenses()).toHaveLength(1);
  });
});
