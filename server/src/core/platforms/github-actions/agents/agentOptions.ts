import type { ListedTool } from '../../../knowledge/agents/toolLists.js';
import { optionsIn, toolsIn } from '../../../knowledge/agents/toolLists.js';
import type { ShellWord } from '../../../model/shellScript.js';
import type { Origin } from '../../../model/origin.js';
import type { ScalarNode } from '../../../syntax/syntaxTree.js';
import { within } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Reading } from '../reading.js';

/** A text of a list with its place. */
export interface Given {
  readonly text: string;
  readonly origin: Origin;
}

/** An option of an agent's command line. */
export interface GivenOption {
  readonly name: string;
  readonly origin: Origin;
  /** Its values, each whole and taken apart as a list of tools. */
  readonly values: readonly (Given & { readonly tools: readonly Given[] })[];
  /** Whether part of the values is known only when it runs. */
  readonly computed: boolean;
}

/** The options that stand in an input for further arguments. */
export function optionsOfInput(reading: Reading, node: ScalarNode): readonly GivenOption[] {
  const placer = new Placer(reading, node);
  return optionsIn(node.text).map(({ name, values }) => placedOption(placer, name, values, false));
}

/** The options among the words of a command of a script; `before` are the calls of that name that come before it. */
export function optionsOfCommand(
  reading: Reading,
  script: ScalarNode,
  {
    called,
    before,
    words,
  }: { readonly called: string; readonly before: number; readonly words: readonly ShellWord[] },
): { readonly place: Origin; readonly options: readonly GivenOption[] } {
  const placer = new Placer(reading, script);
  for (let skipped = 0; skipped < before; skipped++) placer.find(called);
  const place = placer.find(called);
  const options: { name: string; values: ListedTool[]; computed: boolean }[] = [];
  for (const { text, dynamic } of words) {
    const named = /^(--?[A-Za-z][\w-]*)(?:=([\s\S]*))?$/u.exec(text);
    const open = options.at(-1);
    if (named?.[1] !== undefined) {
      const value = named[2];
      options.push({
        name: named[1],
        values: value === undefined || value === '' ? [] : [listed(value)],
        computed: dynamic,
      });
    } else if (open !== undefined) {
      open.values.push(listed(text));
      open.computed ||= dynamic;
    }
  }
  return {
    place,
    options: options.map(({ name, values, computed }) => placedOption(placer, name, values, computed)),
  };
}

function listed(text: string): ListedTool {
  return { text, start: 0, end: text.length };
}

function placedOption(
  placer: Placer,
  name: string,
  values: readonly ListedTool[],
  computed: boolean,
): GivenOption {
  return {
    name,
    origin: placer.find(name),
    values: values.map(({ text }) => ({ text, ...placer.findWithin(text) })),
    computed,
  };
}

/** Finds texts of a scalar in the file, in order: a block scalar is written with other offsets than it reads. */
class Placer {
  readonly #whole: Origin;
  readonly #raw: string;
  readonly #written: TextRange;
  readonly #uri: string;
  #from = 0;

  constructor(reading: Reading, node: ScalarNode) {
    this.#whole = reading.originOf(node);
    this.#uri = reading.uri;
    this.#written = node.written;
    // What came through an alias is told at the alias.
    this.#raw =
      node.range === node.written ? reading.tree.text.slice(node.written.start, node.written.end) : '';
  }

  find(text: string): Origin {
    const at = this.#indexOf(text);
    if (at < 0) return this.#whole;
    this.#from = at + text.length;
    return this.#originAt(at, text.length);
  }

  /** A value whole, and the tools that it lists. */
  findWithin(text: string): { readonly origin: Origin; readonly tools: readonly Given[] } {
    const at = this.#indexOf(text);
    const tools = toolsIn(text).map((tool) => ({
      text: tool.text,
      origin: at < 0 ? this.find(tool.text) : this.#originAt(at + tool.start, tool.text.length),
    }));
    return { origin: at < 0 ? (tools[0]?.origin ?? this.#whole) : this.find(text), tools };
  }

  /** A name begins and ends at the edge of a word, as a prompt may hold it too. */
  #indexOf(text: string): number {
    if (this.#raw === '' || text === '') return -1;
    const inWord = (character: string): boolean => /[\w-]/u.test(character);
    for (let at = this.#raw.indexOf(text, this.#from); at >= 0; at = this.#raw.indexOf(text, at + 1)) {
      const starts = !inWord(text.charAt(0)) || !inWord(this.#raw.charAt(at - 1));
      const ends = !inWord(text.charAt(text.length - 1)) || !inWord(this.#raw.charAt(at + text.length));
      if (starts && ends) return at;
    }
    return -1;
  }

  #originAt(at: number, length: number): Origin {
    return { uri: this.#uri, range: within(this.#written, at, at + length) };
  }
}
