/** The entry in a web worker, for editors that run in a browser. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { clientAssets } from './clientAssets.js';
import { orderly } from './orderly.js';
import { startServer } from './server.js';

const worker = self as DedicatedWorkerGlobalScope;
const { reader, writer, received } = orderly(
  new BrowserMessageReader(worker),
  new BrowserMessageWriter(worker),
);
const connection = createConnection(reader, writer);
startServer(connection, { readAsset: clientAssets(connection), received });
