import { existsSync } from 'node:fs';
import { answerEdit } from '../../core/report/answers/answers.js';
import { mayBeTakenIn } from '../../core/analysis/takingIn.js';
import { below, fileUri, shown } from '../../disk/fileUri.js';
import { leavesFolder } from '../../disk/links.js';
import { readText } from '../../disk/readText.js';
import { gather } from '../files/gather.js';
import type { Terminal } from '../terminal.js';
import type { FileEdit } from './pendingEdit.js';
import { textAfter } from './pendingEdit.js';
import { comparisonWith } from './pendingState.js';
import type { ChangedFile } from './workspaceOfEdit.js';
import { isAssumption, isReadByItself, mayConcern, workspaceOf } from './workspaceOfEdit.js';

/** What an edit would do, as far as a person should be asked. */
export interface Verdict {
  /** One line for each change, the gravest first. */
  readonly reason: string;
}

/**
 * Says why a person should be asked before the edits are done: because they make a session wider, or change what
 * TrustScope takes for granted and so what it would say; undefined where there is no reason.
 *
 * @throws Unjudged where an edit does not fit the file, and what the system throws
 */
export function judgeEdits(
  edits: readonly FileEdit[],
  cwd: string,
  terminal: Terminal,
  alsoUnknown: boolean,
): Verdict | undefined {
  const reasons = [...byWorkspace(edits, cwd)].flatMap(([root, own]) => {
    const files = changedFiles(own, root).filter((file) => concerns(file, root, terminal));
    return files.length === 0 ? [] : (reasonFor(files, root, terminal, alsoUnknown) ?? []);
  });
  return reasons.length === 0 ? undefined : { reason: reasons.join('\n') };
}

/** Whether any of the edits is one that may make a difference, by the names of the files alone. */
export function mayMatter(edits: readonly FileEdit[], cwd: string): boolean {
  return byWorkspace(edits, cwd).size > 0;
}

function byWorkspace(edits: readonly FileEdit[], cwd: string): ReadonlyMap<string, readonly FileEdit[]> {
  const byRoot = new Map<string, FileEdit[]>();
  for (const edit of edits) {
    for (const path of [
      edit.path,
      ...(edit.kind === 'patch' && edit.moveTo !== undefined ? [edit.moveTo] : []),
    ]) {
      const root = workspaceOf(path, cwd);
      if (root === undefined || !mayConcern(path, root)) continue;
      const known = byRoot.get(root) ?? [];
      if (!known.includes(edit)) byRoot.set(root, [...known, edit]);
    }
  }
  return byRoot;
}

/** The files that edits change, each once, with the edits done in order. Nothing outside of the folder is read. */
function changedFiles(edits: readonly FileEdit[], root: string): readonly ChangedFile[] {
  const before = new Map<string, string | undefined>();
  const after = new Map<string, string | null>();
  const textOf = (path: string): string | undefined => {
    if (!before.has(path)) {
      const isThere = existsSync(path) && !leavesFolder(path, root);
      before.set(path, isThere ? readText(path).text : undefined);
    }
    return after.has(path) ? (after.get(path) ?? undefined) : before.get(path);
  };
  for (const edit of edits) {
    const text = textAfter(edit, textOf(edit.path));
    if (edit.kind === 'patch' && edit.moveTo !== undefined) {
      textOf(edit.moveTo);
      after.set(edit.path, null).set(edit.moveTo, text);
    } else after.set(edit.path, text);
  }
  return [...after].map(([path, text]) => ({ path, before: before.get(path), after: text }));
}

function concerns(file: ChangedFile, root: string, terminal: Terminal): boolean {
  if (file.before === (file.after ?? undefined) || !mayConcern(file.path, root)) return false;
  if (isReadByItself(file, root)) return true;
  const { files } = gather([root], {
    cwd: terminal.cwd,
    inputName: '',
    readInput: terminal.readInput,
    onProgress: () => undefined,
  });
  return mayBeTakenIn(
    below(root, file.path) ?? '',
    files.map(({ path, source }) => ({
      uri: fileUri(path),
      path: below(root, path) ?? path,
      text: source.text,
    })),
  );
}

function reasonFor(
  files: readonly ChangedFile[],
  root: string,
  terminal: Terminal,
  alsoUnknown: boolean,
): string | undefined {
  const assumptions = files.filter(({ path }) => isAssumption(path)).map(({ path }) => shown(root, path));
  return answerEdit(comparisonWith(files, root, terminal), { assumptions, alsoUnknown });
}
