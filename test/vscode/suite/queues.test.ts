import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, file, finding, leavesNoTrace, noFinding, open } from './workbench.js';

const DEFINITIONS = 'rabbitmq/definitions.json';

interface Permission {
  readonly user: string;
  readonly write: string;
  readonly read: string;
}

interface Definitions {
  readonly users: readonly { readonly name: string; readonly password_hash: string }[];
  readonly permissions: readonly Permission[];
}

function permissionsOf(text: string, name: string): readonly (readonly [write: string, read: string])[] {
  const { permissions } = JSON.parse(text) as Definitions;
  return permissions.filter(({ user }) => user === name).map(({ write, read }) => [write, read]);
}

describe('a user of a broker', () => {
  leavesNoTrace();

  it('that consumes and publishes is a finding, and its fix makes two users of it', async () => {
    const uri = file(DEFINITIONS);
    const { document } = await open(uri);
    const { range, message } = await finding(uri, 'consume-and-publish');
    assert.match(message, /'order-worker' may consume from '\^orders\$ in shop'/u);
    assert.equal(document.getText(range).includes('orders-in'), true);
    const actions = await eventually('the fix', async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
        10,
      );
      return found.length > 0 && found;
    });
    const fix = actions.find(({ title }) => title.startsWith('Split order-worker'));
    assert.ok(fix?.edit !== undefined, actions.map(({ title }) => title).join(', '));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await noFinding(uri, 'consume-and-publish');
    const text = document.getText();
    assert.deepEqual(permissionsOf(text, 'order-worker'), [['^$', '^orders$']]);
    assert.deepEqual(permissionsOf(text, 'order-worker-publisher'), [['^(orders-in|receipts-in)$', '^$']]);
    const { users } = JSON.parse(text) as Definitions;
    assert.equal(users.find(({ name }) => name === 'order-worker-publisher')?.password_hash, '');
  });
});
