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

  constructor(uri: Uri, tree: SyntaxTree, tools: LoweringTools) {
    super(uri, tree, tools);
    this.declaredParts = tools.declaredParts;
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
