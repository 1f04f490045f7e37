/**
 * Hands a window the extension as vscode.dev does: from a web server of its own, so that it runs in a worker of the page
 * and starts its server as another worker. What lies on the remote machine may start none.
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'playwright-core';

/** A folder that is served; `seen` has the paths that were asked for. */
export interface ServedFolder {
  readonly authority: string;
  readonly seen: ReadonlySet<string>;
  readonly close: () => void;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Serves a folder on loopback to pages of any origin. */
export async function serveFolder(folder: string): Promise<ServedFolder> {
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
    seen.add(path);
    const file = join(folder, path);
    const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() === true;
    response.writeHead(isFile ? 200 : 404, {
      'access-control-allow-origin': '*',
      'content-type': TYPES[extname(file)] ?? 'text/plain; charset=utf-8',
    });
    if (isFile) createReadStream(file).pipe(response);
    else response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // The worker's page lets scripts come from here by this name alone.
    authority: `localhost:${String(port)}`,
    seen,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Has the page of the workbench take the served folder for one of its own extensions. */
export async function withWebExtension(page: Page, { authority }: ServedFolder): Promise<void> {
  await page.addInitScript(takeIn, authority);
}

/** Runs in the page: the workbench reads its settings from an element, which is changed as soon as it is there. */
function takeIn(authority: string): void {
  const observer = new MutationObserver(() => {
    const element = document.getElementById('vscode-workbench-web-configuration');
    if (element === null) return;
    observer.disconnect();
    const settings = JSON.parse(element.dataset['settings'] ?? '{}') as object;
    const additionalBuiltinExtensions = [{ scheme: 'http', authority, path: '/' }];
    element.dataset['settings'] = JSON.stringify({ ...settings, additionalBuiltinExtensions });
  });
  observer.observe(document, { childList: true, subtree: true });
}
