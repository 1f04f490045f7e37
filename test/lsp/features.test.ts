import type {
  CodeLens,
  CompletionItem,
  DocumentLink,
  Hover,
  InlayHint,
  Location,
  LocationLink,
} from 'vscode-languageserver/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionCardResult, SessionWidthResult } from '../../server/src/protocol.js';
import { TestEditor, uriOf } from './testEditor.js';

const CALLER = '.github/workflows/release.yml';
const CALLEE = '.github/workflows/callee.yml';
const CONFIGURATION = '.trustscope.yml';

const files = {
  [CALLER]: `on: push
jobs:
  release:
    permissions:
      contents: write
    uses: ./.github/workflows/callee.yml
  open:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  [CALLEE]: `on: workflow_call
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: make
`,
  [CONFIGURATION]: 'assume:\n  \n',
};

let editor: TestEditor;
beforeEach(async () => {
  editor = await TestEditor.start({ files });
  for (const path of Object.keys(files)) await editor.open(path);
});
afterEach(() => {
  expect(editor.logged).toEqual([]);
  editor.dispose();
});

const document = { textDocument: { uri: uriOf(CALLER) } };

async function hover(path: string, words: string): Promise<string> {
  const answer = await editor.client.sendRequest<Hover | null>('textDocument/hover', editor.at(path, words));
  return (answer?.contents as { value: string } | undefined)?.value ?? '';
}

describe('hover', () => {
  it('speaks of the line under the cursor, with links', async () => {
    expect(await hover(CALLER, 'contents: write')).toContain('`contents:write`');
    expect(await hover(CALLER, 'release')).toContain('**Session of job `release`:');
    expect(await hover(CALLER, 'jobs')).toBe('');
  });

  it('stays while the text is broken', async () => {
    await editor.type(CALLER, '- run: make', '- run: [make');
    expect(await hover(CALLER, 'release')).toContain('**Session of job `release`:');
  });

  it('explains keys of the configuration', async () => {
    expect(await hover(CONFIGURATION, 'assume')).not.toBe('');
  });
});

describe('what stands in and beside the text', () => {
  it('has a lens at every job, which opens its card', async () => {
    const lenses = await editor.client.sendRequest<CodeLens[]>('textDocument/codeLens', document);
    expect(lenses.map(({ range }) => range.start.line)).toEqual([2, 6]);
    const { title, command, arguments: [argument] = [] } = lenses[0]?.command ?? { title: '', command: '' };
    expect(title).toMatch(/^(?:narrow|moderate|broad) · contents:write/u);
    expect(command).toBe('trustscope.showScope');
    const card = await editor.client.sendRequest<SessionCardResult>('trustscope/sessionCard', argument);
    expect(card).toMatchObject({ range: { start: { line: 2 } } });
    expect(card.title).toMatch(/^Session of job release: /u);
  });

  it('has a hint where permissions are implicit', async () => {
    const range = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
    const hints = await editor.client.sendRequest<InlayHint[]>('textDocument/inlayHint', {
      ...document,
      range,
    });
    expect(hints).toMatchObject([
      { position: { line: 6, character: 7 }, label: 'permissions: write-all (default, assumed)' },
    ]);
  });

  it('says the width of the session under the cursor', async () => {
    const width = await editor.client.sendRequest<SessionWidthResult>('trustscope/sessionWidth', {
      uri: uriOf(CALLER),
      position: editor.position(CALLER, 'runs-on'),
    });
    expect(width.name).toBe('job open');
    const none = { uri: uriOf(CALLER), position: { line: 0, character: 0 } };
    expect(await editor.client.sendRequest('trustscope/sessionWidth', none)).toBeNull();
  });
});

describe('navigation', () => {
  it('leads from the call to the callee and back', async () => {
    const call = editor.at(CALLER, './.github');
    const [target] = await editor.client.sendRequest<LocationLink[]>('textDocument/definition', call);
    expect(target).toMatchObject({
      targetUri: uriOf(CALLEE),
      originSelectionRange: { start: editor.position(CALLER, './.github') },
    });
    const callers = await editor.client.sendRequest<Location[]>('textDocument/references', {
      ...editor.at(CALLEE, 'workflow_call'),
      context: { includeDeclaration: false },
    });
    expect(callers).toMatchObject([{ uri: uriOf(CALLER), range: { start: { line: 5 } } }]);
  });

  it('links the path of the callee', async () => {
    const links = await editor.client.sendRequest<DocumentLink[]>('textDocument/documentLink', document);
    expect(links).toMatchObject([{ target: uriOf(CALLEE) }]);
  });
});

describe('completion', () => {
  it('offers the keys of the configuration', async () => {
    const params = { textDocument: { uri: uriOf(CONFIGURATION) }, position: { line: 1, character: 2 } };
    const items = await editor.client.sendRequest<CompletionItem[]>('textDocument/completion', params);
    expect(items.map(({ label }) => label)).toContain('defaultTokenPermissions');
  });
});
