import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import picomatch from 'picomatch';
import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import type { FileChange } from '../../server/src/core/analysis/snapshot.js';
import { PLATFORMS } from '../../server/src/core/platforms/index.js';
import { encodeSegment } from '../../server/src/core/text/uri.js';
import type { Row } from './stopwatch.js';

/** Reads and judges every repository of a folder of repositories, each as a workspace of its own. */
export function corpusScan(folder: string): { readonly row: Row; readonly summary: string } {
  const repositories = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const workspaces = repositories.map(({ name }) => readWorkspace(join(folder, name), name));
  const start = performance.now();
  let files = 0;
  let sessions = 0;
  let findings = 0;
  for (const changes of workspaces) {
    const snapshot = new AnalysisHost().apply(changes);
    files += snapshot.files().length;
    sessions += snapshot.model.scopes.length;
    for (const { uri } of snapshot.files()) findings += snapshot.findings(uri).length;
  }
  const seconds = (performance.now() - start) / 1000;
  return {
    row: { what: `scan of ${workspaces.length} repositories, ${files} files`, samples: [seconds], unit: 's' },
    summary: `${files} files, ${sessions} sessions, ${findings} findings`,
  };
}

function readWorkspace(folder: string, name: string): readonly FileChange[] {
  const root = `file:///corpus/${encodeSegment(name)}`;
  const wanted = picomatch(['**/.trustscope.yml', ...PLATFORMS.flatMap(({ globs }) => globs)], { dot: true });
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep),
    )
    .filter((segments) => segments[0] !== '.git' && wanted(segments.join('/')))
    .map((segments) => ({
      uri: `${root}/${segments.map(encodeSegment).join('/')}`,
      root,
      text: readFileSync(join(folder, ...segments), 'utf8'),
    }));
}
