/**
 * How much of the workflows of some folders is known: `tsx scripts/coverage.ts FOLDER…`, each a repository.
 * Prints the share of `uses:` whose needs are known, the share of jobs all of whose steps are, and what is missing most.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AnalysisHost } from '../server/src/core/analysis/analysisHost.js';
import { actionNeeds } from '../server/src/core/knowledge/actions/needs/lookup.js';
import type { TrustScope } from '../server/src/core/model/trustScope.js';
import { gather } from '../server/src/cli/files/gather.js';
import { fileUri } from '../server/src/cli/files/fileUri.js';
import { loadShell } from '../server/src/core/analysis/loadShell.js';

const MODULES = fileURLToPath(new URL('../node_modules/', import.meta.url));
const FOLDERS: Readonly<Record<string, string>> = {
  'web-tree-sitter.wasm': 'web-tree-sitter',
  'tree-sitter-bash.wasm': 'tree-sitter-bash',
};
const MOST = 60;

const parseShell = await loadShell((name) =>
  Promise.resolve(readFileSync(join(MODULES, FOLDERS[name] ?? '', name))),
);
const scopes = process.argv.slice(2).flatMap(scopesOf);
const running = scopes.filter((scope) => scope.facts.role === 'runs' && scope.needs !== null);
const known = running.filter((scope) => scope.needs?.gaps.length === 0);
const used = new Map<string, number>();
let uses = 0;
for (const { facts } of running) {
  for (const { name, form, party } of facts.participants) {
    if (form !== 'action' || party === 'repository') continue;
    uses++;
    if (actionNeeds(name) !== undefined) continue;
    const action = name.split('@')[0] ?? name;
    used.set(action, (used.get(action) ?? 0) + 1);
  }
}
const missing = [...used.values()].reduce((sum, count) => sum + count, 0);
console.log(`uses: ${String(uses)}, known ${percent(uses - missing, uses)}`);
console.log(`jobs: ${String(running.length)}, fully known ${percent(known.length, running.length)}`);
const most = [...used].sort(([, a], [, b]) => b - a).slice(0, MOST);
for (const [action, count] of most) console.log(`${String(count).padStart(5)}  ${action}`);

function scopesOf(folder: string): readonly TrustScope[] {
  const cwd = resolve(folder);
  const { files } = gather([cwd], {
    cwd,
    inputName: '',
    readInput: () => Buffer.alloc(0),
    onProgress: () => undefined,
  });
  const host = new AnalysisHost({ tools: { parseShell } });
  const snapshot = host.apply(
    files.map((file) => ({ uri: fileUri(file.path), root: fileUri(file.root), text: file.source.text })),
  );
  return snapshot.model.scopes;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}
