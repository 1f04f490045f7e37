import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { finding, hoverAt, leavesNoTrace, lensesOf, noFinding, open, type, workflow } from './workbench.js';

describe('an untrusted workspace', () => {
  leavesNoTrace();

  it('does not keep the extension from starting', async () => {
    assert.equal(vscode.workspace.isTrusted, false, 'the window trusts the workspace');
    const extension = vscode.extensions.getExtension('trustscope.trustscope');
    assert.ok(extension, 'restricted mode disabled trustscope.trustscope');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('has its findings, hovers, lenses and links between files, since nothing of it is run', async () => {
    const { uri } = (await open(workflow('release'))).document;
    await finding(uri, 'broad-token-permissions');
    assert.match(await hoverAt(uri, 'publish:'), /Session of job `publish`/u);
    await lensesOf(uri, 2);
    await open(workflow('deploy'));
    await type(workflow('deploy'), 'contents: read', 'contents: write');
    await finding(workflow('ship'), 'callee-exceeds-caller');
    await type(workflow('deploy'), 'contents: write', 'contents: read');
    await noFinding(workflow('ship'), 'callee-exceeds-caller');
  });
});
