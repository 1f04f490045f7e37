import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension', () => {
  it('is installed and starts when a workflow is opened', async () => {
    const extension = vscode.extensions.getExtension('trustscope.trustscope');
    assert.ok(extension, 'trustscope.trustscope is not among the extensions');
    const [workflow] = await vscode.workspace.findFiles('.github/workflows/*.yml', undefined, 1);
    assert.ok(workflow, 'the workspace has no workflow');
    await vscode.window.showTextDocument(workflow);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
