import type { Repository } from '../repository.js';

/** The files of one example on a rule's page: one, or several that belong together. */
export interface RuleExample {
  readonly heading: 'Incorrect' | 'Correct';
  /** 1-based line of the first fence. */
  readonly line: number;
  readonly repository: Repository;
}

interface Block {
  readonly heading: string;
  readonly line: number;
  readonly path: string;
  readonly text: string;
}

/** Where a block stands that names no path. */
const DEFAULT_PATH = '.github/workflows/example.yml';

/**
 * The examples under Incorrect and Correct. A fence may name its file (```` ```yaml path=.github/workflows/ci.yml ````);
 * one in another language than YAML and JSON must, to be an example.
 * Blocks in a row are one example as long as their paths differ; a path that comes again starts the next one.
 */
export function readRuleExamples(page: string): readonly RuleExample[] {
  const examples: { heading: RuleExample['heading']; line: number; repository: Map<string, string> }[] = [];
  for (const { heading, line, path, text } of readBlocks(page)) {
    if (heading !== 'Incorrect' && heading !== 'Correct') continue;
    const current = examples.at(-1);
    if (current?.heading === heading && !current.repository.has(path)) current.repository.set(path, text);
    else examples.push({ heading, line, repository: new Map([[path, text]]) });
  }
  return examples;
}

function readBlocks(page: string): readonly Block[] {
  const blocks: Block[] = [];
  let heading = '';
  let open: { fence: string; line: number; path: string; lines: string[] } | undefined;
  for (const [index, line] of page.split(/\r?\n/u).entries()) {
    const fence = /^(?<fence>`{3,})(?:(?<language>ya?ml|jsonc?|\w+(?= .*\bpath=))\b(?<info>.*))?$/u.exec(
      line,
    )?.groups;
    if (open !== undefined) {
      if (line === open.fence) {
        blocks.push({ heading, line: open.line, path: open.path, text: `${open.lines.join('\n')}\n` });
        open = undefined;
      } else {
        open.lines.push(line);
      }
    } else if (fence?.['language'] !== undefined) {
      const path = /\bpath=(?<path>\S+)/u.exec(fence['info'] ?? '')?.groups?.['path'] ?? DEFAULT_PATH;
      open = { fence: fence['fence'] ?? '', line: index + 1, path, lines: [] };
    } else {
      heading = /^## (?<title>.+)$/u.exec(line)?.groups?.['title'] ?? heading;
    }
  }
  return blocks;
}
