import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, leavesNoTrace, open, placeOf, workflow } from './workbench.js';

type Target = vscode.Location | vscode.LocationLink;

function placesAt(
  command: 'vscode.executeDefinitionProvider' | 'vscode.executeReferenceProvider',
  document: vscode.TextDocument,
  words: string,
): Promise<readonly Target[]> {
  return eventually(`an answer of ${command} at "${words}"`, async () => {
    const position = placeOf(document, words);
    const found = await vscode.commands.executeCommand<Target[]>(command, document.uri, position);
    return found.length > 0 && found;
  });
}

function uriOf(target: Target | undefined): string {
  return String(target !== undefined && ('targetUri' in target ? target.targetUri : target.uri));
}

describe('between caller and callee', () => {
  leavesNoTrace();

  it('the definition of a call is the called file', async () => {
    const { document } = await open(workflow('ship'));
    const targets = await placesAt('vscode.executeDefinitionProvider', document, './.github/workflows');
    assert.deepEqual(targets.map(uriOf), [workflow('deploy').toString()]);
  });

  it('the references of a callable file are its calls', async () => {
    const { document } = await open(workflow('deploy'));
    const targets = await placesAt('vscode.executeReferenceProvider', document, 'workflow_call');
    const calls = targets.filter((target) => uriOf(target) === workflow('ship').toString());
    assert.equal(calls.length, 1);
    const [call] = calls;
    const caller = await vscode.workspace.openTextDocument(workflow('ship'));
    assert.ok(call instanceof vscode.Location);
    assert.equal(caller.getText(call.range), './.github/workflows/deploy.yml');
  });

  it('the definition of a secret is where the file asks for it', async () => {
    const { document } = await open(workflow('deploy'));
    const [target] = await placesAt('vscode.executeDefinitionProvider', document, 'secrets.DEPLOY_KEY');
    assert.equal(uriOf(target), document.uri.toString());
    assert.ok(target !== undefined);
    const { start } =
      'targetUri' in target ? (target.targetSelectionRange ?? target.targetRange) : target.range;
    assert.equal(document.lineAt(start.line).text.trim(), 'DEPLOY_KEY:');
  });

  it('a local path is a link to its file', async () => {
    const { document } = await open(workflow('ship'));
    const targets = await eventually('links', async () => {
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        document.uri,
        10,
      );
      return links.length > 0 && links.map(({ target }) => String(target));
    });
    assert.deepEqual(targets, [workflow('deploy').toString()]);
  });
});
