import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, leavesNoTrace, lensesOf, open, placeOf, setting, workflow } from './workbench.js';

describe('a code lens', () => {
  leavesNoTrace();

  it('stands at each job with its scope in one line', async () => {
    const { document } = await open(workflow('release'));
    const lenses = await lensesOf(document.uri, 2);
    assert.deepEqual(
      lenses.map(({ range }) => document.lineAt(range.start.line).text.trim()),
      ['publish:', 'notes:'],
    );
    for (const { command } of lenses) {
      const title = command?.title ?? '';
      assert.match(
        title,
        /^(?:narrow|moderate|broad|unbounded)(?:, narrow if \w+ has reviewers)? · .* · .*6 h · .*push/u,
      );
      assert.ok(title.length <= 120, title);
    }
    assert.match(lenses[0]?.command?.title ?? '', /narrow if production has reviewers/u);
  });

  it('opens the card of its session', async () => {
    const { document } = await open(workflow('release'));
    const [, notes] = await lensesOf(document.uri, 2);
    const { command = '', arguments: args = [] } = notes?.command ?? {};
    await vscode.commands.executeCommand(command, ...(args as unknown[]));
    await eventually('the card of job notes', () =>
      cards().find((label) => label.startsWith('Session of job notes: ')),
    );
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
  });

  it('can be switched off', async () => {
    const { document } = await open(workflow('release'));
    await lensesOf(document.uri, 2);
    await setting('trustscope', 'codeLens.enabled', false);
    await lensesOf(document.uri, 0);
  });
});

describe('the card', () => {
  leavesNoTrace();

  it('opens for the job under the cursor and follows it', async () => {
    const editor = await open(workflow('release'));
    const { document } = editor;
    await lensesOf(document.uri, 2);
    const moveTo = (words: string): void => {
      const at = placeOf(document, words);
      editor.selection = new vscode.Selection(at, at);
    };
    moveTo('environment');
    await vscode.commands.executeCommand('trustscope.showScope');
    await eventually('the card of job publish', () => cards().some((label) => label.includes('job publish')));
    moveTo('gh release');
    await eventually('the card of job notes', () => cards().some((label) => label.includes('job notes')));
    assert.equal(cards().length, 1);
  });
});

function cards(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.includes('trustscope.sessionCard'),
    )
    .map(({ label }) => label);
}

describe('an inlay hint', () => {
  leavesNoTrace();

  it('names the permissions that no line grants', async () => {
    const { document } = await open(workflow('test'));
    const hint = await eventually('a hint', async () => (await hintsOf(document))[0]);
    assert.match(labelOf(hint), /^permissions: write-all \(.*default.*\)$/u);
    assert.deepEqual(hint.position, placeOf(document, 'unit:', { into: 'unit:'.length }));
  });

  it('says when they come from the whole file', async () => {
    const { document } = await open(workflow('release'));
    await eventually('two hints', async () => (await hintsOf(document)).length === 2);
    for (const hint of await hintsOf(document)) {
      assert.equal(labelOf(hint), 'permissions: write-all (from file)');
    }
  });

  it('is not there where a job says it itself', async () => {
    const { document } = await open(workflow('preview'));
    await lensesOf(document.uri, 1);
    assert.deepEqual(await hintsOf(document), []);
  });
});

function hintsOf(document: vscode.TextDocument): Thenable<vscode.InlayHint[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  return vscode.commands.executeCommand('vscode.executeInlayHintProvider', document.uri, all);
}

function labelOf({ label }: vscode.InlayHint): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}
