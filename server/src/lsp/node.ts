/** The entry in Node: the client has started this process and talks to it by IPC, a pipe or standard streams. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './server.js';

// Our own files beside the bundle; those of the workspace are read through the client alone.
startServer(createConnection(ProposedFeatures.all), (name) => readFile(join(__dirname, name)));
