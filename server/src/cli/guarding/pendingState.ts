import { compareStates, stateOf } from '../../core/compare/compareStates.js';
import type { Comparison } from '../../core/report/change/comparison.js';
import { Places } from '../../core/report/places.js';
import { fileUri } from '../../disk/fileUri.js';
import { Arguments } from '../arguments.js';
import { Progress } from '../progress.js';
import { analyse, applyNamed } from '../scanning/analysis.js';
import { scanRequest } from '../scanning/scanOptions.js';
import type { Terminal } from '../terminal.js';
import type { ChangedFile } from './workspaceOfEdit.js';

/** The workspace as it is, compared with what it would be with these files changed. Nothing is written. */
export function comparisonWith(files: readonly ChangedFile[], root: string, terminal: Terminal): Comparison {
  // Files that are named are read though git ignores them: settings of an agent often are.
  const named = files.filter(({ before }) => before !== undefined).map(({ path }) => path);
  const request = { ...scanRequest(new Arguments([root, ...named], new Map())), quiet: true };
  const coming = files.flatMap(({ after }) => after ?? []);
  const quiet = { ...terminal, errColumns: undefined };
  const analysis = analyse(request, quiet, new Progress(quiet, false), coming);
  const { host } = analysis;
  const rootUri = fileUri(root);
  // As data: a snapshot speaks of the newest state.
  const earlier = stateOf(host.snapshot.model, rootUri);
  host.apply(files.map(({ path, after }) => ({ uri: fileUri(path), root: rootUri, text: after })));
  applyNamed(host, new Map(analysis.files), [root]);
  const { snapshot } = host;
  const changes = compareStates(earlier, stateOf(snapshot.model, rootUri));
  return { base: 'the files as they are', changes, after: new Places(snapshot, rootUri) };
}
