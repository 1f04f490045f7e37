import { EVENTS } from '../../knowledge/github/events.js';
import type { EventFacts } from '../../knowledge/github/events.js';
import type { SyntaxEntry, SyntaxNode } from '../../syntax/syntaxTree.js';
import { get } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import { scalarsOf } from './workflow.js';
import { meantBy, meantWords } from '../../text/meant.js';
import { quoted } from '../../text/quoted.js';

const BY_NAME: ReadonlyMap<string, EventFacts> = new Map(EVENTS.map((event) => [event.name, event]));

/** One event of `on`. */
export interface Trigger {
  readonly facts: EventFacts;
  /** The event's name where it is written. */
  readonly node: SyntaxNode;
  readonly config: SyntaxNode | undefined;
  readonly types: readonly string[];
  readonly branches: readonly string[];
  readonly tags: readonly string[];
  readonly paths: readonly string[];
  /** For `workflow_run`: the workflows it follows, by name. */
  readonly workflows: readonly { readonly name: string; readonly node: SyntaxNode }[];
}

/** The facts of an event by its name; `undefined` for a name that GitHub does not document. */
export function eventFacts(name: string): EventFacts | undefined {
  return BY_NAME.get(name);
}

/** Reads `on` in its three forms: a word, a list, a mapping. */
export function readTriggers(reading: Reading, on: SyntaxEntry): readonly Trigger[] {
  const { value } = on;
  if (value.kind === 'mapping') {
    return value.entries.flatMap((entry) => readTrigger(reading, entry.key, entry.value) ?? []);
  }
  return scalarsOf(value).flatMap((node) => readTrigger(reading, node, undefined) ?? []);
}

function readTrigger(
  reading: Reading,
  node: SyntaxNode,
  config: SyntaxNode | undefined,
): Trigger | undefined {
  const name = node.kind === 'scalar' ? node.text : '';
  const facts = BY_NAME.get(name);
  if (facts === undefined) {
    // While a name is being typed it is none yet; only a complete text is worth a remark.
    const meant = meantBy(name, BY_NAME.keys());
    if (name !== '') {
      reading.refuse(node, `GitHub knows no event ${quoted(name)}${meantWords(meant)}`, meant);
    }
    return undefined;
  }
  const words = (key: string): readonly string[] => scalarsOf(get(config, key)).map((scalar) => scalar.text);
  const written = words('types');
  const defaults = facts.defaultTypes === 'all' ? facts.activityTypes : facts.defaultTypes;
  return {
    facts,
    node,
    config,
    types: written.length > 0 ? written : defaults,
    branches: words('branches'),
    tags: words('tags'),
    paths: words('paths'),
    workflows: scalarsOf(get(config, 'workflows')).map((scalar) => ({ name: scalar.text, node: scalar })),
  };
}
