import type { AwsCatalogue } from '../../model/awsCatalogue.js';
import type { FactProblem } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { Origin } from '../../model/origin.js';
import { refusal } from '../../model/refusal.js';
import type { ParseShell } from '../../model/shellScript.js';
import type { PipelineScript } from '../../pipelines/script.js';
import { readPipelineScript } from '../../pipelines/script.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { within } from '../../text/block.js';
import type { Meant } from '../../text/meant.js';
import type { Uri } from '../../text/uri.js';
import type { TextRange } from '../../text/textRange.js';
import type { Sources } from './compose/sources.js';
import { Conditions } from './expressions/readCondition.js';

/** Other parts of a file that are taken in can make a small text stand for a huge one; more than that is not followed. */
const MOST_ITEMS = { references: 30_000, templates: 300_000 };

/** The files of one pipeline being read: makes origins, and gathers what GitLab would refuse. */
export class Reading {
  readonly problems: FactProblem[] = [];
  readonly catalogue: AwsCatalogue | undefined;
  readonly #parseShell: ParseShell | undefined;
  readonly #scripts = new Map<string, PipelineScript>();
  readonly #refused = new Set<string>();
  readonly #left = { ...MOST_ITEMS };

  constructor(
    readonly sources: Sources,
    { parseShell, aws }: LoweringTools,
    readonly conditions = new Conditions(),
  ) {
    this.#parseShell = parseShell;
    this.catalogue = aws;
  }

  /** The file by which the pipeline begins. */
  get uri(): Uri {
    return this.sources.first.uri;
  }

  /** The file that a range stands in. */
  uriOf(range: TextRange): Uri {
    return this.sources.of(range).uri;
  }

  /** Whether every file could be read whole. */
  get isComplete(): boolean {
    return this.sources.files.every(({ tree }) => tree.complete);
  }

  /** Whether one of the files has the text. */
  says(text: string): boolean {
    return this.sources.files.some(({ tree }) => tree.text.includes(text));
  }

  /** Where `node` stands; for what came through an alias, the alias with the anchor beside it. */
  originOf(node: SyntaxNode): Origin {
    const { range, written } = node;
    const uri = this.uriOf(range);
    return range === written || (range.start === written.start && range.end === written.end)
      ? { uri, range }
      : { uri, range, anchor: written };
  }

  /** The first place of `text` in what is written of a node; the node itself where it does not stand there as it is. */
  originWithin(node: SyntaxNode, text: string): Origin {
    const { range, written } = node;
    if (range !== written || text === '') return this.originOf(node);
    const { uri, tree } = this.sources.of(written);
    const at = tree.text.slice(written.start, written.end).indexOf(text);
    if (at < 0) return this.originOf(node);
    return { uri, range: within(written, at, at + text.length) };
  }

  /** A shape that GitLab refuses: no pipeline starts. What many jobs take from one place is told once. */
  refuse(node: SyntaxNode, message: string, meant?: Meant): void {
    const key = `${this.uriOf(node.range)} ${String(node.range.start)} ${message}`;
    if (this.#refused.has(key)) return;
    this.#refused.add(key);
    this.problems.push(refusal(this.originOf(node), message, meant));
  }

  /** Whether so many more items may be taken in. */
  readonly spend = (by: keyof typeof MOST_ITEMS, items: number): boolean => {
    this.#left[by] -= items;
    return this.#left[by] >= 0;
  };

  /** Whether part of what the file takes in was left out. */
  get isCut(): boolean {
    return this.#left.references < 0 || this.#left.templates < 0;
  }

  /** A script, read once however many jobs share it. */
  script(text: string): PipelineScript {
    const known = this.#scripts.get(text);
    if (known !== undefined) return known;
    const script = readPipelineScript(text, { isBash: true, parseShell: this.#parseShell });
    this.#scripts.set(text, script);
    return script;
  }
}
