/** The entry in Node: the client has started this process and talks to it by IPC, a pipe or standard streams. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server.js';

startServer(createConnection(ProposedFeatures.all));
