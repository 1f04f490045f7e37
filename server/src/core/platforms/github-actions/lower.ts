import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { lowerAction } from './lowerAction.js';
import { lowerWorkflow } from './lowerWorkflow.js';
import { Reading } from './reading.js';
import { isWorkflow } from './select.js';
import { TextMemo } from './textMemo.js';
import type { WorkflowQueries } from './workflowQueries.js';

/** The facts of a workflow or of an action. */
export function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  if (!isWorkflow(uri)) return lowerAction(new Reading(uri, tree, tools));
  const held = tools.memo?.held;
  const before = held instanceof Before && held.fits(uri, tools) ? held : new Before(uri, tools);
  const reading = new Reading(uri, tree, before.reading(tools), before.texts);
  const { facts, queries } = lowerWorkflow(reading, before.queries);
  before.queries = queries;
  if (tools.memo !== undefined) tools.memo.held = before;
  return facts;
}

/** What one lowering of a workflow leaves for the next one. */
class Before {
  readonly texts = new TextMemo();
  queries: WorkflowQueries | undefined;
  /** The files of the repository that were asked for, with what they were; all count, since any job may rest on one. */
  readonly #files = new Map<string, string | undefined>();

  constructor(
    readonly uri: Uri,
    readonly tools: LoweringTools,
  ) {}

  /** The tools, where what is read is kept in mind. */
  reading(tools: LoweringTools): LoweringTools {
    const { fileText } = tools;
    if (fileText === undefined) return tools;
    const read = (path: string): string | undefined => {
      const text = fileText(path);
      this.#files.set(path, text);
      return text;
    };
    return { ...tools, fileText: read };
  }

  /** Whether the file is the same one, is read with the same tools, and names files that are what they were. */
  fits(uri: Uri, { parseShell, aws, managedPolicies, declaredParts, fileText }: LoweringTools): boolean {
    const { tools } = this;
    // Each is asked for, so that whoever composes knows what this rests on.
    const changed = [...this.#files].filter(([path, text]) => fileText?.(path) !== text);
    return (
      changed.length === 0 &&
      (fileText === undefined) === (tools.fileText === undefined) &&
      uri === this.uri &&
      parseShell === tools.parseShell &&
      aws === tools.aws &&
      managedPolicies === tools.managedPolicies &&
      declaredParts === tools.declaredParts
    );
  }
}
