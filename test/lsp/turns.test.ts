import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  CancellationTokenSource,
  HoverRequest,
  LSPErrorCodes,
  ReferencesRequest,
  ShutdownRequest,
} from 'vscode-languageserver/node';
import { ComparisonRequest } from '../../server/src/protocol.js';
import { TestEditor } from './testEditor.js';

vi.setConfig({ testTimeout: 60_000 });

const COUNT = 300;
const pathOf = (at: number): string => `.github/workflows/w${String(at)}.yml`;
const textOf = (at: number): string =>
  `on: pull_request_target\npermissions: write-all\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make w${String(at)}\n`;
const FILES = Object.fromEntries(Array.from({ length: COUNT }, (_, at) => [pathOf(at), textOf(at)]));

let editor: TestEditor | undefined;
afterEach(() => {
  editor?.dispose();
  editor = undefined;
});

/** An editor whose server has read all files, and is about to link them. */
async function linking(): Promise<{ readonly opened: TestEditor; readonly isLinked: () => boolean }> {
  const opened = await TestEditor.start({ files: FILES });
  editor = opened;
  await opened.open(pathOf(0));
  await opened.until(() => new Set(opened.analysed.flatMap(({ uris }) => uris)).size === COUNT);
  let isLinked = false;
  // It is answered once all is linked.
  void opened.client.sendRequest(ComparisonRequest, {}).then(
    () => {
      isLinked = true;
    },
    () => undefined,
  );
  return { opened, isLinked: () => isLinked };
}

describe('a server that has much to link', () => {
  it('answers who asks about one file before all others are linked', async () => {
    const { opened, isLinked } = await linking();
    const hover = await opened.client.sendRequest(HoverRequest.type, opened.at(pathOf(0), 'write-all'));
    expect(JSON.stringify(hover)).toContain('write');
    expect(await opened.diagnostics(pathOf(0))).not.toEqual([]);
    expect(isLinked()).toBe(false);
    await opened.until(isLinked);
  });

  it('takes a key and answers for it meanwhile', async () => {
    const { opened, isLinked } = await linking();
    await opened.type(pathOf(0), 'write-all', '{}');
    const found = await opened.diagnostics(pathOf(0));
    expect(found.map(({ code }) => code)).not.toContain('broad-token-permissions');
    expect(isLinked()).toBe(false);
  });

  it('lets a question be taken back that needs all of it', async () => {
    const { opened, isLinked } = await linking();
    const source = new CancellationTokenSource();
    const params = { ...opened.at(pathOf(0), 'write-all'), context: { includeDeclaration: true } };
    const asked = opened.client.sendRequest(ReferencesRequest.type, params, source.token);
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(isLinked()).toBe(false);
  });

  it('ends when it is asked to', async () => {
    const { opened, isLinked } = await linking();
    await opened.client.sendRequest(ShutdownRequest.type);
    expect(isLinked()).toBe(false);
  });
});
