import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('an untrusted workspace', () => {
  it('does not keep the extension from starting', async () => {
    assert.equal(vscode.workspace.isTrusted, false, 'the window trusts the workspace');
    const extension = vscode.extensions.getExtension('trustscope.trustscope');
    assert.ok(extension, 'restricted mode disabled trustscope.trustscope');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });
});
