import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  eventually,
  finding,
  leavesNoTrace,
  noFinding,
  open,
  read,
  setting,
  standIn,
  workflow,
} from './workbench.js';

/** What the light bulb offers for a finding. */
async function offered(uri: vscode.Uri, diagnostic: vscode.Diagnostic): Promise<readonly vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    diagnostic.range,
    vscode.CodeActionKind.QuickFix.value,
    10,
  );
  return actions.filter(({ kind }) => kind?.value === vscode.CodeActionKind.QuickFix.value);
}

async function choose({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit !== undefined) assert.ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
  if (command !== undefined) {
    const { command: name, arguments: args = [] } = command as { command: string; arguments?: unknown[] };
    await vscode.commands.executeCommand(name, ...args);
  }
}

describe('a quick-fix', () => {
  leavesNoTrace();

  it('says its result, changes the text and nothing beside it, and the finding goes', async () => {
    const { document } = await open(workflow('ship'));
    const { uri } = document;
    const before = document.getText();
    const actions = await offered(uri, await finding(uri, 'inherited-secrets'));
    const [first] = actions;
    assert.ok(first, 'nothing is offered');
    assert.equal(first.title, 'Pass only DEPLOY_KEY');
    assert.equal(first.isPreferred, true);
    await choose(first);
    assert.equal(
      document.getText(),
      before.replace('secrets: inherit', 'secrets:\n      DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}'),
    );
    await noFinding(uri, 'inherited-secrets');
  });

  it('that may break something says what', async () => {
    const { document } = await open(workflow('release'));
    const { uri } = document;
    const actions = await offered(uri, await finding(uri, 'broad-token-permissions'));
    const [first] = actions;
    assert.ok(first, 'nothing is offered');
    assert.match(first.title, /^Grant only `contents: read` \(.+\)$/u);
    assert.notEqual(first.isPreferred, true);
    await choose(first);
    assert.match(document.getText(), /^permissions:\n {2}contents: read\n/mu);
    await noFinding(uri, 'broad-token-permissions');
  });

  it('for all safe ones runs on save', async () => {
    const { uri } = (await open(workflow('ship'))).document;
    await finding(uri, 'inherited-secrets');
    await setting('editor', 'codeActionsOnSave', { 'source.fixAll.trustscope': 'explicit' });
    const document = await vscode.workspace.openTextDocument(uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '# ships\n');
    await vscode.workspace.applyEdit(edit);
    assert.ok(await document.save());
    await eventually('the fix on the disk', async () =>
      (await read(uri)).includes('DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}'),
    );
    assert.ok((await read(uri)).startsWith('# ships\n'));
    await noFinding(uri, 'inherited-secrets');
  });
});

describe('a suppression', () => {
  leavesNoTrace();

  it('asks for the reason and writes it beside the line', async () => {
    const { document } = await open(workflow('release'));
    const { uri } = document;
    const actions = await offered(uri, await finding(uri, 'broad-token-permissions'));
    const suppress = actions.find(({ title }) => title === 'Suppress broad-token-permissions with a reason…');
    assert.ok(suppress, actions.map(({ title }) => title).join(' | '));
    assert.equal(actions.indexOf(suppress), actions.length - 1);
    standIn('showInputBox', () => Promise.resolve('split next week'));
    await choose(suppress);
    assert.match(
      document.getText(),
      /# trustscope: ignore\[broad-token-permissions\] split next week(?:\n| .*\n)?permissions: write-all|permissions: write-all # trustscope: ignore\[broad-token-permissions\] split next week/u,
    );
    await noFinding(uri, 'broad-token-permissions');
  });

  it('leaves the file alone when no reason is given', async () => {
    const { document } = await open(workflow('release'));
    const before = document.getText();
    const actions = await offered(document.uri, await finding(document.uri, 'broad-token-permissions'));
    standIn('showInputBox', () => Promise.resolve(undefined));
    await choose(actions.at(-1)!);
    assert.equal(document.getText(), before);
  });
});
