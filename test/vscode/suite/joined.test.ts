import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  eventually,
  file,
  finding,
  hoverAt,
  leavesNoTrace,
  noFinding,
  offered,
  open,
  placeOf,
  workflow,
} from './workbench.js';

/** Where the definition of the words is: the file, and the text of the line. */
async function definitionOf(
  uri: vscode.Uri,
  words: string,
  into = 1,
): Promise<{ path: string; line: string }> {
  const { document } = await open(uri);
  const [target] = await eventually(`a definition of "${words}"`, async () => {
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      uri,
      placeOf(document, words, { into }),
    );
    return found.length > 0 && found;
  });
  assert.ok(target !== undefined);
  const [at, range] =
    'targetUri' in target
      ? [target.targetUri, target.targetSelectionRange ?? target.targetRange]
      : [target.uri, target.range];
  const defining = await vscode.workspace.openTextDocument(at);
  return { path: vscode.workspace.asRelativePath(at), line: defining.lineAt(range.start.line).text.trim() };
}

/** What stands in the editor. */
function textOf(uri: vscode.Uri): string {
  const shown = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return shown?.getText() ?? '';
}

describe('from a pipeline to its role and policy', () => {
  leavesNoTrace();

  it('the definition of the role that a job takes is the role', async () => {
    const target = await definitionOf(workflow('cloud'), 'arn:aws:iam::111122223333:role/shop-artifacts');
    assert.equal(target.path, 'infra/roles.yaml');
    assert.match(target.line, /shop-artifacts|ArtifactsRole/u);
  });

  it('the hover on it says what the role reaches', async () => {
    const text = await hoverAt(workflow('cloud'), 'arn:aws:iam::111122223333:role/shop-artifacts');
    assert.match(text, /s3:PutObject/u);
    assert.match(text, /shop-artifacts/u);
  });

  it('the hover on the trust policy names the jobs that it trusts', async () => {
    const text = await hoverAt(file('infra/roles.yaml'), 'oidc-provider/token.actions.githubusercontent.com');
    assert.match(text, /Lets in/u);
    assert.match(text, /job `upload`/u);
  });

  it('an action says what it does', async () => {
    const text = await hoverAt(file('infra/roles.yaml'), 's3:PutObject');
    assert.match(text, /object/iu);
  });

  it('billing in the reach of a release is a finding, and its fix takes it away', async () => {
    const uri = file('infra/roles.yaml');
    await open(uri);
    const actions = await offered(uri, 'billing-in-reach');
    const fix = actions.find(({ title }) => title.startsWith('Remove aws-portal:ModifyBilling'));
    assert.ok(fix?.edit !== undefined);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await noFinding(uri, 'billing-in-reach');
    assert.doesNotMatch(textOf(uri), /aws-portal/u);
  });
});

describe('from a workload to its account, its roles and its cloud role', () => {
  leavesNoTrace();

  it('walks from file to file', async () => {
    const account = await definitionOf(file('cluster/workload.yaml'), 'serviceAccountName: api', 21);
    assert.equal(account.path, 'cluster/account.yaml');
    const named = await definitionOf(file('cluster/rbac.yaml'), 'name: api\n    namespace', 7);
    assert.equal(named.path, 'cluster/account.yaml');
    const role = await definitionOf(file('cluster/account.yaml'), 'arn:aws:iam::111122223333:role/shop-api');
    assert.equal(role.path, 'infra/roles.yaml');
  });

  it('the workload shows how far its account reaches', async () => {
    const { document } = await open(file('cluster/workload.yaml'));
    const lens = await eventually('a lens', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      return lenses.find(({ command }) => command?.title.startsWith('runs as shop/api'));
    });
    assert.match(lens.command?.title ?? '', /delete/u);
  });

  it('a binding for the whole cluster becomes one for the namespace', async () => {
    const uri = file('cluster/rbac.yaml');
    await open(uri);
    const { range } = await finding(uri, 'cluster-wide-binding');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      10,
    );
    const fix = actions.find(({ title }) => title.startsWith('Bind it in namespace shop only'));
    assert.ok(fix?.edit !== undefined);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(textOf(uri), /kind: RoleBinding\nmetadata:\n {2}name: deployments\n {2}namespace: shop/u);
    await noFinding(uri, 'cluster-wide-binding');
  });

  it('a fix that takes two files changes both', async () => {
    const [account, runner] = [file('ci/account.yaml'), file('ci/runner.yaml')];
    await open(account);
    const { range } = await finding(account, 'legacy-token');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      account,
      range,
      vscode.CodeActionKind.QuickFix.value,
      10,
    );
    const fix = actions.find(({ edit }) => (edit?.size ?? 0) > 1);
    assert.ok(fix?.edit !== undefined);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await vscode.workspace.openTextDocument(runner);
    assert.match(textOf(runner), /serviceAccountToken:/u);
    assert.doesNotMatch(textOf(account), /kubernetes\.io\/service-account-token/u);
    await noFinding(account, 'legacy-token');
  });
});
