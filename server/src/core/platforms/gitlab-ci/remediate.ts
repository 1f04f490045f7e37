import type { Remediation } from '../../model/remediation.js';
import type { Origin } from '../../model/origin.js';
import { insertEntry, replaceValue } from '../../syntax/edit/mappingEdits.js';
import { locate } from '../../syntax/edit/located.js';
import { scalarText } from '../../syntax/edit/scalar.js';
import type { MappingNode, SyntaxEntry, SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entry } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';

type Intent<K extends Remediation['kind']> = Extract<Remediation, { kind: K }>;

/** Turns a remediation into edits of one pipeline; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (!tree.complete) return undefined;
  switch (intent.kind) {
    case 'bound-lifetime':
      return boundLifetime(intent, tree);
    case 'require-gate':
      return requireGate(intent, tree);
    case 'repair-condition':
      return repairCondition(intent, tree);
    default:
      // What CI_JOB_TOKEN may do is set in the project, not in the file.
      return undefined;
  }
}

function only(edit: TextEdit | undefined): readonly TextEdit[] | undefined {
  return edit === undefined ? undefined : [edit];
}

/**
 * The mapping of the job behind a session's local id, as it is written: `job:<name>`, with the pipeline behind it that
 * takes in the file.
 */
function jobOf(tree: SyntaxTree, session: string): MappingNode | undefined {
  const full = session.replace(/^job:/u, '');
  const own = full.replace(/ @ (?!.* @ ).*$/su, '');
  const find = (name: string): SyntaxNode | undefined =>
    tree.documents.findLast((document) => entry(document, name) !== undefined);
  const name = find(full) === undefined ? own : full;
  const root = find(name);
  const job = entry(root, name)?.value;
  return job?.kind === 'mapping' ? job : undefined;
}

/** The entry behind which a new one reads well. */
function anchorEntry(job: MappingNode): SyntaxEntry | undefined {
  const own = job.entries.filter(({ merged }) => !merged);
  const known = ['environment', 'stage', 'extends', 'image'].map((key) =>
    own.find((item) => item.key.text === key),
  );
  return known.find((item) => item !== undefined) ?? own[0];
}

function boundLifetime(intent: Intent<'bound-lifetime'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (intent.at !== undefined) return boundNumber(intent, tree);
  const job = jobOf(tree, intent.session);
  if (job === undefined) return undefined;
  const minutes = Math.max(1, Math.round(intent.seconds / 60));
  const value = minutes % 60 === 0 ? hours(minutes / 60) : `${String(minutes)} minutes`;
  const written = entry(job, 'timeout');
  if (written !== undefined && !written.merged) return only(replaceValue(tree, job, written, value));
  const anchor = anchorEntry(job);
  return anchor === undefined ? undefined : only(insertEntry(tree, job, anchor, { key: 'timeout', value }));
}

function hours(count: number): string {
  return count === 1 ? '1 hour' : `${String(count)} hours`;
}

/** A duration of its own in a script: seconds, as every command that asks for a session takes them. */
function boundNumber(
  { at, seconds }: Intent<'bound-lifetime'>,
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  if (at === undefined) return undefined;
  const { start, end } = at.range;
  if (!/^\d{1,6}$/u.test(tree.text.slice(start, end)) || /\d/u.test(tree.text.slice(end, end + 1))) {
    return undefined;
  }
  return [{ range: at.range, newText: String(seconds) }];
}

/** https://docs.gitlab.com/ci/environments/protected_environments/ */
function requireGate(intent: Intent<'require-gate'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  const job = jobOf(tree, intent.session);
  if (job === undefined || entry(job, 'environment') !== undefined) return undefined;
  const anchor = anchorEntry(job);
  return anchor === undefined
    ? undefined
    : only(insertEntry(tree, job, anchor, { key: 'environment', value: scalarText(intent.gate, job.flow) }));
}

/** `key: value` beside, or in the place of, what stands at the origin. */
function repairCondition(
  { at, condition }: { readonly at: Origin; readonly condition: string },
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  const [, key, value] = /^(\w+): (\w+)$/u.exec(condition) ?? [];
  const place = locate(tree, at.range);
  if (key === undefined || value === undefined || place?.kind !== 'entry') return undefined;
  const { mapping, entry: located } = place;
  const written = entry(mapping, key);
  return only(
    written === undefined
      ? insertEntry(tree, mapping, located, { key, value })
      : replaceValue(tree, mapping, written, value),
  );
}
