import type { TextDocument, Uri } from 'vscode';
import { languages, workspace } from 'vscode';
import { relevantGlobs } from './relevantGlobs.js';

/** One document filter. */
interface RelevantFilter {
  readonly scheme: string;
  readonly pattern: string;
}

/**
 * The relevant files of the places that a workspace lies in. A diff shows the old text of a file under its own path
 * and the scheme `git`; without schemes it would be taken for a second workflow.
 */
export function relevantSelector(): RelevantFilter[] {
  const folders = workspace.workspaceFolders ?? [];
  const schemes = new Set(['file', 'vscode-vfs', ...folders.map((folder) => folder.uri.scheme)]);
  return [...schemes].flatMap((scheme) => relevantGlobs.map((pattern) => ({ scheme, pattern })));
}

export function isRelevant(document: TextDocument): boolean {
  return languages.match(relevantSelector(), document) > 0;
}

/** Whether the person wants TrustScope at this place. */
export function isEnabledFor(uri: Uri): boolean {
  return workspace.getConfiguration('trustscope', uri).get<boolean>('enable', true);
}
