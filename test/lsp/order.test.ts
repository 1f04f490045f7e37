import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { Frames } from '../../server/src/lsp/frames.js';
import { orderly } from '../../server/src/lsp/orderly.js';
import { startServer } from '../../server/src/lsp/server.js';
import { TestEditor, uriOf } from './testEditor.js';

const PATH = '.github/workflows/w.yml';
const LOOSE = 'on: push\npermissions: write-all\njobs:\n  a:\n    runs-on: ubuntu-24.04\n';

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: { readonly code: number };
}

/** A server to which messages are sent as they are. */
class Raw {
  readonly #writer: StreamMessageWriter;
  readonly #answers: Answer[] = [];
  readonly #waiting = new Set<() => void>();

  constructor() {
    const [there, back] = [new PassThrough(), new PassThrough()];
    const { reader, writer } = orderly(new StreamMessageReader(there), new StreamMessageWriter(back));
    startServer(createConnection(ProposedFeatures.all, reader, writer));
    this.#writer = new StreamMessageWriter(there);
    new StreamMessageReader(back).listen((message) => {
      this.#answers.push(message as unknown as Answer);
      for (const wake of this.#waiting) wake();
    });
  }

  async send(message: object): Promise<void> {
    await this.#writer.write({ jsonrpc: '2.0', ...message });
  }

  /** The answers to an id, as soon as there are so many. */
  async answers(id: number, count = 1): Promise<readonly Answer[]> {
    for (;;) {
      const found = this.#answers.filter((answer) => answer.id === id && !('method' in answer));
      if (found.length >= count) return found;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }
}

const INITIALIZE = { method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } };
const HOVER = {
  method: 'textDocument/hover',
  params: { textDocument: { uri: uriOf(PATH) }, position: { line: 0, character: 0 } },
};

describe('the order of messages', () => {
  it('a request before initialize gets the error of the protocol', async () => {
    const raw = new Raw();
    await raw.send({ id: 1, ...HOVER });
    expect((await raw.answers(1))[0]?.error?.code).toBe(-32_002);
    await raw.send({ id: 2, ...INITIALIZE });
    expect((await raw.answers(2))[0]?.result).toBeDefined();
    await raw.send({ id: 3, ...INITIALIZE });
    expect((await raw.answers(3))[0]?.error?.code).toBe(-32_600);
  });

  it('a request after shutdown gets the error of the protocol', async () => {
    const raw = new Raw();
    await raw.send({ id: 1, ...INITIALIZE });
    await raw.send({ id: 2, method: 'shutdown' });
    await raw.send({ id: 3, ...HOVER });
    expect((await raw.answers(3))[0]?.error?.code).toBe(-32_600);
    expect((await raw.answers(2))[0]?.error).toBeUndefined();
  });

  it('a request with the id of an open one is refused, and one of an answered id is not', async () => {
    const raw = new Raw();
    await raw.send({ id: 1, ...INITIALIZE });
    await raw.answers(1);
    await Promise.all([raw.send({ id: 7, ...HOVER }), raw.send({ id: 7, ...HOVER })]);
    const codes = (await raw.answers(7, 2)).map(({ error }) => error?.code);
    expect(codes).toContain(-32_600);
    expect(codes).toContain(undefined);
    await raw.send({ id: 7, ...HOVER });
    expect((await raw.answers(7, 3))[2]?.error).toBeUndefined();
  });
});

describe('frames', () => {
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

  it.each(['-5', '-1', 'x', '1e3', '0x10', '99999999999', ''])(
    'a Content-Length of "%s" ends the connection',
    (length) => {
      expect(new Frames().take(bytes(`Content-Length: ${length}\r\n\r\n{}`))).toBe(
        'a Content-Length that is none',
      );
    },
  );

  it('headers without a length, or without an end, do so too', () => {
    expect(new Frames().take(bytes('X: 1\r\n\r\n{}'))).toBe('headers without a Content-Length');
    expect(new Frames().take(bytes('x'.repeat(100_000)))).toBe('headers without an end');
  });

  it('messages in pieces of any length do not', () => {
    const text =
      'Content-Type: x\r\ncontent-length: 7\r\n\r\n\r\n\r\n{} Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}';
    for (let size = 1; size < text.length; size += 1) {
      const frames = new Frames();
      for (let at = 0; at < text.length; at += size) {
        expect(frames.take(bytes(text.slice(at, at + size)))).toBeUndefined();
      }
    }
  });
});

describe('the order of texts', () => {
  let editor: TestEditor;
  afterEach(() => {
    editor.dispose();
  });

  it('a change to an older version of a document is refused', async () => {
    editor = await TestEditor.start({ files: { [PATH]: LOOSE } });
    await editor.open(PATH);
    const change = async (version: number, text: string): Promise<void> => {
      await editor.client.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri: uriOf(PATH), version },
        contentChanges: [{ text }],
      });
    };
    await change(5, LOOSE.replace('  a:', '  newer:'));
    await change(4, LOOSE.replace('  a:', '  older:'));
    const lenses = await editor.client.sendRequest<{ command: { title: string } }[]>(
      'textDocument/codeLens',
      {
        textDocument: { uri: uriOf(PATH) },
      },
    );
    expect(lenses).toHaveLength(1);
    const card = await editor.client.sendRequest<{ title: string }>('trustscope/sessionCard', {
      uri: uriOf(PATH),
      position: { line: 3, character: 3 },
    });
    expect(card.title).toContain('newer');
  });

  it('a thousand changes on the disk are read a few times', async () => {
    editor = await TestEditor.start({ files: { [PATH]: LOOSE }, initializationOptions: { debounce: 20 } });
    await editor.until(() => editor.reads(uriOf(PATH)) > 0);
    const before = editor.reads(uriOf(PATH));
    for (let count = 0; count < 1_000; count += 1) {
      await editor.client.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri: uriOf(PATH), type: FileChangeType.Changed }],
      });
    }
    await editor.until(() => editor.reads(uriOf(PATH)) > before);
    await editor.client.sendRequest('textDocument/codeLens', { textDocument: { uri: uriOf(PATH) } });
    expect(editor.reads(uriOf(PATH)) - before).toBeLessThan(50);
  });
});
