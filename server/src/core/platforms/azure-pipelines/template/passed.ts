import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { Guarded, Guards } from './flatten.js';
import { entriesOf, itemsOf, Properties } from './flatten.js';

/** Lists of stages, jobs and steps that are handed to a template. */
interface Passed {
  readonly stages: readonly Guarded<SyntaxNode>[];
  readonly jobs: readonly Guarded<SyntaxNode>[];
  readonly steps: readonly Guarded<SyntaxNode>[];
}

const STEP = ['script', 'bash', 'pwsh', 'powershell', 'task', 'checkout', 'download', 'publish'] as const;

/** Parameters may hold objects of parameters; what lies deeper is data. */
const DEPTH = 4;

/**
 * What the parameters of a template hold that is run: a list is one of steps, jobs or stages by what its items are, and
 * where all of them are templates themselves, by its name.
 */
export function passedContent(parameters: SyntaxNode | undefined, guards: Guards): Passed {
  const found: { stages: Guarded<SyntaxNode>[]; jobs: Guarded<SyntaxNode>[]; steps: Guarded<SyntaxNode>[] } =
    {
      stages: [],
      jobs: [],
      steps: [],
    };
  const visit = (node: SyntaxNode, around: Guards, depth: number): void => {
    if (node.kind !== 'mapping' || depth > DEPTH) return;
    for (const { value: entry, guards: inner } of entriesOf(node, around)) {
      const kind = entry.value.kind === 'sequence' ? contentOf(entry.key.text, entry.value) : undefined;
      if (kind !== undefined) found[kind].push({ value: entry.value, guards: inner });
      else visit(entry.value, inner, depth + 1);
    }
  };
  if (parameters !== undefined) visit(parameters, guards, 0);
  return found;
}

function contentOf(name: string, list: SyntaxNode): keyof Passed | undefined {
  const items = itemsOf(list).map(({ value }) => new Properties(value));
  if (items.some((item) => item.has('stage'))) return 'stages';
  if (items.some((item) => item.has('job') || item.has('deployment'))) return 'jobs';
  if (items.some((item) => STEP.some((key) => item.has(key)))) return 'steps';
  if (!items.some((item) => item.has('template'))) return undefined;
  const [, kind] = /(stages|jobs|steps)$/iu.exec(name) ?? [];
  return kind?.toLowerCase() as keyof Passed | undefined;
}
