import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, finding, hoverAt, leavesNoTrace, open, standIn, workflow } from './workbench.js';

describe('the command', () => {
  leavesNoTrace();

  it('Scan Workspace fills its view and raises no message', async () => {
    const said: string[] = [];
    standIn('showInformationMessage', (message) => {
      said.push(String(message));
      return Promise.resolve(undefined);
    });
    await vscode.commands.executeCommand('trustscope.scanWorkspace');
    assert.deepEqual(said, []);
  });

  it('Export Report shows the report in each of its formats, and leaves nothing to be saved', async () => {
    const { sessions } = JSON.parse((await exported('json')).getText()) as { sessions?: readonly unknown[] };
    assert.ok((sessions?.length ?? 0) > 4, 'the report has no sessions');
    const { version, runs } = JSON.parse((await exported('sarif')).getText()) as {
      version?: string;
      runs?: readonly { results?: readonly unknown[] }[];
    };
    assert.equal(version, '2.1.0');
    assert.ok((runs?.[0]?.results?.length ?? 0) > 0, 'the SARIF has no results');
    assert.match((await exported('text')).getText(), /broad-token-permissions/u);
    await vscode.commands.executeCommand('trustscope.exportReport', 'html');
    const shown = await eventually(
      'the page',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label === 'Trust scope report',
    );
    assert.ok(shown);
    await vscode.commands.executeCommand('trustscope.exportReport', 'markdown');
    await eventually(
      'the preview',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('trust-scope.md') === true,
    );
    assert.deepEqual(
      vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty),
      [],
    );
  });

  it('Show Trust Scope says what to do where there is no session', async () => {
    const said: string[] = [];
    standIn('showInformationMessage', (message) => {
      said.push(String(message));
      return Promise.resolve(undefined);
    });
    const editor = await open(workflow('release'));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('trustscope.showScope');
    assert.deepEqual(said, ['No session starts here. Put the cursor into a job to see its trust scope.']);
  });

  it('Restart Server brings everything back', async () => {
    const { uri } = (await open(workflow('release'))).document;
    await finding(uri, 'broad-token-permissions');
    await vscode.commands.executeCommand('trustscope.restartServer');
    assert.match(await hoverAt(uri, 'publish:'), /Session of job `publish`/u);
    await finding(uri, 'broad-token-permissions');
    await finding(workflow('preview'), 'untrusted-initiator');
  });
});

async function exported(format: string): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('trustscope.exportReport', format);
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document?.uri.scheme === 'trustscope-report', `no document for ${format}`);
  return document;
}
