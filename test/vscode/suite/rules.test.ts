import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  choose,
  eventually,
  file,
  finding,
  leavesNoTrace,
  noFinding,
  offeredAs,
  open,
  read,
  setting,
  workflow,
} from './workbench.js';

const RULE = 'broad-token-permissions';

/** Waits until the page of the rule is what one sees. */
function pageOf(rule: string): Promise<boolean> {
  return eventually(
    `the page of ${rule}`,
    () => vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes(rule) === true,
    () => vscode.window.tabGroups.activeTabGroup.activeTab?.label,
  );
}

describe('the page of a rule', () => {
  leavesNoTrace();

  it('opens by the command, and brings its text along', async () => {
    await vscode.commands.executeCommand('trustscope.openRulePage', 'untrusted-initiator');
    assert.ok(await pageOf('untrusted-initiator'));
    const { extensionUri } = vscode.extensions.getExtension('trustscope.trustscope') ?? {};
    assert.ok(extensionUri);
    const page = vscode.Uri.joinPath(extensionUri, 'docs/rules/untrusted-initiator.md');
    assert.match(await read(page), /^# untrusted-initiator\n/u);
  });

  it('opens from the light bulb', async () => {
    const { uri } = (await open(workflow('release'))).document;
    await choose(await offeredAs(uri, RULE, /^Open the page of broad-token-permissions$/u));
    assert.ok(await pageOf(RULE));
  });

  it('is none for a name that is no rule', async () => {
    await open(workflow('release'));
    await vscode.commands.executeCommand('trustscope.openRulePage', '../../package');
    assert.ok(vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('release.yml'));
  });
});

describe('a rule', () => {
  leavesNoTrace();

  it('is turned off in the workspace by a quick-fix that writes the configuration', async () => {
    const { uri } = (await open(workflow('release'))).document;
    const own = file('.trustscope.yml');
    try {
      await choose(await offeredAs(uri, RULE, /^Turn off broad-token-permissions in the workspace$/u));
      const written = await vscode.workspace.openTextDocument(own);
      assert.ok(await written.save());
      assert.match(await read(own), /^rules:\n\s+broad-token-permissions:\n\s+severity: 'off'\n$/u);
      await noFinding(uri, RULE);
    } finally {
      await vscode.workspace.fs.delete(own);
    }
    await finding(uri, RULE);
  });

  it('has the severity that a setting gives it, and is silent where that is off', async () => {
    const { uri } = (await open(workflow('release'))).document;
    await finding(uri, RULE);
    await setting('trustscope', 'rules', { [RULE]: 'hint' });
    await eventually(
      'a hint',
      async () => (await finding(uri, RULE)).severity === vscode.DiagnosticSeverity.Hint,
    );
    await setting('trustscope', 'rules', { [RULE]: 'off' });
    await noFinding(uri, RULE);
  });
});

describe('the first reading', () => {
  leavesNoTrace();

  it('shows that it goes on', async () => {
    const original = vscode.window.withProgress.bind(vscode.window);
    const titles: (string | undefined)[] = [];
    const told: typeof original = (options, task) => {
      titles.push(options.title);
      return original(options, task);
    };
    Object.assign(vscode.window, { withProgress: told });
    try {
      await vscode.commands.executeCommand('trustscope.restartServer');
      await eventually(
        'the progress',
        () => titles.includes('TrustScope: reading the workspace'),
        () => titles,
      );
    } finally {
      Object.assign(vscode.window, { withProgress: original });
    }
  });
});
