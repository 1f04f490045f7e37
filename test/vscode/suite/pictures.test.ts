import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, file, finding, hoverAt, leavesNoTrace, noFinding, open } from './workbench.js';

/** The first quick-fix for a finding of the rule whose title fits. */
async function fixFor(uri: vscode.Uri, rule: string, title: RegExp): Promise<vscode.CodeAction> {
  const { range } = await finding(uri, rule);
  return eventually(`a fix for ${rule}`, async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      10,
    );
    return actions.find((action) => title.test(action.title) && action.edit !== undefined);
  });
}

async function apply({ edit }: vscode.CodeAction): Promise<void> {
  assert.ok(edit !== undefined && (await vscode.workspace.applyEdit(edit)), 'the edit was refused');
}

describe('what the examples show', () => {
  leavesNoTrace();

  it('an account may call one tier of an API, and the export of customers asks nothing anew', async () => {
    const uri = file('examples/deploy/shop.yaml');
    await open(uri);
    const { message } = await finding(uri, 'sensitive-data-without-gate');
    assert.match(message, /customer data/u);
    const hover = await hoverAt(uri, '/internal/stock/*');
    assert.match(hover, /internal\/stock/u);
  });

  it('a worker that consumes may also publish, and the fix splits the user', async () => {
    const uri = file('examples/rabbitmq/definitions.json');
    const { document } = await open(uri);
    await apply(await fixFor(uri, 'consume-and-publish', /^Split /u));
    await noFinding(uri, 'consume-and-publish');
    assert.match(document.getText(), /-publisher"/u);
  });

  it('an agent reaches an admin console without asking, and the fix lets it ask', async () => {
    const uri = file('examples/.claude/settings.json');
    const { document } = await open(uri);
    await apply(await fixFor(uri, 'agent-admin-reach', /^Ask before /u));
    await noFinding(uri, 'agent-admin-reach');
    assert.match(document.getText(), /"ask"/u);
  });
});
