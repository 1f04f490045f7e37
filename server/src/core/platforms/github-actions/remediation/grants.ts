import type { GrantSet, Remediation } from '../../../model/remediation.js';
import type { ContentEntry } from '../../../syntax/edit/content.js';
import { insertEntry, removeEntry, replaceValue } from '../../../syntax/edit/mappingEdits.js';
import type { MappingNode, SyntaxEntry, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry, textOf } from '../../../syntax/syntaxTree.js';
import type { TextEdit } from '../../../text/textRange.js';
import { SCOPE_ORDER } from '../permissions.js';
import { all } from './all.js';
import type { Located } from './find.js';
import { entryAt, jobOf, rootOf } from './find.js';

type Intent<K extends Remediation['kind']> = Extract<Remediation, { kind: K }>;
type Reasons = Readonly<Record<string, string>> | undefined;

/** Writes a `permissions` block where none stands. */
export function declareGrants(
  intent: Intent<'declare-grants'>,
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  const content = block(intent.grants, intent.reasons);
  return all([intent.session === null ? atTop(tree, content) : inJob(tree, intent.session, content)]);
}

function atTop(tree: SyntaxTree, content: ContentEntry): TextEdit | undefined {
  const root = rootOf(tree);
  const on = entry(root, 'on');
  if (root === undefined || on === undefined || entry(root, 'permissions') !== undefined) return undefined;
  return insertEntry(tree, root, on, content, { blankLineBefore: isSetApart(tree, root, on) });
}

/** Whether a blank line follows the entry, so that what is put behind it wants one too. */
function isSetApart(tree: SyntaxTree, root: MappingNode, before: SyntaxEntry): boolean {
  const next = root.entries[root.entries.indexOf(before) + 1];
  return (
    next !== undefined &&
    /\n[ \t]*\r?\n/u.test(tree.text.slice(before.key.written.end, next.key.written.start))
  );
}

function inJob(tree: SyntaxTree, session: string, content: ContentEntry): TextEdit | undefined {
  const job = jobOf(tree, session);
  if (job === undefined || entry(job, 'permissions') !== undefined) return undefined;
  return insertEntry(tree, job, anchorEntry(job), content);
}

/** The entry of a job behind which new ones read best. */
export function anchorEntry(job: MappingNode): SyntaxEntry | undefined {
  return entry(job, 'runs-on') ?? entry(job, 'uses');
}

/** Puts other grants in the place of those that stand there, touching only the lines that change. */
export function replaceGrants(
  intent: Intent<'replace-grants'>,
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  const located = entryAt(tree, intent.block);
  return located && rewrite(tree, located, intent.grants, intent.reasons);
}

function rewrite(
  tree: SyntaxTree,
  { mapping, entry: permissions }: Located,
  grants: GrantSet,
  reasons?: Reasons,
): readonly TextEdit[] | undefined {
  const { value } = permissions;
  const kept =
    value.kind === 'mapping' ? value.entries.filter(({ key }) => grants[key.text] !== undefined) : [];
  if (value.kind !== 'mapping' || kept.length === 0) {
    return all([replaceValue(tree, mapping, permissions, scopes(grants, reasons))]);
  }
  const edits = value.entries.map((scope) => {
    const level = grants[scope.key.text];
    if (level === undefined) return removeEntry(tree, value, scope);
    return textOf(scope.value) === level ? 'unchanged' : replaceValue(tree, value, scope, level);
  });
  const written = new Set(value.entries.map(({ key }) => key.text));
  const missing = scopes(grants, reasons).filter(({ key }) => !written.has(key));
  const last = kept.at(-1);
  const added = missing.map((scope) => insertEntry(tree, value, last, scope));
  return all([...edits.filter((edit) => edit !== 'unchanged'), ...added]);
}

/** Takes what the whole file has apart: what is for all stays, the rest goes to the jobs. */
export function moveGrants(
  intent: Intent<'move-grants-to-sessions'>,
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  const located = entryAt(tree, intent.block);
  const top = located && rewrite(tree, located, intent.shared);
  if (top === undefined) return undefined;
  const jobs = intent.sessions.map(({ session, grants }) => inJob(tree, session, block(grants)));
  return all([...top, ...jobs]);
}

/** Sets one right of one job, in its own block or in a new one that keeps what it has. */
export function setRight(intent: Intent<'set-right'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  const job = jobOf(tree, intent.session);
  if (job === undefined) return undefined;
  const others = Object.entries(intent.current).filter(([right]) => right !== intent.right);
  const grants = {
    ...Object.fromEntries(others),
    ...(intent.level === undefined ? {} : { [intent.right]: intent.level }),
  };
  const own = entry(job, 'permissions');
  return own === undefined
    ? all([insertEntry(tree, job, anchorEntry(job), block(grants))])
    : rewrite(tree, { mapping: job, entry: own }, grants);
}

function block(grants: GrantSet, reasons?: Reasons): ContentEntry {
  return { key: 'permissions', value: scopes(grants, reasons) };
}

function scopes(grants: GrantSet, reasons?: Reasons): readonly ContentEntry[] {
  const rank = (name: string): number => SCOPE_ORDER.indexOf(name);
  return Object.entries(grants)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([key, value]) => ({
      key,
      value,
      ...(reasons?.[key] === undefined ? {} : { comment: reasons[key] }),
    }));
}
