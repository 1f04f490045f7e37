import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  choose,
  eventually,
  file,
  finding,
  leavesNoTrace,
  noFinding,
  offered,
  offeredAs,
  open,
  read,
  setting,
  standIn,
  type,
  workflow,
} from './workbench.js';

/** With the reviewers of `production` declared: an environment that may ask nobody is no fix. */
async function withReviewers(act: () => Promise<void>): Promise<void> {
  const own = file('.trustscope.yml');
  const text = 'assume:\n  environments:\n    production: { reviewers: true }\n';
  await vscode.workspace.fs.writeFile(own, Buffer.from(text));
  try {
    await act();
  } finally {
    await vscode.workspace.fs.delete(own);
  }
}

describe('a quick-fix', () => {
  leavesNoTrace();

  it('says its result, changes the text and nothing beside it, and the finding goes', async () => {
    const { document } = await open(workflow('ship'));
    const { uri } = document;
    const before = document.getText();
    const [first] = await offered(uri, 'inherited-secrets');
    assert.equal(first.title, 'Pass only DEPLOY_KEY');
    assert.equal(first.isPreferred, true);
    await choose(first);
    assert.equal(
      document.getText(),
      before.replace('secrets: inherit', 'secrets:\n      DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}'),
    );
    await noFinding(uri, 'inherited-secrets');
  });

  it('of the whole file changes each job to what its steps need', async () => {
    const { document } = await open(workflow('release'));
    const { uri } = document;
    const [first] = await offered(uri, 'broad-token-permissions');
    await choose(first);
    assert.doesNotMatch(document.getText(), /write-all/u);
    assert.match(document.getText(), /^ {6}contents: write\b/mu);
    await noFinding(uri, 'broad-token-permissions');
  });

  it('that may break something says what, and is not the preferred one', async () => {
    const { document } = await open(workflow('nightly'));
    const { uri } = document;
    await withReviewers(async () => {
      const action = await offeredAs(uri, 'ungated-secret', /^Run job export in environment production ⚠/u);
      assert.notEqual(action.isPreferred, true);
      await choose(action);
      assert.match(document.getText(), /^ {4}environment: production$/mu);
    });
  });

  it('for all of a kind is offered where there are several, and mends them together', async () => {
    const { document } = await open(workflow('nightly'));
    const { uri } = document;
    await withReviewers(async () => {
      await choose(await offeredAs(uri, 'ungated-secret', /^Fix all ungated-secret in this file$/u));
      assert.equal(document.getText().match(/^ {4}environment: production$/gmu)?.length, 2);
      await noFinding(uri, 'ungated-secret');
    });
  });

  it('for all safe ones runs on save', async () => {
    const { uri } = (await open(workflow('ship'))).document;
    await finding(uri, 'inherited-secrets');
    await setting('editor', 'codeActionsOnSave', { 'source.fixAll.trustscope': 'explicit' });
    await type(uri, 'name: ship', '# ships\nname: ship');
    const document = await vscode.workspace.openTextDocument(uri);
    assert.ok(await document.save());
    await eventually('the fix on the disk', async () =>
      (await read(uri)).includes('DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}'),
    );
    assert.ok((await read(uri)).startsWith('# ships\n'));
    await noFinding(uri, 'inherited-secrets');
  });
});

describe('a suppression', () => {
  leavesNoTrace();

  it('asks for the reason and writes it beside the line', async () => {
    const { document } = await open(workflow('release'));
    const { uri } = document;
    const actions = await offered(uri, 'broad-token-permissions');
    const suppress = actions.find(({ title }) => title === 'Suppress broad-token-permissions with a reason…');
    assert.ok(suppress, actions.map(({ title }) => title).join(' | '));
    const after = actions.slice(actions.indexOf(suppress) + 1).map(({ title }) => title);
    assert.deepEqual(after, [
      'Turn off broad-token-permissions in the workspace',
      'Open the page of broad-token-permissions',
    ]);
    standIn('showInputBox', () => Promise.resolve('split next week'));
    await choose(suppress);
    assert.match(
      document.getText(),
      /# trustscope: ignore\[broad-token-permissions\] split next week(?:\n| .*\n)?permissions: write-all|permissions: write-all # trustscope: ignore\[broad-token-permissions\] split next week/u,
    );
    await noFinding(uri, 'broad-token-permissions');
  });

  it('leaves the file alone when no reason is given', async () => {
    const { document } = await open(workflow('release'));
    const before = document.getText();
    const suppress = await offeredAs(
      document.uri,
      'broad-token-permissions',
      /^Suppress broad-token-permissions/u,
    );
    standIn('showInputBox', () => Promise.resolve(undefined));
    await choose(suppress);
    assert.equal(document.getText(), before);
  });
});
