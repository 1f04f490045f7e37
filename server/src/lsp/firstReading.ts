import type { Connection } from 'vscode-languageserver';
import type { Snapshot } from '../core/analysis/snapshot.js';
import { counted, joined } from '../core/text/phrases.js';
import type { Uri } from '../core/text/uri.js';
import { relativePath } from '../core/text/uri.js';
import type { Loader } from './loader.js';
import type { Workspace } from './workspace.js';

/** What the first reading of the folders works with. */
export interface FirstReadingParts {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly loader: Loader;
  /** Whether the client shows progress that the server begins. */
  readonly showsProgress: boolean;
}

/** Reads the folders when the client is ready; shows that it does so, and says in the log what was read. */
export async function firstReading(parts: FirstReadingParts): Promise<void> {
  const { connection, workspace, loader, showsProgress } = parts;
  const begun = performance.now();
  const progress = showsProgress ? await connection.window.createWorkDoneProgress() : undefined;
  progress?.begin('TrustScope: reading the workspace', 0);
  try {
    await loader.load(workspace.folders.uris, (done, total) => {
      progress?.report(total === 0 ? 100 : Math.round((done / total) * 100), `${done} of ${total} files`);
    });
  } finally {
    progress?.done();
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const root = (uri: Uri): string => relativePath(workspace.folders.rootOf(uri), uri);
  connection.console.info(`${readingReport(await workspace.settled(), root)} It took ${seconds} s.`);
}

/** What was read, by platform, and by which configuration: `Read 12 files (github-actions 8, aws 4) …`. */
export function readingReport(snapshot: Snapshot, pathOf: (uri: Uri) => string): string {
  const files = snapshot.files();
  const byPlatform = new Map<string, number>();
  for (const { platform } of files) byPlatform.set(platform, (byPlatform.get(platform) ?? 0) + 1);
  const platforms = [...byPlatform]
    .sort(([a, left], [b, right]) => right - left || a.localeCompare(b))
    .map(([platform, count]) => `${platform} ${String(count)}`);
  const unread = files.filter(({ facts }) => facts.unread !== undefined).length;
  const configurations = snapshot.configurationFiles().map(pathOf);
  return [
    `Read ${counted(files.length, 'file')}${platforms.length === 0 ? '' : ` (${platforms.join(', ')})`}, ${counted(snapshot.model.scopes.length, 'session')}.`,
    ...(unread === 0 ? [] : [`${counted(unread, 'file')} left out as sources of such files.`]),
    configurations.length === 0
      ? 'No configuration was found, so defaults count.'
      : `Configuration: ${joined(configurations)}.`,
  ].join(' ');
}
