import type { CodeAction } from 'vscode-languageserver/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestEditor } from './testEditor.js';

const PATH = '.github/workflows/release.yml';
const text = `on: push
permissions: write-all
jobs:
  build:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
      - uses: actions/checkout@v4
`;

let editor: TestEditor;
beforeEach(async () => {
  editor = await TestEditor.start({ files: { [PATH]: text } });
  await editor.open(PATH);
});
afterEach(() => {
  expect(editor.logged).toEqual([]);
  editor.dispose();
});

describe('code actions', () => {
  it('edit the version that is open, and make the finding go', async () => {
    await editor.type(PATH, 'timeout-minutes: 10', 'timeout-minutes: 20');
    const action = (await editor.actions(PATH, 'write-all')).find(({ edit }) => edit !== undefined);
    expect(action?.kind).toBe('quickfix');
    expect(action?.diagnostics).toMatchObject([{ code: 'broad-token-permissions' }]);
    const fixed = editor.edited(PATH, action?.edit);
    expect(fixed).not.toContain('write-all');
    await editor.type(PATH, editor.document(PATH).getText(), fixed);
    const codes = (await editor.diagnostics(PATH)).map(({ code }) => code);
    expect(codes).not.toContain('broad-token-permissions');
  });

  it('write a name that nothing knows as the one that was meant', async () => {
    await editor.type(PATH, 'permissions: write-all', 'permissions: { content: read }');
    const [action] = await editor.actions(PATH, 'content: read');
    expect(action).toMatchObject({ title: 'Change to contents', diagnostics: [{ code: 'shape' }] });
    expect(action?.isPreferred).toBeUndefined();
    expect(editor.edited(PATH, action?.edit)).toContain('permissions: { contents: read }');
  });

  it('are about what is under the cursor only', async () => {
    expect(await editor.actions(PATH, 'jobs')).toEqual([]);
  });

  it('apply every safe fix of the file at once, only when asked to', async () => {
    const offered = await editor.actions(PATH, 'write-all');
    expect(offered.filter(({ kind }) => kind?.startsWith('source'))).toEqual([]);
    for (const only of ['source.fixAll.trustscope', 'source.fixAll', 'source']) {
      const [all] = await editor.actions(PATH, 'jobs', [only]);
      expect(all?.kind).toBe('source.fixAll.trustscope');
      expect(editor.edited(PATH, all?.edit)).not.toBe(text);
    }
    expect(await editor.actions(PATH, 'write-all', ['refactor'])).toEqual([]);
  });

  it('suppress with a comment above the line', async () => {
    const actions = await editor.actions(PATH, 'write-all');
    const suppress = actions.find(({ title }) => title.startsWith('Suppress broad-token-permissions'));
    expect(editor.edited(PATH, suppress?.edit)).toContain(
      '# trustscope: ignore[broad-token-permissions] <why this is accepted>\npermissions: write-all',
    );
  });

  it('leave the reason to our own client, and the cursor in other editors', async () => {
    const own = await TestEditor.start({
      files: { [PATH]: text },
      initializationOptions: { version: '1.2.3' },
    });
    await own.open(PATH);
    const find = (actions: readonly CodeAction[]): CodeAction | undefined =>
      actions.find(({ title }) => title.startsWith('Suppress broad-token-permissions'));
    expect(find(await own.actions(PATH, 'write-all'))?.command).toMatchObject({
      command: 'trustscope.suppress',
      arguments: [
        {
          version: 1,
          rule: 'broad-token-permissions',
          position: { line: 1, character: 0 },
          before: '# trustscope: ignore[broad-token-permissions] ',
          after: '\n',
        },
      ],
    });
    own.dispose();
    const other = await TestEditor.start({
      files: { [PATH]: text },
      capabilities: {
        textDocument: { diagnostic: {} },
        workspace: { workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
      },
    });
    await other.open(PATH);
    const { edit } = find(await other.actions(PATH, 'write-all')) ?? {};
    expect(edit?.documentChanges).toMatchObject([
      { edits: [{ snippet: { value: '# trustscope: ignore[broad-token-permissions] $1\n' } }] },
    ]);
    other.dispose();
  });
});
