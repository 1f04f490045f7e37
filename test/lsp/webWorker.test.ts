import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MessageType } from 'vscode-languageserver';
import { buildWebServer } from '../../scripts/build.js';
import { awsTable } from '../../scripts/generate/aws/table.js';
import { managedPoliciesFile } from '../support/aws/catalogue.js';

const MODULES = new URL('../../node_modules/', import.meta.url);
const FILES: Readonly<Record<string, string>> = {
  'file:///r/.github/workflows/w.yml': [
    'on: push',
    'permissions: {contents: write}',
    'jobs:',
    '  a:',
    '    runs-on: ubuntu-latest',
    '    env: {GH_TOKEN: "${{ github.token }}"}',
    '    steps:',
    "      - run: bash -c 'gh release create v1'",
  ].join('\n'),
  'file:///r/policy.json': JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
  }),
};

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: {
    readonly name?: string;
    readonly uri?: string;
    readonly message?: string;
    readonly type?: number;
    readonly uris?: unknown[];
  };
  readonly result?: unknown;
}

let folder: string;
let script: string;
let assets: Readonly<Record<string, Uint8Array>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trustscope-web-'));
  script = readFileSync(await buildWebServer(folder), 'utf8');
  assets = {
    'web-tree-sitter.wasm': readFileSync(new URL('web-tree-sitter/web-tree-sitter.wasm', MODULES)),
    'tree-sitter-bash.wasm': readFileSync(new URL('tree-sitter-bash/tree-sitter-bash.wasm', MODULES)),
    'aws-catalogue.txt': new TextEncoder().encode(await awsTable()),
    'aws-managed-policies.json': managedPoliciesFile(),
  };
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The bundle, run with what a worker in a browser has, and nothing of Node. */
class Worker {
  readonly sent: Message[] = [];
  readonly #scope: Record<string, unknown>;
  #heard: () => void = () => undefined;

  constructor() {
    this.#scope = {
      ...{
        WebAssembly,
        TextDecoder,
        TextEncoder,
        atob,
        btoa,
        URL,
        // eslint-disable-next-line no-restricted-globals -- what a worker has; nothing is measured here
        performance,
        AbortController,
        Uint8Array,
        ArrayBuffer,
      },
      ...{ setTimeout, clearTimeout, setInterval, clearInterval, queueMicrotask, console },
      location: { href: 'https://host/server.web.js' },
      // Its presence is what the loader of WebAssembly goes by.
      WorkerGlobalScope: Object,
      importScripts: () => undefined,
      addEventListener: () => undefined,
      postMessage: (message: Message) => {
        this.#hear(structuredClone(message));
      },
    };
    this.#scope['self'] = this.#scope;
    createContext(this.#scope);
    runInContext(script, this.#scope);
  }

  send(message: object): void {
    const onmessage = this.#scope['onmessage'] as (event: { data: object }) => void;
    setTimeout(() => {
      onmessage({ data: { jsonrpc: '2.0', ...message } });
    });
  }

  async until(condition: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.sent.find(condition);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (this.#heard = resolve));
    }
  }

  #hear(message: Message): void {
    this.sent.push(message);
    this.#heard();
    const { id, method, params = {} } = message;
    if (id !== undefined && method !== undefined) this.send({ id, result: this.#answer(method, params) });
  }

  #answer(method: string, params: NonNullable<Message['params']>): unknown {
    switch (method) {
      case 'trustscope/findFiles':
        return { uris: Object.keys(FILES) };
      case 'trustscope/readFile':
        return { text: FILES[params.uri ?? ''] ?? null };
      case 'trustscope/readAsset':
        return { base64: Buffer.from(assets[params.name ?? ''] ?? []).toString('base64') };
      default:
        return null;
    }
  }
}

describe('the server in a browser', () => {
  it('reads scripts and the catalogue of AWS, with files that it asks the client for', async () => {
    const worker = new Worker();
    const workspaceFolders = [{ uri: 'file:///r', name: 'r' }];
    const params = { processId: null, rootUri: null, workspaceFolders, capabilities: {} };
    worker.send({ id: 1, method: 'initialize', params });
    await worker.until(({ id, method }) => id === 1 && method === undefined);
    worker.send({ method: 'initialized', params: {} });
    const analyses = (): number =>
      worker.sent.filter(({ method }) => method === 'trustscope/analysisDone').length;
    // Once without the tools, then with each of them.
    await worker.until(() => analyses() === 3);
    worker.send({ id: 2, method: 'trustscope/exportReport', params: { format: 'json' } });
    const { result } = await worker.until(({ id, method }) => id === 2 && method === undefined);

    const asked = worker.sent
      .filter(({ method }) => method === 'trustscope/readAsset')
      .map((one) => one.params?.name);
    expect(asked.sort()).toEqual(Object.keys(assets).sort());
    // What was read is told; nothing is warned of.
    const logged = worker.sent.filter(({ method }) => method === 'window/logMessage');
    expect(logged.map(({ params }) => params?.type)).toEqual([MessageType.Info]);
    const { text } = result as { readonly text: string };
    const report = JSON.parse(text) as {
      readonly sessions: readonly {
        readonly grants: readonly { readonly action: string; readonly evidence: string }[];
      }[];
      readonly findings: readonly { readonly message: string }[];
    };
    // A script within a script: only the real reader of scripts finds the command.
    const grants = report.sessions.flatMap((session) => session.grants);
    expect(grants.find(({ action }) => action === 'contents:write')?.evidence).toBe('needed');
    expect(report.findings.some(({ message }) => /\d+ actions of S3/u.test(message))).toBe(true);
  });
});
