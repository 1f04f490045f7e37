import type { DeclaredParts } from '../../model/declaredParts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import { PipelineReading } from '../../pipelines/pipelineReading.js';
import type { ScalarNode, SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import type { Condition } from './conditions.js';
import { readCondition } from './conditions.js';
import type { ExpressionSegment } from './expressions/segments.js';
import { expressionSegments } from './expressions/segments.js';
import { TextMemo } from './textMemo.js';
import { meantBy, meantWords } from '../../text/meant.js';
import { quoted } from '../../text/quoted.js';

/** One file being read, or a part of one: makes origins and gathers what GitHub would refuse. */
export class Reading extends PipelineReading {
  /** What the configuration says of actions. */
  readonly declaredParts: DeclaredParts | undefined;

  constructor(
    uri: Uri,
    tree: SyntaxTree,
    readonly tools: LoweringTools,
    readonly memo = new TextMemo(),
    /** Names of the secrets that a caller may hand over, without case. */
    readonly callerSecrets: () => ReadonlySet<string> = none,
  ) {
    super(uri, tree, tools);
    this.declaredParts = tools.declaredParts;
  }

  /** The text of a file of the repository, by its path below the folder that holds `.github`. */
  fileText(path: string): string | undefined {
    return this.tools.fileText?.(path);
  }

  /** The same file, with problems of its own: those of a part that is read by itself. */
  part(callerSecrets: () => ReadonlySet<string>): Reading {
    return new Reading(this.uri, this.tree, this.tools, this.memo, callerSecrets);
  }

  /**
   * What a reader says of a script, once for each text: jobs of one file often run the same ones. The reader is told by
   * its name, and gives the same type whenever it is named so.
   */
  once<T>(reader: string, script: string, read: () => T): T {
    return this.memo.once(`${reader} ${script}`, read);
  }

  /** The `if:` that stands in a scalar. */
  conditionOf(node: ScalarNode): Condition {
    return this.memo.conditionOf(node, () => readCondition(this.tree, node));
  }

  /** The expressions in a scalar. */
  segmentsOf(node: ScalarNode): readonly ExpressionSegment[] {
    if (!node.text.includes('${{')) return NO_SEGMENTS;
    return this.memo.segmentsOf(node, () => expressionSegments(this.tree, node));
  }

  /** Refuses the keys of a mapping that are not among the known ones. */
  refuseUnknownKeys(node: SyntaxNode | undefined, known: ReadonlySet<string>, where: string): void {
    for (const { key } of entries(node)) {
      if (!known.has(key.text) && key.text !== '') {
        const meant = meantBy(key.text, known);
        this.refuse(
          key,
          `GitHub does not know the key ${quoted(key.text)} in ${where}${meantWords(meant)}`,
          meant,
        );
      }
    }
  }
}

const NO_SEGMENTS: readonly ExpressionSegment[] = [];

function none(): ReadonlySet<string> {
  return NOTHING;
}

const NOTHING: ReadonlySet<string> = new Set();
