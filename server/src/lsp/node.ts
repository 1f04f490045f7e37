/** The entry in Node: the client has started this process and talks to it by IPC, a pipe or standard streams. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessageReader, MessageWriter } from 'vscode-languageserver/node';
import {
  createConnection,
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { diskFiles } from './diskFiles.js';
import { Frames } from './frames.js';
import { orderly } from './orderly.js';
import { startServer } from './server.js';
import { Spelling } from './spelling.js';

/** Put in place by `scripts/build.ts`. */
declare const TRUSTSCOPE_VERSION: string | undefined;

/** The transport that the client has chosen on the command line, as editors write it. */
function transport(words: readonly string[]): readonly [MessageReader, MessageWriter] {
  const valueOf = (name: string): string | undefined => {
    const index = words.findIndex((word) => word === name || word.startsWith(`${name}=`));
    const word = words[index];
    return word === undefined ? undefined : word === name ? words[index + 1] : word.slice(name.length + 1);
  };
  if (words.includes('--node-ipc')) return [new IPCMessageReader(process), new IPCMessageWriter(process)];
  const pipe = valueOf('--pipe');
  if (pipe !== undefined) return createServerPipeTransport(pipe);
  const port = valueOf('--socket');
  if (port !== undefined) return createServerSocketTransport(Number(port));
  if (!words.includes('--stdio')) {
    throw new Error('Say how to talk: --stdio, --node-ipc, --pipe=NAME or --socket=PORT.');
  }
  return [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
}

function toStandardError(...parts: readonly unknown[]): void {
  process.stderr.write(`${parts.map(String).join(' ')}\n`);
}

const words = process.argv.slice(2);
const { reader, writer, isShuttingDown, received } = orderly(...transport(words));
const spelling = new Spelling();

if (words.includes('--stdio')) {
  const frames = new Frames();
  process.stdin.on('data', (bytes: Buffer) => {
    const wrong = frames.take(bytes);
    if (wrong === undefined) return;
    process.stderr.write(`The connection ends, as it holds ${wrong}.\n`);
    process.exit(1);
  });
  // Only the protocol goes over standard output.
  Object.assign(console, { log: toStandardError, info: toStandardError, debug: toStandardError });
}
const end = (): void => {
  process.exit(isShuttingDown() ? 0 : 1);
};
process.stdin.on('end', () => {
  if (words.includes('--stdio')) end();
});
reader.onClose(end);

startServer(createConnection(ProposedFeatures.all, spelling.reader(reader), spelling.writer(writer)), {
  // Our own files lie beside the bundle.
  readAsset: (name) => readFile(join(__dirname, name)),
  readDisk: diskFiles,
  received,
  ...(typeof TRUSTSCOPE_VERSION === 'string' ? { version: TRUSTSCOPE_VERSION } : {}),
});
