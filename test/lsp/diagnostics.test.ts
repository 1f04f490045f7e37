import { afterEach, describe, expect, it } from 'vitest';
import type { TestEditorOptions } from './testEditor.js';
import { PUSHES, TestEditor, uriOf } from './testEditor.js';

const CALLER = '.github/workflows/release.yml';
const CALLEE = '.github/workflows/callee.yml';
const CONFIGURATION = '.trustscope.yml';

const caller = `on: push
permissions:
  contents: read
jobs:
  release:
    uses: ./.github/workflows/callee.yml
`;
const callee = `on: workflow_call
jobs:
  build:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - run: make
`;
const broad = `on: pull_request_target
permissions: write-all
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - run: make
`;

let editor: TestEditor;
afterEach(() => {
  expect(editor.logged).toEqual([]);
  editor.dispose();
});

async function start(options: TestEditorOptions): Promise<TestEditor> {
  editor = await TestEditor.start(options);
  return editor;
}

const codes = async (path: string): Promise<unknown[]> =>
  (await editor.diagnostics(path)).map(({ code }) => code);

describe('pulled diagnostics', () => {
  it('come with code, link, source and place', async () => {
    await start({ files: { [CALLER]: broad } });
    await editor.open(CALLER);
    const found = (await editor.diagnostics(CALLER)).find(({ code }) => code === 'broad-token-permissions');
    expect(found).toMatchObject({
      source: 'trustscope',
      codeDescription: {
        href: 'https://github.com/trustscope/trustscope/blob/main/docs/rules/broad-token-permissions.md',
      },
      range: { start: editor.position(CALLER, 'write-all') },
    });
  });

  it('follow the text as it is typed, and are unchanged when nothing changes', async () => {
    await start({ files: { [CALLER]: broad } });
    await editor.open(CALLER);
    expect(await codes(CALLER)).toContain('broad-token-permissions');
    await editor.type(CALLER, 'write-all', '{}');
    expect(await codes(CALLER)).not.toContain('broad-token-permissions');
    const pull = { textDocument: { uri: uriOf(CALLER) } };
    const full = await editor.client.sendRequest<{ resultId: string }>('textDocument/diagnostic', pull);
    const again = { ...pull, previousResultId: full.resultId };
    expect(await editor.client.sendRequest('textDocument/diagnostic', again)).toEqual({
      kind: 'unchanged',
      resultId: full.resultId,
    });
  });

  it('show a change of the callee at its caller', async () => {
    await start({ files: { [CALLER]: caller, [CALLEE]: callee } });
    await editor.open(CALLER);
    await editor.open(CALLEE);
    await editor.until(() => editor.analysed.length > 0);
    expect(await codes(CALLER)).not.toContain('callee-exceeds-caller');
    await editor.type(CALLEE, 'contents: read', 'contents: write');
    const both = [...(await editor.diagnostics(CALLER)), ...(await editor.diagnostics(CALLEE))];
    const found = both.find(({ code }) => code === 'callee-exceeds-caller');
    expect(found?.relatedInformation?.length).toBeGreaterThan(0);
    await editor.until(() => editor.refreshed.has('workspace/diagnostic/refresh'));
  });

  it('cover files that are not open, and take back those that are gone', async () => {
    await start({ files: { [CALLER]: broad } });
    await editor.until(() => editor.analysed.length > 0);
    interface Report {
      readonly items: { uri: string; kind: string; resultId: string; items?: unknown[] }[];
    }
    const pull = async (previousResultIds: { uri: string; value: string }[]): Promise<Report> =>
      await editor.client.sendRequest<Report>('workspace/diagnostic', { previousResultIds });
    const first = await pull([]);
    expect(first.items).toMatchObject([{ uri: uriOf(CALLER), kind: 'full' }]);
    const ids = first.items.map(({ uri, resultId }) => ({ uri, value: resultId }));
    expect((await pull(ids)).items).toMatchObject([{ kind: 'unchanged' }]);
    const rounds = editor.analysed.length;
    await editor.write(CALLER, null);
    await editor.until(() => editor.analysed.slice(rounds).some(({ uris }) => uris.includes(uriOf(CALLER))));
    expect((await pull(ids)).items).toMatchObject([{ kind: 'full', items: [] }]);
  });

  it('are never pushed as well', async () => {
    await start({ files: { [CALLER]: broad } });
    await editor.open(CALLER);
    await editor.diagnostics(CALLER);
    expect(editor.published).toEqual([]);
  });

  it('show a mistake of the configuration at its line, and its effect elsewhere', async () => {
    await start({ files: { [CALLER]: broad, [CONFIGURATION]: 'rules:\n  broad-token-permissions: loud\n' } });
    await editor.open(CONFIGURATION);
    await editor.open(CALLER);
    const [problem] = await editor.diagnostics(CONFIGURATION);
    expect(problem).toMatchObject({ code: 'configuration', severity: 1, range: { start: { line: 1 } } });
    await editor.type(CONFIGURATION, 'loud', 'off');
    expect(await editor.diagnostics(CONFIGURATION)).toEqual([]);
    expect(await codes(CALLER)).not.toContain('broad-token-permissions');
  });

  it('follow what the configuration says of an action', async () => {
    const uses = callee
      .replace('workflow_call', 'push')
      .replace('contents: read', 'contents: write')
      .replace('run: make', 'uses: acme/notify@v1');
    await start({ files: { [CALLER]: uses, [CONFIGURATION]: '# nothing yet\n' } });
    await editor.open(CONFIGURATION);
    await editor.open(CALLER);
    expect(await codes(CALLER)).not.toContain('unneeded-permission');
    await editor.type(CONFIGURATION, '# nothing yet', 'actions: { acme/notify: { token: none } }');
    expect(await codes(CALLER)).toContain('unneeded-permission');
  });

  it('show one problem of broken text', async () => {
    await start({ files: { [CALLER]: broad } });
    await editor.open(CALLER);
    await editor.type(CALLER, 'runs-on: ubuntu-latest', 'runs-on: [ubuntu');
    expect((await codes(CALLER)).filter((code) => code === 'syntax')).toHaveLength(1);
  });

  it('leave out what is suppressed, and what the settings do not want', async () => {
    const quiet = broad.replace(
      'permissions:',
      '# trustscope: ignore[broad-token-permissions] a test\npermissions:',
    );
    await start({ files: { [CALLER]: quiet } });
    await editor.open(CALLER);
    expect(await codes(CALLER)).not.toContain('broad-token-permissions');
    editor.dispose();
    await start({ files: { [CALLER]: broad }, settings: { enable: false } });
    await editor.open(CALLER);
    expect(await codes(CALLER)).toEqual([]);
    editor.dispose();
    await start({ files: { [CALLER]: broad }, settings: { minSeverity: 'error' } });
    await editor.open(CALLER);
    expect((await editor.diagnostics(CALLER)).every(({ severity }) => severity === 1)).toBe(true);
  });
});

describe('pushed diagnostics', () => {
  const hasBroad = (): boolean =>
    editor.pushed(CALLER)?.diagnostics.some(({ code }) => code === 'broad-token-permissions') === true;

  it('come for files that are open or not, with the version of the open one', async () => {
    await start({ files: { [CALLER]: broad }, capabilities: PUSHES });
    await editor.until(hasBroad);
    expect(editor.pushed(CALLER)?.version).toBeUndefined();
    await editor.open(CALLER);
    await editor.type(CALLER, 'write-all', '{}');
    await editor.until(() => !hasBroad());
    expect(editor.pushed(CALLER)?.version).toBe(2);
    expect(editor.initialized?.capabilities.diagnosticProvider).toBeUndefined();
  });

  it('follow the disk where no document is open, and the document where one is', async () => {
    await start({ files: { [CALLER]: broad }, capabilities: PUSHES });
    await editor.until(hasBroad);
    await editor.write(CALLER, broad.replace('write-all', '{}'));
    await editor.until(() => !hasBroad());
    await editor.open(CALLER, broad);
    await editor.until(hasBroad);
    const count = editor.published.length;
    await editor.write(CALLER, '');
    await editor.close(CALLER);
    await editor.until(() => !hasBroad());
    expect(editor.published.length).toBe(count + 1);
  });
});

describe('a client that does not serve files', () => {
  it('has its open documents analysed', async () => {
    editor = await TestEditor.start({ servesFiles: false });
    await editor.open(CALLER, broad);
    expect(await codes(CALLER)).toContain('broad-token-permissions');
    editor.logged.length = 0;
  });
});

describe('a file with problems without end', () => {
  it('has so many shown as an editor can hold, and says how many more there are', async () => {
    const jobs = Array.from({ length: 1_100 }, (_, at) => `  j${String(at)}: {}\n`).join('');
    editor = await TestEditor.start();
    await editor.open(CALLER, `on: push\njobs:\n${jobs}`);
    const problems = await editor.diagnostics(CALLER);
    expect(problems).toHaveLength(1_001);
    expect(problems.at(-1)?.message).toContain('99 more problems of this file are not shown here.');
  });
});
