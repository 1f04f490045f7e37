import { readFileSync } from 'node:fs';
import { beforeAll, afterEach, describe, expect, it } from 'vitest';
import { awsTable } from '../../scripts/generate/aws/table.js';
import { managedPoliciesFile } from '../support/aws/catalogue.js';
import type { Diagnostic } from 'vscode-languageserver/node';
import { clientAssets } from '../../server/src/lsp/clientAssets.js';
import type { ReadAssetParams, ReadAssetResult } from '../../server/src/protocol.js';
import { TestEditor } from './testEditor.js';

const WORKFLOW = '.github/workflows/w.yml';
const SCRIPT = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo hello\n';
const PLAIN = 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: []\n';
const ROLE = 'policy.json';
const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
});
const MODULES = new URL('../../node_modules/', import.meta.url);
const FOLDERS: Readonly<Record<string, string>> = {
  'web-tree-sitter.wasm': 'web-tree-sitter',
  'tree-sitter-bash.wasm': 'tree-sitter-bash',
};

let table: Uint8Array;
let editor: TestEditor;
let asked: string[];

beforeAll(async () => {
  table = new TextEncoder().encode(await awsTable());
});

afterEach(() => {
  editor.dispose();
});

function bytesOf(name: string): Uint8Array {
  if (name === 'aws-managed-policies.json') return managedPoliciesFile();
  const folder = FOLDERS[name];
  return folder === undefined ? table : readFileSync(new URL(`${folder}/${name}`, MODULES));
}

/** An editor whose server waits for its own files until they are let go. */
async function start(path: string, text: string): Promise<() => void> {
  asked = [];
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  editor = await TestEditor.start({
    files: { [path]: text },
    readAsset: async (name) => {
      asked.push(name);
      await gate;
      return bytesOf(name);
    },
  });
  await editor.until(() => editor.analysed.length > 0);
  return letGo;
}

describe('tools that are loaded when they are needed', () => {
  it('are not for a file that gains by none', async () => {
    await start(WORKFLOW, PLAIN);
    await editor.open(WORKFLOW);
    await editor.diagnostics(WORKFLOW);
    expect(asked).toEqual([]);
  });

  it('are the reader of scripts alone for a script', async () => {
    await start(WORKFLOW, SCRIPT);
    await expect.poll(() => asked).toEqual(['web-tree-sitter.wasm', 'tree-sitter-bash.wasm']);
  });

  it('come after the first answer, which does without them, and once', async () => {
    const letGo = await start(ROLE, POLICY);
    await editor.open(ROLE);
    const before = await editor.diagnostics(ROLE);
    expect(before.length).toBeGreaterThan(0);
    await expect.poll(() => asked).toEqual(['aws-catalogue.txt', 'aws-managed-policies.json']);

    const answered = editor.analysed.length;
    letGo();
    await editor.until(() => editor.analysed.length > answered);
    const after = await editor.diagnostics(ROLE);
    const told = (diagnostics: readonly Diagnostic[]): boolean =>
      diagnostics.some(({ message }) => /\d+ actions of S3/u.test(JSON.stringify(message)));
    expect([told(before), told(after)]).toEqual([false, true]);
    expect(asked).toEqual(['aws-catalogue.txt', 'aws-managed-policies.json']);
  });

  it.each(['trustscope/exportReport', 'trustscope/scanWorkspace'])(
    'are waited for where the whole workspace is asked for: %s',
    async (request) => {
      const letGo = await start(ROLE, POLICY);
      const params = { format: 'markdown' };
      let isAnswered = false;
      const early = editor.client.sendRequest(request, params).finally(() => (isAnswered = true));
      // Whoever does not wait for the tools has answered long before these are.
      for (let others = 0; others < 20; others++) {
        await editor.client.sendRequest('trustscope/overview', { groupBy: 'width', search: '' });
      }
      expect(isAnswered).toBe(false);
      letGo();
      expect(await early).toEqual(await editor.client.sendRequest(request, params));
    },
  );

  it('leave things unknown when they cannot be read', async () => {
    editor = await TestEditor.start({
      files: { [ROLE]: POLICY },
      readAsset: () => Promise.reject(new Error('gone')),
    });
    await expect(editor.until(() => false)).rejects.toThrow(/loading the catalogue of AWS/u);
    await editor.open(ROLE);
    expect((await editor.diagnostics(ROLE)).length).toBeGreaterThan(0);
  });
});

describe('our own files, read through the client', () => {
  it('come as they are', async () => {
    editor = await TestEditor.start();
    const connection = {
      sendRequest: (_: string, { name }: ReadAssetParams): Promise<ReadAssetResult> =>
        Promise.resolve({ base64: name === 'a' ? Buffer.from([0, 255, 128, 10]).toString('base64') : null }),
    };
    const readAsset = clientAssets(connection as never);
    expect([...(await readAsset('a'))]).toEqual([0, 255, 128, 10]);
    await expect(readAsset('b')).rejects.toThrow('no file b');
  });
});
