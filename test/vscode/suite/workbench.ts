import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Longest wait for anything; on an idle machine all of it is there in well under two seconds. */
const patience = 15_000;
const between = 50;

/** A file of the workspace. */
export function file(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** A workflow of the workspace. */
export function workflow(name: string): vscode.Uri {
  return file(`.github/workflows/${name}.yml`);
}

/** Looks until there is something to see, and gives it; says what was seen last when it never comes. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  explain: () => unknown = () => undefined,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > deadline) {
      const last = explain();
      assert.fail(
        `${what}: not within ${patience / 1000} s${last === undefined ? '' : `; last: ${show(last)}`}`,
      );
    }
    await pause(between);
  }
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}

export async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(uri, { preview: false });
}

/** The place of the `nth` occurrence of the words, by default a character into it. */
export function placeOf(
  document: vscode.TextDocument,
  words: string,
  { nth = 0, into = 1 } = {},
): vscode.Position {
  let at = -1;
  for (let count = 0; count <= nth; count++) {
    at = document.getText().indexOf(words, at + 1);
    assert.notEqual(at, -1, `"${words}" does not stand ${nth + 1} times in ${document.uri.path}`);
  }
  return document.positionAt(at + into);
}

/** Types: replaces the first occurrence of the words, in the editor only. */
export async function type(uri: vscode.Uri, words: string, replacement: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const start = placeOf(document, words, { into: 0 });
  const end = document.positionAt(document.offsetAt(start) + words.length);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(start, end), replacement);
  assert.ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
}

/** What TrustScope says of a file, open or not. */
export function diagnosticsOf(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'trustscope');
}

/** The rule's id, or what kind of problem it is. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits for a finding of the rule in the file. */
export function finding(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return eventually(
    `${rule} in ${uri.path}`,
    () => diagnosticsOf(uri).find((diagnostic) => codeOf(diagnostic) === rule),
    () => diagnosticsOf(uri).map(codeOf),
  );
}

/** Waits until the rule says nothing more of the file. */
export async function noFinding(uri: vscode.Uri, rule: string): Promise<void> {
  await eventually(
    `no ${rule} in ${uri.path}`,
    () => !diagnosticsOf(uri).some((diagnostic) => codeOf(diagnostic) === rule) || undefined,
    () => diagnosticsOf(uri).map(codeOf),
  );
}

/** What the light bulb offers for a finding of the rule, once it offers anything. */
export function offered(
  uri: vscode.Uri,
  rule: string,
): Promise<readonly [vscode.CodeAction, ...vscode.CodeAction[]]> {
  return eventually(`quick-fixes for ${rule}`, async () => {
    const { range } = await finding(uri, rule);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
      10,
    );
    const [first, ...others] = actions;
    return first !== undefined && ([first, ...others] as const);
  });
}

/** A quick-fix for a finding of the rule by its title, once it is offered. */
export function offeredAs(uri: vscode.Uri, rule: string, title: RegExp): Promise<vscode.CodeAction> {
  return eventually(`a quick-fix ${String(title)}`, async () =>
    (await offered(uri, rule)).find((action) => title.test(action.title)),
  );
}

/** Does what an action of the light bulb does. */
export async function choose({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit !== undefined) assert.ok(await vscode.workspace.applyEdit(edit), 'the edit was refused');
  if (command !== undefined) {
    const { command: name, arguments: args = [] } = command as { command: string; arguments?: unknown[] };
    await vscode.commands.executeCommand(name, ...args);
  }
}

/** The text of TrustScope's hover at the words, once there is one. The hover is the one place where it speaks. */
export async function hoverAt(uri: vscode.Uri, words: string, nth = 0): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri);
  const position = placeOf(document, words, { nth });
  return eventually(`a hover on "${words}"`, async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      position,
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
    return text === '' ? undefined : text;
  });
}

/** The lenses of the file, in the order of its lines, once there are as many. */
export function lensesOf(uri: vscode.Uri, count: number): Promise<readonly vscode.CodeLens[]> {
  return eventually(`${count} code lenses in ${uri.path}`, async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
      count,
    );
    return lenses.length === count && lenses;
  });
}

/** Puts a function of VS Code's, such as a question to the person, out of the way for one test. */
export function standIn(
  name: 'showInputBox' | 'showInformationMessage',
  answer: (...args: readonly unknown[]) => Promise<string | undefined>,
): void {
  const original = vscode.window[name];
  undo.push(() => Object.assign(vscode.window, { [name]: original }));
  Object.assign(vscode.window, { [name]: answer });
}

/** Changes a setting of the workspace for one test. */
export async function setting(section: string, name: string, value: unknown): Promise<void> {
  const write = (to: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration(section).update(name, to, vscode.ConfigurationTarget.Workspace);
  undo.push(() => write(undefined));
  await write(value);
}

const undo: (() => unknown)[] = [];

/** In every `describe`: after each test the workspace and its windows are as they were. */
export function leavesNoTrace(): void {
  const texts = new Map<string, string>();

  before(async () => {
    for (const uri of await vscode.workspace.findFiles('**/*.yml')) {
      texts.set(uri.toString(), await read(uri));
    }
  });

  afterEach(async () => {
    for (const back of undo.splice(0).reverse()) await back();
    for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const [key, text] of texts) {
      const uri = vscode.Uri.parse(key, true);
      if ((await read(uri)) !== text) await write(uri, text);
    }
  });
}

/** What stands on the disk, whatever an editor shows. */
export async function read(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Writes to the disk, as another program would. */
export async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}
