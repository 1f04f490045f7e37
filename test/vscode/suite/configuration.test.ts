import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  eventually,
  file,
  finding,
  hoverAt,
  leavesNoTrace,
  noFinding,
  open,
  placeOf,
  type,
  workflow,
} from './workbench.js';

const configuration = file('badly-configured/.trustscope.yml');

describe('a mistake in .trustscope.yml', () => {
  leavesNoTrace();

  it('is a problem at its line that names the key and what is allowed, also when it is not open', async () => {
    const { range, message, severity } = await finding(configuration, 'configuration');
    assert.equal(severity, vscode.DiagnosticSeverity.Error);
    assert.match(message, /assume\.defaultTokenPermissions/u);
    assert.match(message, /permissive/u);
    assert.match(message, /restricted/u);
    const document = await vscode.workspace.openTextDocument(configuration);
    assert.equal(document.getText(range), 'generous');
  });

  it('goes when it is mended', async () => {
    await open(configuration);
    await finding(configuration, 'configuration');
    await type(configuration, 'generous', 'restricted');
    await noFinding(configuration, 'configuration');
  });
});

describe('writing .trustscope.yml', () => {
  leavesNoTrace();

  it('offers keys and values', async () => {
    const { document } = await open(configuration);
    assert.ok((await completionsAt(document, 'defaultTokenPermissions', 0)).includes('environments'));
    assert.deepEqual((await completionsAt(document, 'generous', 0)).sort(), ['permissive', 'restricted']);
    assert.ok((await completionsAt(document, 'warning', 0)).includes('off'));
  });

  it('explains a key', async () => {
    await open(configuration);
    assert.match(await hoverAt(configuration, 'defaultTokenPermissions'), /permissive|restricted/u);
  });
});

describe('a configuration', () => {
  leavesNoTrace();

  it('counts for the workflows of its folder as soon as it is written', async () => {
    const release = workflow('release');
    await finding(release, 'broad-token-permissions');
    const own = file('.trustscope.yml');
    await vscode.workspace.fs.writeFile(own, Buffer.from("rules:\n  broad-token-permissions: 'off'\n"));
    await noFinding(release, 'broad-token-permissions');
    await vscode.workspace.fs.delete(own);
    await finding(release, 'broad-token-permissions');
  });
});

/** The labels of TrustScope's own completions at the beginning of the words. */
function completionsAt(document: vscode.TextDocument, words: string, into: number): Promise<string[]> {
  return eventually(`completions at "${words}"`, async () => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      placeOf(document, words, { into }),
    );
    // Words of the file are what the editor itself offers.
    const own = items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
    return own.length > 0 && own.map(({ label }) => (typeof label === 'string' ? label : label.label));
  });
}
