import type { Certainty } from '../../../model/vocabulary.js';
import { CLOUD_SERVERS } from './clouds.js';
import { DATA_SERVERS } from './data.js';
import { DEVELOPMENT_SERVERS } from './development.js';
import type { KnownServer } from './types.js';
import { WEB_SERVERS } from './web.js';
import { WORK_SERVERS } from './work.js';

const KNOWN_SERVERS: readonly KnownServer[] = [
  ...DEVELOPMENT_SERVERS,
  ...WEB_SERVERS,
  ...CLOUD_SERVERS,
  ...DATA_SERVERS,
  ...WORK_SERVERS,
];

const BY_PACKAGE = indexed(({ packages }) => packages);
const BY_NAME = indexed(({ names }) => names);

function indexed(
  keys: (server: KnownServer) => readonly string[] | undefined,
): ReadonlyMap<string, KnownServer> {
  return new Map(
    KNOWN_SERVERS.flatMap((server) =>
      (keys(server) ?? []).map((key): [string, KnownServer] => [key.toLowerCase(), server]),
    ),
  );
}

/** How a server is started or reached, as its settings tell. */
export interface ServerSettings {
  readonly name: string;
  readonly command?: string;
  readonly args: readonly string[];
  readonly url?: string;
  /** Names and values of environment variables and headers. */
  readonly settings: readonly (readonly [string, string])[];
}

export interface RecognisedServer {
  readonly server: KnownServer;
  /** By what it is started with, or only by the name that it was given. */
  readonly certainty: Extract<Certainty, 'declared' | 'inferred'>;
  /** Whether its settings leave only tools that read. */
  readonly readOnly: boolean;
}

/** What is known of a configured server; `undefined` for one that is not known. */
export function recogniseServer(settings: ServerSettings): RecognisedServer | undefined {
  const { command, args, url, name } = settings;
  const urls = [...(url === undefined ? [] : [url]), ...args.filter((arg) => /^https?:\/\//iu.test(arg))];
  const declared =
    firstOf(urls, serverAt) ?? firstOf([command ?? '', ...args], (text) => BY_PACKAGE.get(packageName(text)));
  const server = declared ?? (urls.length === 0 || isLoopback(urls[0] ?? '') ? serverNamed(name) : undefined);
  if (server === undefined) return undefined;
  return {
    server,
    certainty: declared === undefined ? 'inferred' : 'declared',
    readOnly: isReadOnly(server, settings, urls),
  };
}

/** What is known of a server by the name that it was given. */
export function serverNamed(name: string): KnownServer | undefined {
  const plain = name.toLowerCase();
  return (
    BY_NAME.get(plain) ??
    BY_NAME.get(plain.replaceAll('_', '-')) ??
    BY_NAME.get(
      plain.replace(
        /^(?:claude_ai_|plugin_\w+?_|mcp[-_])|[-_ ](?:mcp|mcp[-_]server|server|local|remote)$/gu,
        '',
      ),
    )
  );
}

/** `@scope/name@1.2`, `name==1.2`, `ghcr.io/owner/image:tag`, `git+https://…@main`: the name without a version. */
function packageName(text: string): string {
  return text
    .toLowerCase()
    .replace(/^--?(?:package|from)=/u, '')
    .replace(/(?<=.)@[^/@]*$/u, '')
    .replace(/(?:==|>=|~=).*$/u, '')
    .replace(/:[\w.-]+$/u, (tag) => (tag.startsWith('://') ? tag : ''))
    .replace(/^.*[/\\](?=[\w.-]+\.(?:phar|exe)$)/u, '');
}

function serverAt(url: string): KnownServer | undefined {
  const address = url.toLowerCase().replace(/^https?:\/\//u, '');
  const [host = ''] = address.split(/[/?#]/u);
  return KNOWN_SERVERS.find(({ hosts }) =>
    hosts?.some((known) => {
      if (known.startsWith('.')) return host.endsWith(known.split('/')[0] ?? known);
      return address === known || (address.startsWith(known) && /^[/?#:]/u.test(address.slice(known.length)));
    }),
  );
}

function isLoopback(url: string): boolean {
  return /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal)(?:[:/]|$)/iu.test(url);
}

/** Its own switch, or the words that servers use for it. */
const READ_ONLY = /^--?read-?only(?:[= ]true)?$|[?&]read_?only=true\b|\/readonly\/?$/iu;
const OFF = /^(?:false|0|no|off|f|n)?$/iu;

function isReadOnly(
  server: KnownServer,
  { args, settings }: ServerSettings,
  urls: readonly string[],
): boolean {
  const texts = [...args, ...urls, args.join(' ')];
  if (texts.some((text) => READ_ONLY.test(text) || server.readOnly?.test(text) === true)) return true;
  return settings.some(
    ([name, value]) =>
      !OFF.test(value) &&
      (server.readOnly?.test(name) === true || /^(?:\w+_)?READ_?ONLY(?:_MODE)?$/iu.test(name)),
  );
}

function firstOf<T>(texts: readonly string[], find: (text: string) => T | undefined): T | undefined {
  for (const text of texts) {
    const found = find(text);
    if (found !== undefined) return found;
  }
  return undefined;
}
