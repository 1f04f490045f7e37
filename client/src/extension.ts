import type { ExtensionContext } from 'vscode';
import { Uri } from 'vscode';
import type { ServerOptions } from 'vscode-languageclient/node';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, clientOptions } from './clientOptions.js';
import { run } from './run.js';

/** Entry in VS Code on a desktop or a remote machine: the server is a Node process of its own. */
export async function activate(context: ExtensionContext): Promise<void> {
  const module = Uri.joinPath(context.extensionUri, 'dist/server.cjs').fsPath;
  const transport = TransportKind.ipc;
  const server: ServerOptions = {
    run: { module, transport },
    debug: { module, transport, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
  };
  await run(context, new LanguageClient(clientId, clientName, server, clientOptions(context)));
}
