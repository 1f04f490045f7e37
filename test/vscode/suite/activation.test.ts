import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf, eventually, leavesNoTrace, open, workflow } from './workbench.js';

describe('the extension', () => {
  leavesNoTrace();

  it('is installed, starts by itself where there are workflows, and knows them all before one is opened', async () => {
    const extension = vscode.extensions.getExtension('trustscope.trustscope');
    assert.ok(extension, 'trustscope.trustscope is not among the extensions');
    await eventually('activation', () => extension.isActive);
    assert.deepEqual(vscode.window.visibleTextEditors, []);
    for (const name of ['release', 'preview', 'ship']) {
      await eventually(`findings in ${name}.yml`, () => diagnosticsOf(workflow(name)).length > 0);
    }
  });

  it('offers its commands', async () => {
    await open(workflow('release'));
    const commands = await vscode.commands.getCommands(true);
    for (const name of ['showScope', 'scanWorkspace', 'exportReport', 'restartServer']) {
      assert.ok(commands.includes(`trustscope.${name}`), name);
    }
  });
});
