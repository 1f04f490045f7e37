import { DidChangeWorkspaceFoldersNotification } from 'vscode-languageserver/node';
import { describe, expect, it } from 'vitest';
import { Folders } from '../../server/src/lsp/folders.js';
import { ROOT, TestEditor, uriOf } from './testEditor.js';

function folders(...uris: string[]): Folders {
  const result = new Folders();
  result.set(uris);
  return result;
}

describe('folders', () => {
  it('own a file by the longest path', () => {
    const both = folders('file:///a', 'file:///a/b/');
    expect(both.rootOf('file:///a/b/c.yml')).toBe('file:///a/b');
    expect(both.rootOf('file:///a/bc.yml')).toBe('file:///a');
    expect(both.containing('file:///c.yml')).toBeUndefined();
  });

  it('are guessed for a file that is opened on its own', () => {
    expect(folders().rootOf('file:///x/y/.github/workflows/a.yml')).toBe('file:///x/y');
    expect(folders().rootOf('file:///x/action.yml')).toBe('file:///x');
  });

  it.each([
    [['file:///a/b', 'file:///a/c'], 'file:///a'],
    [['file:///a/b', 'file:///a/b/c'], 'file:///a/b'],
    [['file:///a'], 'file:///a'],
    [[], ''],
  ])('%j have %s in common', (uris, common) => {
    expect(folders(...uris).common()).toBe(common);
  });
});

describe('a change of the folders', () => {
  it('reads what is added and forgets what is removed', async () => {
    const path = '.github/workflows/a.yml';
    const editor = await TestEditor.start({
      files: { [path]: 'on: push\npermissions: write-all\njobs: {}\n' },
    });
    await editor.until(() => editor.analysed.length === 1);
    const folder = { uri: ROOT, name: 'repository' };
    const change = async (event: { added: object[]; removed: object[] }): Promise<void> => {
      await editor.client.sendNotification(DidChangeWorkspaceFoldersNotification.method, { event });
    };
    await change({ added: [], removed: [folder] });
    await editor.until(() => editor.analysed.length === 2);
    await change({ added: [folder], removed: [] });
    await editor.until(() => editor.analysed.length === 3);
    expect(editor.analysed.map(({ uris }) => uris)).toEqual([[uriOf(path)], [uriOf(path)], [uriOf(path)]]);
    editor.dispose();
  });
});
