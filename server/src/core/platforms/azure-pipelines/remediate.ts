import type { Remediation } from '../../model/remediation.js';
import { insertEntry, replaceValue } from '../../syntax/edit/mappingEdits.js';
import { locate } from '../../syntax/edit/located.js';
import { scalarText } from '../../syntax/edit/scalar.js';
import type { MappingNode, SyntaxEntry, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entry, textOf } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';
import { readPipeline } from './pipeline.js';
import { placesOf } from './places.js';
import { expandPipeline } from './template/expansion.js';

/** Turns a remediation into edits of one file; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (!tree.complete) return undefined;
  switch (intent.kind) {
    case 'bound-lifetime':
      return boundLifetime(intent, tree);
    case 'drop-persisted-credential':
      return dropCredential(intent, tree);
    case 'repair-condition':
      return replaceAt(tree, intent.at.range, intent.condition);
    case 'require-gate':
      return requireGate(intent, tree);
    case 'replace-values':
      return intent.values.length === 1 && intent.values[0] !== undefined
        ? replaceAt(tree, intent.at.range, intent.values[0])
        : undefined;
    // The job's token has no rights in the file, and the project holds connections, groups and their checks.
    default:
      return undefined;
  }
}

type Intent<K extends Remediation['kind']> = Extract<Remediation, { kind: K }>;

interface Found {
  readonly mapping: MappingNode;
  /** The entry that names the job, behind which others are put. */
  readonly head: SyntaxEntry;
  readonly kind: 'job' | 'deployment';
}

/** The job of a session that is written as one; the steps of a file without jobs have no place for its settings. */
function jobOf(tree: SyntaxTree, session: string): Found | undefined {
  // Jobs bear the names that they have once loops and conditions are worked out.
  const expanded = expandPipeline({ uri: '', tree }, false, () => undefined);
  const pipeline = readPipeline(expanded?.root ?? tree.documents[0], false);
  const place = pipeline && placesOf(pipeline, '').find(({ localId }) => localId === session);
  if (place === undefined) return undefined;
  const { node, kind } = place.job;
  if (node.kind !== 'mapping' || (kind !== 'job' && kind !== 'deployment')) return undefined;
  const [head] = node.entries;
  return head === undefined ? undefined : { mapping: node, head, kind };
}

function boundLifetime(intent: Intent<'bound-lifetime'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (intent.at !== undefined) {
    const located = locate(tree, intent.at.range);
    const text = located?.kind === 'entry' ? textOf(located.entry.value) : undefined;
    const isSeconds = text !== undefined && /^\d+$/u.test(text) && Number(text) === intent.written;
    return located?.kind === 'entry' && isSeconds
      ? all(replaceValue(tree, located.mapping, located.entry, String(intent.seconds)))
      : undefined;
  }
  const job = jobOf(tree, intent.session);
  if (job === undefined) return undefined;
  const minutes = String(Math.max(1, Math.round(intent.seconds / 60)));
  const written = entry(job.mapping, 'timeoutInMinutes');
  return all(
    written === undefined
      ? insertEntry(tree, job.mapping, job.head, { key: 'timeoutInMinutes', value: minutes })
      : replaceValue(tree, job.mapping, written, minutes),
  );
}

/** Nothing is left where nothing is said of it. */
function dropCredential(
  { at }: Intent<'drop-persisted-credential'>,
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  const located = locate(tree, at.range);
  if (located?.kind !== 'entry') return undefined;
  const written = entry(located.mapping, 'persistCredentials');
  return written === undefined ? undefined : all(replaceValue(tree, located.mapping, written, 'false'));
}

/** A deployment job may be run in an environment; any other job would have to become one. */
function requireGate(intent: Intent<'require-gate'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  const job = jobOf(tree, intent.session);
  if (job?.kind !== 'deployment' || entry(job.mapping, 'environment') !== undefined) return undefined;
  return all(insertEntry(tree, job.mapping, job.head, { key: 'environment', value: intent.gate }));
}

function replaceAt(
  tree: SyntaxTree,
  range: TextEdit['range'],
  text: string,
): readonly TextEdit[] | undefined {
  const located = locate(tree, range);
  if (located?.kind !== 'entry' || located.entry.value.kind !== 'scalar') return undefined;
  const { mapping, entry: found } = located;
  return all(replaceValue(tree, mapping, found, scalarText(text, mapping.flow)));
}

function all(edit: TextEdit | undefined): readonly TextEdit[] | undefined {
  return edit === undefined ? undefined : [edit];
}
