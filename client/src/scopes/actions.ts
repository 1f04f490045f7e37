import type { QuickPickItem } from 'vscode';
import { Uri, commands, env, window, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  CodeAction,
  CodeActionKind,
  CodeActionRequest,
  CodeActionResolveRequest,
} from 'vscode-languageclient';
import type { FindingNode, SessionNode } from './nodes.js';

const suppress = 'trustscope.suppress';

interface FixItem extends QuickPickItem {
  readonly action: CodeAction;
}

/** Offers the quick-fixes of a finding, those that the light bulb has at its place, and does the one that is chosen. */
export async function fixFinding(client: BaseLanguageClient, node: FindingNode): Promise<void> {
  const actions = await actionsFor(client, node);
  const fixes = actions.filter(({ command }) => command?.command !== suppress);
  if (fixes.length === 0) {
    void window.showInformationMessage(
      'There is no fix for this finding that could be made safely. Its rule says what to do by hand.',
    );
    return;
  }
  const items = fixes.map((action): FixItem => ({
    label: action.title,
    action,
    ...(action.isPreferred === true ? { description: 'preferred' } : {}),
  }));
  const item = await window.showQuickPick(items, { title: plain(node.finding.message) });
  if (item !== undefined) await run(client, item.action);
}

/** Asks for a reason, and writes it beside the finding. */
export async function suppressFinding(client: BaseLanguageClient, node: FindingNode): Promise<void> {
  const action = (await actionsFor(client, node)).find(({ command }) => command?.command === suppress);
  if (action === undefined) {
    void window.showInformationMessage('This file has no room for a comment that suppresses a finding.');
    return;
  }
  await run(client, action);
}

/** Shows the controls that a finding touches, and opens the publisher's page of the one that is chosen. */
export async function showControls({ finding }: FindingNode): Promise<void> {
  const items = finding.controls.map(({ label, title, gist, url }) => ({
    label,
    description: title,
    detail: gist,
    url,
  }));
  const item = await window.showQuickPick(items, { title: 'Related controls', matchOnDescription: true });
  if (item !== undefined) await env.openExternal(Uri.parse(item.url, true));
}

/** Opens the card of a session. */
export async function showCard({ session }: SessionNode): Promise<void> {
  await commands.executeCommand('trustscope.showScope', { uri: session.uri, session: session.id });
}

/** What the server offers for the finding: what the light bulb at its place would, without what is about others. */
async function actionsFor(
  client: BaseLanguageClient,
  { finding }: FindingNode,
): Promise<readonly CodeAction[]> {
  const { rule, message, range } = finding;
  // Edits are made for the version of a document that is open.
  await workspace.openTextDocument(Uri.parse(finding.uri, true));
  const actions = await client.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: finding.uri },
    range: { start: range.start, end: range.end },
    context: {
      diagnostics: [{ source: 'trustscope', code: rule, message, range }],
      only: [CodeActionKind.QuickFix],
    },
  });
  return (actions ?? []).filter(
    (action): action is CodeAction => CodeAction.is(action) && (action.diagnostics?.length ?? 0) > 0,
  );
}

/** Does it; what the server works out only for an action that is chosen is asked for first. */
async function run(client: BaseLanguageClient, action: CodeAction): Promise<void> {
  const isWhole = action.edit !== undefined || action.command !== undefined;
  const { edit, command } = isWhole
    ? action
    : await client.sendRequest(CodeActionResolveRequest.type, action);
  if (edit !== undefined) {
    const changes = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
    if (!(await workspace.applyEdit(changes))) {
      void window.showWarningMessage('The file has changed meanwhile. Choose the fix once more.');
      return;
    }
  }
  if (command !== undefined) {
    await commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
  }
}

function plain(message: string): string {
  return message.replace(/`+/gu, '');
}
