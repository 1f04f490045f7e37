import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  codeOf,
  diagnosticsOf,
  eventually,
  finding,
  hoverAt,
  leavesNoTrace,
  lensesOf,
  noFinding,
  open,
  read,
  setting,
  type,
  workflow,
  write,
} from './workbench.js';

describe('a finding', () => {
  leavesNoTrace();

  it('stands at the narrowest text, with its severity, its rule and a link to the rule', async () => {
    const { document } = await open(workflow('release'));
    const { range, severity, code, message, source } = await finding(document.uri, 'broad-token-permissions');
    assert.equal(document.getText(range), 'write-all');
    assert.equal(severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(source, 'trustscope');
    assert.match(message, /^'write-all' lets GITHUB_TOKEN of /u);
    assert.ok(typeof code === 'object', 'the code has no link');
    assert.match(code.target.toString(), /^https:\/\/.*broad-token-permissions/u);
  });

  it('is an error where a stranger gets to the writes, and points at what comes together', async () => {
    const { document } = await open(workflow('preview'));
    const { severity, relatedInformation } = await finding(document.uri, 'untrusted-initiator');
    assert.equal(severity, vscode.DiagnosticSeverity.Error);
    const related = relatedInformation ?? [];
    assert.ok(related.length > 0, 'no related information');
    for (const { location, message } of related) {
      assert.equal(location.uri.toString(), document.uri.toString());
      assert.notEqual(message, '');
    }
    const places = related.map(({ location }) => document.getText(location.range));
    // What is held; the job that holds it is named in the message, and in sight.
    assert.ok(places.includes('write'), places.join(' | '));
  });

  it('comes and goes while one types', async () => {
    const { uri } = (await open(workflow('preview'))).document;
    await finding(uri, 'untrusted-initiator');
    await type(uri, 'contents: write', 'contents: read');
    await type(uri, 'pull_request_target', 'pull_request');
    await noFinding(uri, 'untrusted-initiator');
    await type(uri, 'contents: read', 'write-all');
    // Not YAML of a shape GitHub takes: a block that is a mapping and a word.
    await type(uri, 'permissions:\n      write-all', 'permissions: write-all');
    await finding(uri, 'broad-token-permissions');
  });

  it('goes with the text that was thrown away', async () => {
    const { uri } = (await open(workflow('deploy'))).document;
    await type(uri, 'permissions:\n      contents: read', 'permissions: write-all');
    await finding(uri, 'broad-token-permissions');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await noFinding(uri, 'broad-token-permissions');
  });

  it('is shown from the chosen severity on, and not at all where the extension is off', async () => {
    const release = workflow('release');
    await finding(release, 'broad-token-permissions');
    await setting('trustscope', 'minSeverity', 'error');
    await noFinding(release, 'broad-token-permissions');
    await finding(workflow('preview'), 'untrusted-initiator');
    await setting('trustscope', 'enable', false);
    await noFinding(workflow('preview'), 'untrusted-initiator');
  });
});

describe('files that belong together', () => {
  leavesNoTrace();

  it('show at the caller, which is not open, what was typed in the callee', async () => {
    const [caller, callee] = [workflow('ship'), workflow('deploy')];
    await open(callee);
    await noFinding(caller, 'callee-exceeds-caller');
    await type(callee, 'contents: read', 'contents: write');
    const { range, severity, relatedInformation = [] } = await finding(caller, 'callee-exceeds-caller');
    assert.equal(severity, vscode.DiagnosticSeverity.Error);
    assert.ok(
      relatedInformation.some(({ location }) => location.uri.toString() === callee.toString()),
      'the callee is not among the related places',
    );
    const lines = (await read(caller)).split('\n');
    assert.match(lines[range.start.line] ?? '', /uses: \.\/\.github|contents: read/u);
    assert.ok(
      !vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label === 'ship.yml'),
    );
    await type(callee, 'contents: write', 'contents: read');
    await noFinding(caller, 'callee-exceeds-caller');
  });

  it('show it too when another program wrote the callee', async () => {
    const [caller, callee] = [workflow('ship'), workflow('deploy')];
    const text = await read(callee);
    await write(callee, text.replace('contents: read', 'contents: read\n      packages: write'));
    await finding(caller, 'callee-exceeds-caller');
    await write(callee, text);
    await noFinding(caller, 'callee-exceeds-caller');
  });
});

describe('broken YAML', () => {
  leavesNoTrace();

  it('is one problem, and hovers and lenses stay', async () => {
    const { uri } = (await open(workflow('release'))).document;
    await finding(uri, 'broad-token-permissions');
    const titles = (await lensesOf(uri, 2)).map(({ command }) => command?.title);
    await type(uri, 'environment: production', 'environment: [production');
    const problem = await finding(uri, 'syntax');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(diagnosticsOf(uri).filter((other) => codeOf(other) === 'syntax').length, 1);
    assert.match(await hoverAt(uri, 'publish:'), /Session of job `publish`/u);
    assert.deepEqual(
      (await lensesOf(uri, 2)).map(({ command }) => command?.title),
      titles,
    );
    await type(uri, '[production', 'production');
    await eventually(
      'an end of the problem',
      () => !diagnosticsOf(uri).some((other) => codeOf(other) === 'syntax'),
    );
  });
});
