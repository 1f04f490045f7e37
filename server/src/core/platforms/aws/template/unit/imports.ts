import type { SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { listWords } from '../../../../model/words.js';
import { quoted } from '../../../../text/quoted.js';
import { entries, get } from '../../../../syntax/syntaxTree.js';
import type { Reading } from '../../reading.js';
import type { TakenName } from '../taken.js';
import { storedDefault, takenBy } from '../taken.js';
import type { TakenValue, Template } from '../template.js';
import { allShared, meantBy, namesIn } from './givenValues.js';
import { mayTake } from './stackTexts.js';
import type { Stack } from './stack.js';
import type { StackTree } from './stackTree.js';

/** Values of other stacks that go into one unit, over however many stacks they come. */
const MOST_TAKEN = 100;
const MOST_DEPTH = 60;

/** A name under which a template takes a value of another stack. */
interface Taken extends TakenName {
  readonly node: SyntaxNode;
}

/** Values of other stacks, with the stacks that give them. */
interface TakenValues {
  /** By what they are taken by and the name, with a space between. */
  readonly values: ReadonlyMap<string, TakenValue>;
  readonly givers: readonly Stack[];
}

/**
 * The values that a template takes of other stacks of the workspace folder (`Fn::ImportValue`, and parameters of Systems
 * Manager that a template makes), each as the text that writes it in the template that gives it. That template is read
 * for the value alone: what it makes is said where it is deployed.
 */
export function takenValues(tree: StackTree, template: Template): TakenValues {
  const mayTakeAny = tree.paths.some((path) => mayTake(tree.composing.file(path)?.text ?? ''));
  const all = mayTakeAny ? allShared(tree.composing).filter(({ path }) => path !== tree.path) : [];
  const values = new Map<string, TakenValue>();
  const givers = new Map<string, Stack>();
  if (all.length === 0 || template.root === undefined) return { values, givers: [] };
  const nameOf = namesIn(tree.reading, template);
  const open = [...takenIn(tree.reading, template.root), ...takenByDefault(template)];
  for (const taken of open) {
    const { by } = taken;
    const name = nameOf(taken.name);
    const key = name === undefined ? '' : `${by} ${name.name}`;
    if (name === undefined || values.has(key) || values.size >= MOST_TAKEN) continue;
    const { chosen, certain, candidates } = meantBy(all, by, name);
    if (!certain && candidates.length > 0) {
      noteLikely(
        tree.reading,
        taken,
        candidates.map(({ path }) => path),
      );
    }
    const stack = chosen && (givers.get(chosen.path) ?? tree.giver(chosen.path));
    if (chosen === undefined || stack === undefined) continue;
    givers.set(chosen.path, stack);
    const value = by === 'export' ? stack.output(chosen.id) : stack.propertyOf(chosen.id, 'Value');
    if (value === undefined) continue;
    // A parameter of Systems Manager may be written by others as well.
    values.set(key, { value, inferred: !certain || by === 'parameter' });
    open.push(...takenIn(tree.reading, value));
  }
  return { values, givers: [...givers.values()] };
}

/** What is taken anywhere in a node, with where. */
function* takenIn(reading: Reading, node: SyntaxNode, depth = 0): Generator<Taken> {
  if (depth > MOST_DEPTH || !reading.visit()) return;
  const own = takenBy(node);
  if (own !== undefined) yield { ...own, node };
  if (node.kind === 'scalar') return;
  const inner = node.kind === 'sequence' ? node.items : node.entries.map(({ value }) => value);
  for (const one of inner) yield* takenIn(reading, one, depth + 1);
}

/** Parameters whose values are kept in the parameter store under the name that is their default. */
function takenByDefault({ root, parameter }: Template): readonly Taken[] {
  return entries(get(root, 'Parameters')).flatMap(({ key }): readonly Taken[] => {
    const own = parameter(key.text);
    const node = own && storedDefault(own) !== undefined ? own.fallback : undefined;
    return node === undefined ? [] : [{ by: 'parameter', name: node, node }];
  });
}

/** Says of a name that only a deployment fills in what it may stand for. */
function noteLikely(reading: Reading, { node, by }: Taken, paths: readonly string[]): void {
  const what = by === 'export' ? 'export' : 'parameter';
  const files = listWords([...new Set(paths)].map(quoted));
  const isOne = paths.length === 1;
  reading.note({
    origin: reading.originOf(node),
    title: isOne ? 'A value of another stack' : 'A value of one of several stacks',
    text: isOne
      ? `It is likely the ${what} of ${files}, the only one here whose name fits: how both are deployed is not known.`
      : `${String(paths.length)} ${what}s here fit its name, of ${files}: which one it is depends on how they are deployed, so it counts as not known.`,
    source:
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html',
  });
}
