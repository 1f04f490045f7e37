import { isConfigurationFile } from '../analysis/configurationResolver.js';
import type { Snapshot } from '../analysis/snapshot.js';
import { RULES } from '../rules/index.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import type { Uri } from '../text/uri.js';
import type { AssistHover, AssistItem, RuleTitle } from './assist.js';
import { completeConfiguration, hoverConfiguration } from './configurationAssist.js';
import { completeSuppression, hoverSuppression } from './suppressionAssist.js';

const TITLES: readonly RuleTitle[] = RULES.map(({ meta: { id, title } }) => ({ id, title }));

/** What may be written at the offset: keys and values of a configuration file, ids in a suppression comment. */
export function completions(snapshot: Snapshot, uri: Uri, offset: number): readonly AssistItem[] {
  const tree = treeOf(snapshot, uri);
  if (tree === undefined) return [];
  return isConfigurationFile(uri)
    ? completeConfiguration(tree, offset, TITLES)
    : completeSuppression(tree, offset, TITLES);
}

/** What is said of words that speak to TrustScope itself: a configuration file's, or a suppression comment's. */
export function assistHover(snapshot: Snapshot, uri: Uri, offset: number): AssistHover | undefined {
  const tree = treeOf(snapshot, uri);
  if (tree === undefined) return undefined;
  return isConfigurationFile(uri)
    ? hoverConfiguration(tree, offset, TITLES)
    : hoverSuppression(tree, offset, TITLES);
}

function treeOf(snapshot: Snapshot, uri: Uri): SyntaxTree | undefined {
  return snapshot.file(uri)?.tree ?? snapshot.configurationTree(uri);
}
