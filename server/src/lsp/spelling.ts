import type { Message, MessageReader, MessageWriter } from 'vscode-languageserver';
import type { Uri } from '../core/text/uri.js';
import { canonicalUri, parentUri } from '../core/text/uri.js';

/** Members that hold a URI, in all messages of the protocol and in ours. */
const HOLDERS: ReadonlySet<string> = new Set([
  ...['uri', 'rootUri', 'scopeUri', 'oldUri', 'newUri', 'targetUri', 'baseUri'],
]);
/** Members whose own members are named by URIs. */
const MAPS: ReadonlySet<string> = new Set(['changes', 'relatedDocuments']);

/**
 * Editors write the same file in different ways: `role+x.yml` and `role%2Bx.yml` are one. Inside, each file has one name,
 * that which VS Code gives it; to the client goes the name by which it has spoken of the file.
 */
export class Spelling {
  readonly #theirs = new Map<Uri, Uri>();

  reader(reader: MessageReader): MessageReader {
    return {
      onError: reader.onError,
      onClose: reader.onClose,
      onPartialMessage: reader.onPartialMessage,
      listen: (callback) =>
        reader.listen((message) => {
          callback(rewritten(message, (uri) => this.#toOurs(uri)) as Message);
        }),
      dispose: () => {
        reader.dispose();
      },
    };
  }

  writer(writer: MessageWriter): MessageWriter {
    return {
      onError: writer.onError,
      onClose: writer.onClose,
      write: (message) =>
        writer.write(
          this.#theirs.size === 0 ? message : (rewritten(message, (uri) => this.#toTheirs(uri)) as Message),
        ),
      end: () => {
        writer.end();
      },
      dispose: () => {
        writer.dispose();
      },
    };
  }

  #toOurs(uri: Uri): Uri {
    const ours = canonicalUri(uri);
    if (ours !== uri) this.#theirs.set(ours, uri);
    return ours;
  }

  /** Of a file that the client has not spoken of, the folder at least is written as the client writes it. */
  #toTheirs(uri: Uri): Uri {
    for (let at = uri; at.includes('/'); at = parentUri(at)) {
      const theirs = this.#theirs.get(at);
      if (theirs !== undefined) return theirs + uri.slice(at.length);
    }
    return uri;
  }
}

/** A copy in which the URIs are written otherwise; parts in which none is stay the very same. */
function rewritten(value: unknown, spell: (uri: Uri) => Uri): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => rewritten(item, spell));
    return items.some((item, index) => item !== value[index]) ? items : (value as unknown);
  }
  let changed = false;
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    let next: unknown = inner;
    if (typeof inner === 'string') next = HOLDERS.has(key) ? spell(inner) : inner;
    else if (MAPS.has(key) && !Array.isArray(inner)) next = renamed(inner, spell);
    else next = rewritten(inner, spell);
    changed ||= next !== inner;
    copy[key] = next;
  }
  return changed ? copy : value;
}

function renamed(value: unknown, spell: (uri: Uri) => Uri): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([uri, inner]) => [spell(uri), rewritten(inner, spell)]),
  );
}
