import { leavesFolder } from '../../disk/links.js';
import { existsSync } from 'node:fs';
import type { Change } from '../../core/compare/changes.js';
import { compareStates, stateOf } from '../../core/compare/compareStates.js';
import { changeAsides, changeLine, rowsOf } from '../../core/report/change/comparison.js';
import { Places } from '../../core/report/places.js';
import { lineColumn } from '../../core/report/text/layout.js';
import { counted } from '../../core/text/phrases.js';
import { shownMessage } from '../../core/text/quoted.js';
import { Arguments } from '../arguments.js';
import { fileUri, shown } from '../../disk/fileUri.js';
import { gather } from '../files/gather.js';
import { readText } from '../../disk/readText.js';
import { Progress } from '../progress.js';
import { analyse, applyNamed } from '../scanning/analysis.js';
import { scanRequest } from '../scanning/scanOptions.js';
import type { Terminal } from '../terminal.js';
import type { FileEdit } from './pendingEdit.js';
import { textAfter } from './pendingEdit.js';
import type { ChangedFile } from './workspaceOfEdit.js';
import { isAssumption, isReadByItself, mayBeTakenIn, mayConcern, workspaceOf } from './workspaceOfEdit.js';

/** What an edit would do, as far as a person should be asked. */
export interface Verdict {
  /** One line for each change, the gravest first. */
  readonly reason: string;
}

/** Lines of a reason before the rest is counted. */
const MOST_LINES = 5;

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
    file.path,
    files.map(({ path, source }) => [path, source.text] as const),
  );
}

function reasonFor(
  files: readonly ChangedFile[],
  root: string,
  terminal: Terminal,
  alsoUnknown: boolean,
): string | undefined {
  // Files that are named are read though git ignores them: settings of an agent often are.
  const named = files.filter(({ before }) => before !== undefined).map(({ path }) => path);
  const request = { ...scanRequest(new Arguments([root, ...named], new Map())), quiet: true };
  const coming = files.flatMap(({ after }) => after ?? []);
  const analysis = analyse(
    request,
    { ...terminal, errColumns: undefined },
    new Progress(terminal, false),
    coming,
  );
  const { host } = analysis;
  const rootUri = fileUri(root);
  const earlier = stateOf(host.snapshot.model, rootUri);
  host.apply(files.map(({ path, after }) => ({ uri: fileUri(path), root: rootUri, text: after })));
  applyNamed(host, new Map(analysis.files), [root]);
  const { snapshot } = host;
  const changes = compareStates(earlier, stateOf(snapshot.model, rootUri));
  const assumptions = files.filter(({ path }) => isAssumption(path));
  const counting = changes.filter((change) => assumptions.length > 0 || isAsked(change, alsoUnknown));
  if (counting.length === 0) return undefined;
  const rows = rowsOf(
    { base: '', changes: counting, after: new Places(snapshot, rootUri) },
    assumptions.length > 0
      ? ['wider', 'became-unknown', 'narrower', 'different', 'became-known']
      : ['wider', 'became-unknown'],
  );
  const lines = rows.slice(0, MOST_LINES).map((row) => {
    const at =
      row.place === undefined ? row.change.session.path : `${row.place.path}:${lineColumn(row.place)}`;
    return `${row.sign} ${[changeLine(row), ...changeAsides(row), at].join(' · ')}`;
  });
  const more = rows.length - lines.length;
  return [
    headOf(
      changes,
      assumptions.map(({ path }) => shown(root, path)),
      alsoUnknown,
    ),
    ...lines,
    ...(more > 0 ? [`and ${String(more)} more`] : []),
  ]
    .map(shownMessage)
    .join('\n');
}

function isAsked({ direction }: Change, alsoUnknown: boolean): boolean {
  return direction === 'wider' || (alsoUnknown && direction === 'became-unknown');
}

function headOf(changes: readonly Change[], assumptions: readonly string[], alsoUnknown: boolean): string {
  const sessionsOf = (all: readonly Change[]): string =>
    counted(new Set(all.map(({ session }) => session.id)).size, 'session');
  if (assumptions.length > 0) {
    return `TrustScope: this edit of ${assumptions.join(', ')} changes what is taken for granted of ${sessionsOf(changes)}.`;
  }
  const asked = changes.filter((change) => isAsked(change, alsoUnknown));
  const isWider = asked.some(({ direction }) => direction === 'wider');
  return isWider
    ? `TrustScope: this edit makes ${sessionsOf(asked)} wider.`
    : `TrustScope: after this edit it is not known how far ${sessionsOf(asked)} can reach.`;
}
