import type { Remediation } from '../../model/remediation.js';
import { insertEntry, removeEntry, replaceValue } from '../../syntax/edit/mappingEdits.js';
import { scalarText } from '../../syntax/edit/scalar.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import { entry, textOf } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';
import { all } from './remediation/all.js';
import { entryAt, jobOf } from './remediation/find.js';
import { anchorEntry, declareGrants, moveGrants, replaceGrants, setRight } from './remediation/grants.js';
import { setInputs } from './remediation/steps.js';

/** Turns a remediation into edits of one workflow; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (!tree.complete) return undefined;
  switch (intent.kind) {
    case 'declare-grants':
      return declareGrants(intent, tree);
    case 'replace-grants':
      return replaceGrants(intent, tree);
    case 'move-grants-to-sessions':
      return moveGrants(intent, tree);
    case 'set-right':
      return setRight(intent, tree);
    case 'bound-lifetime':
      return boundLifetime(intent, tree);
    case 'name-secrets':
      return nameSecrets(intent, tree);
    case 'drop-persisted-credential':
      return setInputs(tree, intent.at, { 'persist-credentials': 'false' });
    case 'scope-token':
      return setInputs(tree, intent.at, written(intent.settings));
    case 'require-gate':
      return requireGate(intent, tree);
    case 'replace-values':
      return replaceText(intent, tree);
    case 'replace-command':
      return replaceCommand(intent, tree);
    case 'repair-condition': {
      const located = entryAt(tree, intent.at);
      if (located === undefined) return undefined;
      const { mapping, entry: condition } = located;
      return all([replaceValue(tree, mapping, condition, scalarText(intent.condition, mapping.flow))]);
    }
    default:
      return undefined;
  }
}

type Intent<K extends Remediation['kind']> = Extract<Remediation, { kind: K }>;

function boundLifetime(intent: Intent<'bound-lifetime'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (intent.at !== undefined) {
    const located = entryAt(tree, intent.at);
    const text = located && inSameUnit(textOf(located.entry.value) ?? '', intent);
    if (located === undefined || text === undefined) return undefined;
    return all([replaceValue(tree, located.mapping, located.entry, text)]);
  }
  const job = jobOf(tree, intent.session);
  if (job === undefined) return undefined;
  const minutes = String(Math.max(1, Math.round(intent.seconds / 60)));
  const written = entry(job, 'timeout-minutes');
  return all([
    written === undefined
      ? insertEntry(tree, job, anchorEntry(job), { key: 'timeout-minutes', value: minutes })
      : replaceValue(tree, job, written, minutes),
  ]);
}

/** The new length in the unit of the old one, `7200s` or `2`; `undefined` where that is no whole number. */
function inSameUnit(
  text: string,
  { seconds, written = seconds }: Intent<'bound-lifetime'>,
): string | undefined {
  const [, number, unit = ''] = /^\s*(\d+)\s*([smhd]?)\s*$/u.exec(text) ?? [];
  if (number === undefined) return undefined;
  const wanted = (seconds * Number(number)) / written;
  return Number.isInteger(wanted) && wanted > 0 ? `${String(wanted)}${unit}` : undefined;
}

function nameSecrets(intent: Intent<'name-secrets'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  const located = entryAt(tree, intent.at);
  if (located === undefined) return undefined;
  const { mapping, entry: secrets } = located;
  if (intent.names.length === 0) return all([removeEntry(tree, mapping, secrets)]);
  const named = intent.names.map((name) => ({ key: name, value: `\${{ secrets.${name} }}` }));
  return all([replaceValue(tree, mapping, secrets, named)]);
}

/** A value gives way to another, or an entry of a list that stands in quotes inside of a value to several. */
function replaceText(
  { at, values }: Intent<'replace-values'>,
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  const located = entryAt(tree, at);
  const [value, ...others] = values;
  if (located !== undefined && value !== undefined) {
    const { mapping, entry: whole } = located;
    return others.length > 0
      ? undefined
      : all([replaceValue(tree, mapping, whole, scalarText(value, mapping.flow))]);
  }
  const { start, end } = at.range;
  const before = tree.text.slice(tree.text.lastIndexOf('\n', start - 1) + 1, start);
  const inQuotes = ['"', "'"].some((quote) => before.split(quote).length % 2 === 0);
  if (!inQuotes || /["'\n]/u.test(tree.text.slice(start, end) + values.join(''))) return undefined;
  return [{ range: at.range, newText: values.join(',') }];
}

/** Words without quotes and line ends mean the same in every form of a scalar. */
function replaceCommand(
  { at: { range }, text }: Intent<'replace-command'>,
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  const before = tree.text.slice(range.start, range.end);
  return /^[\w ./=-]+$/u.test(before) && /^[\w ./=-]+$/u.test(text) ? [{ range, newText: text }] : undefined;
}

function requireGate(intent: Intent<'require-gate'>, tree: SyntaxTree): readonly TextEdit[] | undefined {
  const job = jobOf(tree, intent.session);
  if (job === undefined || entry(job, 'environment') !== undefined) return undefined;
  return all([insertEntry(tree, job, anchorEntry(job), { key: 'environment', value: intent.gate })]);
}

/** Values as they stand in the file. */
function written(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, scalarText(value, false)]));
}
