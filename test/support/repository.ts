import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import type { FileEdits, Finding, Snapshot } from '../../server/src/core/analysis/snapshot.js';
import type { Rule } from '../../server/src/core/rules/rule.js';
import { applyEdits } from '../../server/src/core/text/textRange.js';
import { encodeSegment, relativePath } from '../../server/src/core/text/uri.js';
import { awsCatalogue, managedPolicies } from './aws/catalogue.js';

/** A repository in memory: texts by path, with `/`. */
export type Repository = ReadonlyMap<string, string>;

/** The workspace folder. */
export const ROOT = 'file:///repository';

/** What the programs load when a file comes that speaks of AWS. */
const tools = { aws: await awsCatalogue(), managedPolicies: managedPolicies() };

export function uriOf(path: string): string {
  return `${ROOT}/${path.split('/').map(encodeSegment).join('/')}`;
}

export function pathOf(uri: string): string {
  return relativePath(ROOT, uri);
}

/** A host that has read the repository; with `rules`, only these run. */
export function openRepository(repository: Repository, rules?: readonly Rule[]): Snapshot {
  const host = new AnalysisHost({ tools, ...(rules === undefined ? {} : { rules }) });
  return host.apply([...repository].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })));
}

/** All findings of the repository, by path and place. */
export function allFindings(snapshot: Snapshot, repository: Repository): readonly Finding[] {
  return [...repository.keys()].sort().flatMap((path) => snapshot.findings(uriOf(path)));
}

/** The repository after edits of some of its files. */
export function applyChanges(repository: Repository, changes: readonly FileEdits[]): Repository {
  const result = new Map(repository);
  for (const { uri, edits } of changes) {
    const path = pathOf(uri);
    const text = result.get(path);
    if (text === undefined) throw new Error(`a fix edits ${path}, which the repository does not hold`);
    result.set(path, applyEdits(text, edits));
  }
  return result;
}
