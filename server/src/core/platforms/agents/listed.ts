import { within } from '../../text/block.js';
import { toolsIn } from '../../knowledge/agents/toolLists.js';
import type { Origin } from '../../model/origin.js';
import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import { textsOf } from './reading.js';

/** A name, or a rule, of a list of tools. */
export interface Listed {
  readonly text: string;
  readonly origin: Origin;
}

/** The tools of a list, or of one text that parts them by commas or spaces. */
export function listedTools(reading: Reading, node: SyntaxNode | undefined): readonly Listed[] {
  if (node?.kind === 'sequence') {
    return textsOf(node)
      .filter((item) => typeof item.value === 'string')
      .map((item) => ({ text: item.text, origin: reading.originOf(item) }));
  }
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return [];
  const start = startOf(reading, node);
  return toolsIn(node.text).map((tool) => ({
    text: tool.text,
    origin:
      start === undefined
        ? reading.originOf(node)
        : { uri: reading.uri, range: within(node.written, start + tool.start, start + tool.end) },
  }));
}

/** Where the text of a scalar begins within what is written of it; `undefined` where it is not written as it reads. */
function startOf({ tree }: Reading, { written, range, text }: ScalarNode): number | undefined {
  if (range !== written) return undefined;
  const raw = tree.text.slice(written.start, written.end);
  const at = raw.indexOf(text);
  return at < 0 ? undefined : at;
}
