import { workUntil } from '../support/work.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestEditor, uriOf } from './testEditor.js';

const PATH = '.github/workflows/w.yml';

const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['no YAML', '\u0000\u0001}{][`@%'],
  ['a list', '- a\n- b\n'],
  ['a number', '42'],
  ['several documents', 'on: push\n---\njobs: {}\n---\n'],
  ['tabs', 'on: push\njobs:\n\ta:\n\t\tsteps: []\n'],
  ['a byte order mark and CRLF', '\uFEFFon: push\r\njobs:\r\n  a:\r\n    runs-on: x\r\n'],
  ['emoji', 'on: push # 🦊\njobs:\n  "🦊":\n    runs-on: "🦊"\n'],
  ['duplicate keys', 'on: push\non: pull_request\njobs:\n  a: {}\n  a: {}\n'],
  ['an anchor that holds itself', 'on: &a [*a]\njobs: &b\n  x: *b\n'],
  ['a merge key', 'on: push\nx: &x {permissions: write-all}\njobs:\n  a:\n    <<: *x\n'],
  ['deep nesting', `on: ${'['.repeat(5_000)}`],
  ['wrong kinds', 'on: {push: 3}\njobs: [1, {a: b}]\npermissions: [1]\n'],
  ['a job that is null', 'on: push\njobs:\n  a:\n  b: ~\n  c: []\n'],
  ['a lone surrogate', 'on: push\njobs:\n  "\uD800": {runs-on: x}\n'],
];

const REQUESTS = [
  'textDocument/hover',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/completion',
  'textDocument/codeLens',
  'textDocument/documentLink',
  'textDocument/inlayHint',
  'textDocument/codeAction',
  'textDocument/diagnostic',
  'workspace/diagnostic',
  'trustscope/sessionCard',
  'trustscope/sessionWidth',
  'trustscope/scanWorkspace',
];

let editor: TestEditor;
beforeEach(async () => {
  editor = await TestEditor.start();
});
afterEach(() => {
  editor.dispose();
});

/** Parameters that every request finds something in. */
function parameters(uri: string, line: number, character: number): object {
  const position = { line, character };
  return {
    uri,
    textDocument: { uri },
    position,
    range: { start: { line: 0, character: 0 }, end: position },
    context: { diagnostics: [], includeDeclaration: true },
    previousResultIds: [{ uri, value: '1' }],
  };
}

async function askAll(uri: string): Promise<void> {
  for (const [line, character] of [
    [0, 0],
    [1, 3],
    [2, 9_999],
    [9_999, 0],
  ] as const) {
    for (const method of REQUESTS) await editor.client.sendRequest(method, parameters(uri, line, character));
  }
}

describe('no request fails', () => {
  it.each(TEXTS)('on %s', async (_, text) => {
    await editor.open(PATH, text);
    await askAll(uriOf(PATH));
    await editor.open('.trustscope.yml', text);
    await askAll(uriOf('.trustscope.yml'));
    expect(editor.logged).toEqual([]);
  });

  it('on a file that is not open, of another kind, or not a URI', async () => {
    for (const uri of [uriOf(PATH), uriOf('README.md'), 'untitled:Untitled-1', 'not a uri', '']) {
      await askAll(uri);
    }
    expect(editor.logged).toEqual([]);
  });

  it('while a text is typed letter by letter', async () => {
    const whole = 'on: push\npermissions:\n  contents: write\njobs:\n  a:\n    uses: ./x.yml\n';
    await editor.open(PATH, '#');
    for (let end = 1; end <= whole.length; end += 3) {
      await editor.type(PATH, editor.document(PATH).getText(), whole.slice(0, end));
      const { line, character } = editor.document(PATH).positionAt(end);
      for (const method of REQUESTS) {
        await editor.client.sendRequest(method, parameters(uriOf(PATH), line, character));
      }
    }
    expect(editor.logged).toEqual([]);
  });

  it('and a big file leaves the server answering', async () => {
    const jobs = Array.from(
      { length: 3_000 },
      (_, index) => `  j${index}:\n    runs-on: x\n    steps: [{run: y}]\n`,
    );
    const reading = await workUntil(async () => {
      await editor.open(PATH, `on: push\njobs:\n${jobs.join('')}`);
      await editor.diagnostics(PATH);
    });
    const answering = await workUntil(() =>
      editor.client.sendRequest('textDocument/hover', parameters(uriOf(PATH), 4, 3)),
    );
    expect(answering).toBeLessThan(reading / 10);
  });
});
