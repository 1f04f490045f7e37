import type { DeclaredParts } from '../../model/declaredParts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import { PipelineReading } from '../../pipelines/pipelineReading.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';

/** One file being read: makes origins and gathers what GitHub would refuse. */
export class Reading extends PipelineReading {
  /** What the configuration says of actions. */
  readonly declaredParts: DeclaredParts | undefined;
  readonly #read = new Map<string, unknown>();

  constructor(uri: Uri, tree: SyntaxTree, tools: LoweringTools) {
    super(uri, tree, tools);
    this.declaredParts = tools.declaredParts;
  }

  /**
   * What a reader says of a script, once for each text: jobs of one file often run the same ones. The reader is told by
   * its name, and gives the same type whenever it is named so.
   */
  once<T>(reader: string, script: string, read: () => T): T {
    const key = `${reader} ${script}`;
    if (!this.#read.has(key)) this.#read.set(key, read());
    return this.#read.get(key) as T;
  }

  /** Refuses the keys of a mapping that are not among the known ones. */
  refuseUnknownKeys(node: SyntaxNode | undefined, known: ReadonlySet<string>, where: string): void {
    for (const { key } of entries(node)) {
      if (!known.has(key.text) && key.text !== '') {
        this.refuse(key, `GitHub does not know the key \`${key.text}\` in ${where}.`);
      }
    }
  }
}
