import type { Origin } from '../../../model/origin.js';
import type { ContentEntry } from '../../../syntax/edit/content.js';
import { insertEntry, replaceValue } from '../../../syntax/edit/mappingEdits.js';
import type { SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry, isAbsent } from '../../../syntax/syntaxTree.js';
import type { TextEdit } from '../../../text/textRange.js';
import { all } from './all.js';
import { mappingWith } from './find.js';

/** Sets inputs of the step whose `uses` stands at `at`: changes those that are there, adds the others. */
export function setInputs(
  tree: SyntaxTree,
  at: Origin,
  inputs: Readonly<Record<string, string>>,
): readonly TextEdit[] | undefined {
  const step = mappingWith(tree, 'uses', at);
  if (step === undefined) return undefined;
  const wanted: readonly ContentEntry[] = Object.entries(inputs).map(([key, value]) => ({ key, value }));
  const withEntry = entry(step.mapping, 'with');
  if (withEntry === undefined) {
    return all([insertEntry(tree, step.mapping, step.entry, { key: 'with', value: wanted })]);
  }
  const { value } = withEntry;
  if (isAbsent(value)) return all([replaceValue(tree, step.mapping, withEntry, wanted)]);
  if (value.kind !== 'mapping') return undefined;
  return all(
    wanted.map((input) => {
      const written = value.entries.find(({ key }) => key.text.toLowerCase() === input.key);
      return written === undefined
        ? insertEntry(tree, value, value.entries.at(-1), input)
        : replaceValue(tree, value, written, input.value);
    }),
  );
}
