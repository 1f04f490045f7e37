import type { Connection, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from 'vscode-languageserver';
import { RELEVANT_GLOBS } from '../core/analysis/workspaceGlobs.js';
import type { Uri } from '../core/text/uri.js';
import { relativePath } from '../core/text/uri.js';
import type { ClientFeatures } from './clientFeatures.js';
import { firstReading } from './firstReading.js';
import type { Guard } from './guard.js';
import type { Loader } from './loader.js';
import type { Settings } from './settings.js';
import { WatchedChanges } from './watchedChanges.js';
import type { Workspace } from './workspace.js';

/** What is told of changes. */
export interface WatchingParts {
  readonly connection: Connection;
  readonly client: ClientFeatures;
  readonly workspace: Workspace;
  readonly loader: Loader;
  readonly settings: Settings;
  readonly guard: Guard;
  /** Milliseconds in which changes on the disk are put together. */
  readonly pause: number;
  /** Shows everything anew, these files first. */
  readonly show: (first: readonly Uri[]) => void;
}

/** Brings what changes in the editor, on the disk and in the settings to the workspace. */
export function watchChanges(parts: WatchingParts): void {
  watchDocuments(parts);
  watchFiles(parts);
  watchSettings(parts);
}

function watchDocuments({ workspace, loader, guard }: WatchingParts): void {
  workspace.documents.onDidChangeContent(({ document }) => {
    workspace.documentChanged(document.uri);
  });
  // What is on the disk counts again; it may differ from what was typed and thrown away.
  workspace.documents.onDidClose(({ document }) => {
    workspace.documentClosed(document.uri);
    if (workspace.concerns(document.uri)) guard.run('close', () => loader.changed([document.uri]));
  });
}

function watchFiles({ connection, client, workspace, loader, guard, pause }: WatchingParts): void {
  const watched = new WatchedChanges(
    {
      forget: (uris) => {
        loader.forget(uris);
      },
      // What is open in the editor counts, and is read when it is closed.
      read: (uris) => loader.changed(uris.filter((uri) => workspace.documents.get(uri) === undefined)),
    },
    pause,
  );
  connection.onInitialized(() => {
    if (client.registersWatchers) {
      const watchers = RELEVANT_GLOBS.map((globPattern) => ({ globPattern }));
      guard.run('watch', async () => {
        await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      });
    }
    if (client.registersSettings) {
      guard.run('watch', async () => {
        await connection.client.register(DidChangeConfigurationNotification.type, { section: 'trustscope' });
      });
    }
    if (client.folders) {
      connection.workspace.onDidChangeWorkspaceFolders((event: WorkspaceFoldersChangeEvent) => {
        guard.run('folders', () => loader.foldersChanged(uris(event.added), uris(event.removed)));
      });
    }
    const { showsProgress } = client;
    guard.run('load', () => firstReading({ connection, workspace, loader, showsProgress }));
  });
  loader.onNamed((uris) => {
    if (!client.registersWatchers) return;
    const watchers = uris.map((uri) => ({ globPattern: patternOf(workspace, uri) }));
    guard.run('watch', async () => {
      await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    });
  });
  workspace.onAnalysed(() => {
    // What is shown of the files that are here comes first.
    setTimeout(() => {
      guard.run('named files', () => loader.readNamed());
    }, 0);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const ours = changes.filter(({ uri }) => workspace.concerns(uri));
    watched.add(ours, (work) => {
      guard.run('watched files', work);
    });
  });
}

/** A glob for one file that others name. */
function patternOf(workspace: Workspace, uri: Uri): string {
  const path = relativePath(workspace.folders.rootOf(uri), uri);
  return `**/${path.replace(/[[\]{}*?]/gu, '[$&]')}`;
}

function watchSettings({ connection, settings, guard, show }: WatchingParts): void {
  connection.onDidChangeConfiguration(({ settings: sent }) => {
    guard.run('settings', () => {
      settings.changed(sent);
      show([]);
    });
  });
}

function uris(folders: readonly { readonly uri: Uri }[]): readonly Uri[] {
  return folders.map(({ uri }) => uri.replace(/\/+$/u, ''));
}
