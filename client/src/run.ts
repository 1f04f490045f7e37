import type { ExtensionContext } from 'vscode';
import { commands, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { AnalysisDoneNotification } from '../../server/src/protocol.js';
import { BaseWatcher } from './base/baseWatcher.js';
import { CardComparison } from './base/compareCards.js';
import { WideningMarks } from './base/marks.js';
import { registerCommands } from './commands/register.js';
import { clientId } from './clientOptions.js';
import { GraphPanel } from './graph/graphPanel.js';
import { answerAssetRequests } from './ownAssets.js';
import { isRelevant } from './relevantFiles.js';
import { relevantGlobs } from './relevantGlobs.js';
import { requestsTo } from './requests.js';
import { Narrowing } from './scopes/narrowing.js';
import { ScopesView } from './scopes/scopesView.js';
import { SessionFiles } from './sessionFiles.js';
import { SessionAtCursor } from './sessionAtCursor.js';
import { SessionCardPanel } from './views/sessionCardPanel.js';
import { ReportPreview } from './views/reportPreview.js';
import { createStatusBar } from './views/statusBar.js';
import { answerFileRequests } from './workspaceFiles.js';

/** Wires everything to the client, which differs between Node and the browser, and starts it when it is needed. */
export async function run(context: ExtensionContext, client: BaseLanguageClient): Promise<void> {
  const requests = requestsTo(client);
  const cursor = new SessionAtCursor(requests);
  const panel = new SessionCardPanel(requests, cursor, context.extensionUri);
  const narrowing = new Narrowing(context.workspaceState);
  const scopes = new ScopesView(client, requests, narrowing);
  const files = new SessionFiles(requests);
  const bases = new BaseWatcher(client, context.workspaceState);
  const cards = new CardComparison(requests);
  const marks = new WideningMarks(requests, context.extensionUri);
  const graph = new GraphPanel(requests, cursor, context.extensionUri, () => bases.hasBase);
  const preview = new ReportPreview(context.extensionUri);
  const refresh = (): void => {
    cursor.refresh();
    panel.refresh();
    scopes.refresh();
    graph.refresh();
    files.refresh();
    cards.refresh();
    marks.refresh();
  };
  context.subscriptions.push(
    client,
    cursor,
    panel,
    narrowing,
    scopes,
    graph,
    files,
    preview,
    bases,
    cards,
    marks,
    createStatusBar(cursor),
    ...answerFileRequests(client),
    answerAssetRequests(client, context.extensionUri),
    ...registerCommands({
      client,
      requests,
      panel,
      cursor,
      narrowing,
      scopes,
      graph,
      preview,
      extension: context.extensionUri,
      bases,
      cards,
    }),
    client.onNotification(AnalysisDoneNotification, refresh),
    bases.onDidChange(refresh),
    // The walkthrough ticks off its step "Open a workflow" when this turns true.
    cursor.onDidChange((here) => {
      void commands.executeCommand('setContext', 'trustscope.sessionAtCursor', here !== undefined);
    }),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(clientId)) refresh();
    }),
  );
  if (await isNeeded()) await client.start();
  else startAtFirstFile(context, client);
}

/** The extension wakes for any YAML file, since other extensions rename the language; most are none of ours. */
async function isNeeded(): Promise<boolean> {
  if (workspace.textDocuments.some(isRelevant)) return true;
  const found = await Promise.all(relevantGlobs.map((glob) => workspace.findFiles(glob, undefined, 1)));
  return found.some((uris) => uris.length > 0);
}

function startAtFirstFile(context: ExtensionContext, client: BaseLanguageClient): void {
  const listener = workspace.onDidOpenTextDocument((document) => {
    if (!isRelevant(document)) return;
    listener.dispose();
    void client.start();
  });
  context.subscriptions.push(listener);
}
