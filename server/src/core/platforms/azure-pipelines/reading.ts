import type { LoweringTools } from '../../model/loweringTools.js';
import type { Origin } from '../../model/origin.js';
import { originOfNode } from '../../model/origin.js';
import { PipelineReading } from '../../pipelines/pipelineReading.js';
import { placeIn } from '../../pipelines/textPlaces.js';
import type { ScalarNode, SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Meant } from '../../text/meant.js';
import type { Uri } from '../../text/uri.js';
import type { Call, Unresolved } from './template/context.js';
import type { ExpandedPipeline } from './template/expansion.js';

/** One pipeline being read, of all files that it is made of: makes origins and gathers what Azure Pipelines would refuse. */
export class Reading extends PipelineReading {
  constructor(
    uri: Uri,
    tree: SyntaxTree,
    tools: LoweringTools,
    readonly expanded: ExpandedPipeline | undefined,
  ) {
    super(uri, tree, tools);
  }

  /** The file in which a node is written. */
  fileOf(node: SyntaxNode): Uri {
    return this.expanded?.fileOf(node) ?? this.uri;
  }

  override originOf(node: SyntaxNode): Origin {
    return originOfNode(this.fileOf(node), node);
  }

  /** What is refused in a template is told there. */
  override refuse(node: SyntaxNode, message: string, meant?: Meant): void {
    if (this.fileOf(node) === this.uri) super.refuse(node, message, meant);
  }

  /** Where a part of a scalar's text stands; the scalar, where it came in by an expression. */
  placeOf(scalar: ScalarNode, part: string): Origin {
    const uri = this.fileOf(scalar);
    const tree = uri === this.uri ? this.tree : this.expanded?.files.get(uri)?.tree;
    return tree === undefined ? this.originOf(scalar) : placeIn({ uri, tree }, scalar, part);
  }

  /** The calls by which a part came in, outermost first. */
  callsOf(node: SyntaxNode): readonly Call[] {
    return this.expanded?.callsOf(node) ?? [];
  }

  /** Why a template that is named here was not taken in. */
  whyUnresolved(node: SyntaxNode): Unresolved | undefined {
    return this.expanded?.unresolved.get(node);
  }

  /** The texts of all files that it is made of. */
  get texts(): string {
    const others = [...(this.expanded?.files.values() ?? [])].map(({ tree }) => tree.text);
    return [this.tree.text, ...others].join('\n');
  }
}
