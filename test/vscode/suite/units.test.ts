import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, file, hoverAt, leavesNoTrace, open, placeOf, workflow } from './workbench.js';

type Target = vscode.Location | vscode.LocationLink;

/** Where a command leads from the words: each file with the text of its line. */
async function ledTo(
  command: 'vscode.executeDefinitionProvider' | 'vscode.executeReferenceProvider',
  uri: vscode.Uri,
  words: string,
): Promise<readonly string[]> {
  const { document } = await open(uri);
  const targets = await eventually(`an answer of ${command} at "${words}"`, async () => {
    const position = placeOf(document, words, { into: words.length - 1 });
    const found = await vscode.commands.executeCommand<Target[]>(command, uri, position);
    return found.length > 0 && found;
  });
  return Promise.all(
    targets.map(async (target) => {
      const [at, range] =
        'targetUri' in target
          ? [target.targetUri, target.targetSelectionRange ?? target.targetRange]
          : [target.uri, target.range];
      const text = await vscode.workspace.openTextDocument(at);
      return `${vscode.workspace.asRelativePath(at)} ${text.lineAt(range.start.line).text.trim()}`;
    }),
  );
}

const ROLE = 'units/modules/role/main.tf resource "aws_iam_role" "this" {';

describe('units of many files', () => {
  leavesNoTrace();

  it('a workflow leads over a secret to the role of a module that another folder calls, and to its policy', async () => {
    const asked = await ledTo('vscode.executeDefinitionProvider', workflow('ship-role'), 'SHIP_ROLE_ARN');
    assert.deepEqual(asked, [ROLE]);
    const text = await hoverAt(workflow('ship-role'), 'SHIP_ROLE_ARN');
    assert.match(text, /role `unit-ship`/u);
    assert.match(text, /s3:PutObject/u);
  });

  it('the call of the module shows the role that it makes, and its output leads there', async () => {
    const live = file('units/live/main.tf');
    assert.match(await hoverAt(live, 'ship" {'), /Role `unit-ship`/u);
    const led = await ledTo('vscode.executeDefinitionProvider', live, 'module.ship.arn');
    assert.ok(led.includes('units/modules/role/main.tf output "arn" {'), led.join('\n'));
  });

  it('the role of the module leads back to what names it', async () => {
    const named = await ledTo(
      'vscode.executeReferenceProvider',
      file('units/modules/role/main.tf'),
      'aws_iam_role.this',
    );
    assert.ok(
      named.some((one) => one.endsWith('role = aws_iam_role.this.id')),
      named.join('\n'),
    );
  });

  it('a job of GitLab is read through two includes, and leads to what it extends', async () => {
    const job = file('units/ci/main.yml');
    const extended = await ledTo('vscode.executeDefinitionProvider', job, '.published');
    assert.deepEqual(extended, ['units/ci/jobs.yml .published:']);
    const text = await hoverAt(file('units/ci/jobs.yml'), 'role/shop-artifacts');
    assert.match(text, /shop-artifacts/u);
    assert.match(text, /job `publish`/u);
  });

  it('a job of Azure shows what it hands to its template', async () => {
    const text = await hoverAt(file('units/azure/azure-pipelines.yml'), 'aws-unit');
    assert.match(text, /Service connection of type AWS/u);
  });
});
