import type { ExtensionContext } from 'vscode';
import { Uri } from 'vscode';
import type { MessageTransports } from 'vscode-languageclient/browser';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { clientId, clientName, clientOptions } from './clientOptions.js';
import { run } from './run.js';

/** Entry in VS Code in the browser (vscode.dev, github.dev): the server is a web worker. */
export async function activate(context: ExtensionContext): Promise<void> {
  const script = Uri.joinPath(context.extensionUri, 'dist/server.web.js').toString(true);
  let worker: Worker | undefined;
  // The client lets go of a worker without ending it, so that a restart would leave the old one running.
  const end = (): void => {
    worker?.terminate();
    worker = undefined;
  };
  // Reader and writer, not the worker: the client knows a worker by `instanceof`, and the one that VS Code hands out
  // in its own worker is of another class.
  const server = (): Promise<MessageTransports> => {
    end();
    worker = new Worker(script);
    return Promise.resolve({
      reader: new BrowserMessageReader(worker),
      writer: new BrowserMessageWriter(worker),
    });
  };
  context.subscriptions.push({ dispose: end });
  await run(context, new LanguageClient(clientId, clientName, server, clientOptions(context)));
}
