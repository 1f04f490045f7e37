import type {
  Disposable,
  Message,
  MessageReader,
  MessageWriter,
  RequestMessage,
} from 'vscode-languageserver';
import { ErrorCodes } from 'vscode-languageserver';

/** Both ends of a connection, with what the protocol demands of their order. */
export interface OrderlyTransport {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** Whether the client has asked to shut down, so that an end of the stream is what it meant. */
  readonly isShuttingDown: () => boolean;
  /** How many messages came in so far that go on to the server: it takes one of them in each turn of the event loop. */
  readonly received: () => number;
}

type Id = string | number;

/**
 * Keeps the order of the protocol: before `initialize` and after `shutdown` requests get its errors and notifications but
 * `exit` are dropped; a request with the id of one that is not yet answered is refused, since two answers under one id
 * could not be told apart. https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#lifeCycleMessages
 */
export function orderly(reader: MessageReader, writer: MessageWriter): OrderlyTransport {
  let stage: 'new' | 'running' | 'shutdown' = 'new';
  const open = new Set<Id>();
  let received = 0;

  const refuse = (id: Id, code: number, message: string): void => {
    const answer = { jsonrpc: '2.0', id, error: { code, message } };
    // A client that is gone cannot be told; its end is noticed elsewhere.
    void writer.write(answer).catch(() => undefined);
  };

  /** Whether the message goes on to the server. */
  const admits = (message: Message): boolean => {
    const { id, method } = message as Partial<RequestMessage>;
    if (method === undefined) return true;
    if (id === undefined || id === null) return method === 'exit' || stage === 'running';
    if (stage === 'new' && method !== 'initialize') {
      refuse(id, ErrorCodes.ServerNotInitialized, 'The server was not initialized.');
      return false;
    }
    if (stage === 'shutdown' || (stage === 'running' && method === 'initialize')) {
      const why =
        stage === 'shutdown' ? 'The server is shutting down.' : 'The server is initialized already.';
      refuse(id, ErrorCodes.InvalidRequest, why);
      return false;
    }
    if (open.has(id)) {
      refuse(
        id,
        ErrorCodes.InvalidRequest,
        `A request with the id ${JSON.stringify(id)} is not yet answered.`,
      );
      return false;
    }
    open.add(id);
    if (method === 'initialize') stage = 'running';
    if (method === 'shutdown') stage = 'shutdown';
    return true;
  };

  return {
    reader: {
      onError: reader.onError,
      onClose: reader.onClose,
      onPartialMessage: reader.onPartialMessage,
      listen: (callback): Disposable =>
        reader.listen((message) => {
          if (!admits(message)) return;
          received += 1;
          callback(message);
        }),
      dispose: () => {
        reader.dispose();
      },
    },
    writer: {
      onError: writer.onError,
      onClose: writer.onClose,
      write: (message) => {
        const { id, method } = message as Partial<RequestMessage>;
        if (method === undefined && id !== undefined && id !== null) open.delete(id);
        return writer.write(message);
      },
      end: () => {
        writer.end();
      },
      dispose: () => {
        writer.dispose();
      },
    },
    isShuttingDown: () => stage === 'shutdown',
    received: () => received,
  };
}
