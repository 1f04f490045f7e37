import { workUntil } from '../support/work.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FileEvent } from 'vscode-languageserver/node';
import { DidChangeWatchedFilesNotification, FileChangeType } from 'vscode-languageserver/node';
import { PUSHES, TestEditor, uriOf } from './testEditor.js';

/** Longer than it takes to send hundreds of messages: they count as one burst, as they do between two processes. */
const PAUSE = { debounce: 500 };

// Work is counted without optimised code, so hundreds of files take their time.
vi.setConfig({ testTimeout: 180_000 });

const pathOf = (at: number): string => `.github/workflows/w${String(at)}.yml`;
const textOf = (at: number): string =>
  `name: W${String(at)}\non: pull_request_target\npermissions: write-all\njobs:\n${Array.from(
    { length: 6 },
    (_, job) =>
      `  job-${String(job)}:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: make w${String(at)}\n`,
  ).join('')}`;

let editor: TestEditor | undefined;
afterEach(() => {
  editor?.dispose();
  editor = undefined;
});

async function openAll(count: number, more: object = {}): Promise<TestEditor> {
  const opened = await TestEditor.start({ initializationOptions: PAUSE, ...more });
  editor = opened;
  await Promise.all(Array.from({ length: count }, (_, at) => opened.open(pathOf(at), textOf(at))));
  return opened;
}

/** The work until the last of so many documents, which were all opened at once, has its diagnostics. */
async function firstAnswer(count: number): Promise<number> {
  return workUntil(async () => {
    const opened = await openAll(count);
    expect(await opened.diagnostics(pathOf(count - 1))).not.toEqual([]);
  });
}

describe('an editor that opens with many documents', () => {
  it('gets the one that it asks for first without waiting for all others', async () => {
    await firstAnswer(10);
    const few = await firstAnswer(100);
    editor?.dispose();
    const many = await firstAnswer(800);
    // Until the answer has left over the streams of one process, others are worked off in part; all would be ten times.
    expect(many).toBeLessThan(few * 6);
  });

  it('gets all others as well, the same as if they were opened one by one', async () => {
    const opened = await openAll(80);
    const together = await Promise.all(Array.from({ length: 80 }, (_, at) => opened.diagnostics(pathOf(at))));
    opened.dispose();
    const slow = await openAll(0);
    for (const [at, diagnostics] of together.entries()) {
      if (at % 60 !== 0) continue;
      await slow.open(pathOf(at), textOf(at));
      expect(await slow.diagnostics(pathOf(at))).toEqual(diagnostics);
    }
  });

  it('is told of all where it cannot ask', async () => {
    const opened = await openAll(150, { capabilities: PUSHES });
    await opened.until(() => new Set(opened.published.map(({ uri }) => uri)).size === 150);
  });

  it('has them all in what speaks of the whole workspace', async () => {
    const opened = await openAll(150);
    const { files } = await opened.client.sendRequest<{ files: number }>('trustscope/scanWorkspace', {});
    expect(files).toBe(150);
  });
});

describe('a thousand files that change on the disk', () => {
  const files = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [pathOf(at), 'on: push\n']));
  const changes: FileEvent[] = Object.keys(files).map((path) => ({
    uri: uriOf(path),
    type: FileChangeType.Changed,
  }));

  it('are read once each, in whatever messages they are told, and again and again', async () => {
    editor = await TestEditor.start({ files, initializationOptions: PAUSE });
    const { client, analysed } = editor;
    const known = (): number => new Set(analysed.flatMap(({ uris }) => uris)).size;
    await editor.until(() => known() === 1_000);
    for (const path of Object.keys(files)) editor.disk.set(uriOf(path), 'on: pull_request_target\n');
    const rounds = analysed.length;
    await Promise.all(
      [...changes, ...changes, ...changes].map((change) =>
        client.sendNotification(DidChangeWatchedFilesNotification.type, { changes: [change] }),
      ),
    );
    const again = (): number => new Set(analysed.slice(rounds).flatMap(({ uris }) => uris)).size;
    await editor.until(() => again() === 1_000);
    expect(changes.map(({ uri }) => editor?.reads(uri))).toEqual(changes.map(() => 2));
    // Others get their turn in between, and nothing is analysed file by file.
    expect(analysed.length - rounds).toBeGreaterThan(5);
    expect(analysed.length - rounds).toBeLessThan(50);
  });
});
