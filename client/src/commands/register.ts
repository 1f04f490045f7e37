import type { Disposable, Uri } from 'vscode';
import { commands, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { SessionCardParams } from '../../../server/src/protocol.js';
import type { BaseWatcher } from '../base/baseWatcher.js';
import { chooseBase } from '../base/chooseBase.js';
import type { CardComparison } from '../base/compareCards.js';
import { showChanges } from '../base/showChanges.js';
import type { Requests } from '../requests.js';
import type { GraphPanel } from '../graph/graphPanel.js';
import type { Narrowing } from '../scopes/narrowing.js';
import { isScopeNode } from '../scopes/nodes.js';
import { registerScopeCommands } from '../scopes/register.js';
import type { ScopesView } from '../scopes/scopesView.js';
import type { SessionAtCursor } from '../sessionAtCursor.js';
import type { ReportPreview } from '../views/reportPreview.js';
import type { SessionCardPanel } from '../views/sessionCardPanel.js';
import { exportReport } from './exportReport.js';
import { openLocation } from './openLocation.js';
import { openRulePage } from './openRulePage.js';
import { restartServer } from './restartServer.js';
import { scanWorkspace } from './scanWorkspace.js';
import { isCardParams, placeOfCursor, showScope } from './showScope.js';
import { suppress } from './suppress.js';

/** What the commands work with. */
export interface CommandContext {
  readonly client: BaseLanguageClient;
  readonly requests: Requests;
  readonly panel: SessionCardPanel;
  readonly cursor: SessionAtCursor;
  readonly narrowing: Narrowing;
  readonly scopes: ScopesView;
  readonly graph: GraphPanel;
  readonly preview: ReportPreview;
  /** Where the extension is installed. */
  readonly extension: Uri;
  readonly bases: BaseWatcher;
  readonly cards: CardComparison;
}

export function registerCommands(context: CommandContext): Disposable[] {
  const { client, requests, panel, cursor, narrowing, scopes, graph, preview, extension, bases, cards } =
    context;
  return [
    register('trustscope.showScope', client, (argument) => showScope(panel, cursor.lastSession, argument)),
    register('trustscope.showGraph', client, (argument) => graph.show(sessionIn(argument))),
    register('trustscope.scanWorkspace', client, () => scanWorkspace(client, requests, scopes)),
    register('trustscope.exportReport', client, (argument) => exportReport(requests, preview, argument)),
    register('trustscope.saveReport', client, () => preview.save()),
    register('trustscope.chooseBase', client, (argument) => chooseBase(bases, argument)),
    register('trustscope.showChanges', client, () => showChanges(requests)),
    register('trustscope.compareWithBase', client, (argument) =>
      cards.show(cardIn(argument) ?? placeOfCursor() ?? cursor.lastSession),
    ),
    register('trustscope.restartServer', client, () => restartServer(client)),
    register('trustscope.openRulePage', client, (argument) => openRulePage(extension, argument)),
    commands.registerCommand('trustscope.showLog', () => {
      client.outputChannel.show();
    }),
    ...registerScopeCommands(
      (name, run) => register(name, client, run),
      client,
      requests,
      narrowing,
      scopes.tree,
    ),
    // These two carry arguments that only our own server and card make; they are not in the palette.
    commands.registerCommand('trustscope.suppress', suppress),
    commands.registerCommand('trustscope.openLocation', openLocation),
  ];
}

/** The session that a menu of the list was opened on. */
function sessionIn(argument: unknown): string | undefined {
  return isScopeNode(argument) && argument.kind === 'session' ? argument.session.id : undefined;
}

/** The card that a lens, a mark or a menu of the list names. */
function cardIn(argument: unknown): SessionCardParams | undefined {
  if (isScopeNode(argument) && argument.kind === 'session') {
    return { uri: argument.session.uri, session: argument.session.id };
  }
  return isCardParams(argument) ? argument : undefined;
}

/** Registers a command that needs the server: a failure is said once, with the log one click away. */
function register(
  name: string,
  client: BaseLanguageClient,
  run: (argument: unknown) => Promise<void>,
): Disposable {
  return commands.registerCommand(name, async (argument: unknown) => {
    try {
      await run(argument);
    } catch (error) {
      const showLog = 'Show Log';
      const message = `TrustScope: ${error instanceof Error ? error.message : String(error)}`;
      const choice = await window.showErrorMessage(message, showLog);
      if (choice === showLog) client.outputChannel.show();
    }
  });
}
