import type { FileFacts } from '../../../server/src/core/model/facts.js';
import type { LoweringTools } from '../../../server/src/core/model/loweringTools.js';
import { platformFor } from '../../../server/src/core/platforms/index.js';
import type { FileDescriptor, Platform } from '../../../server/src/core/platforms/platform.js';
import { parse } from '../../../server/src/core/syntax/parse.js';
import type { SyntaxTree } from '../../../server/src/core/syntax/syntaxTree.js';
import { uriOf } from '../repository.js';

/** What a platform made of a text. */
export interface Reading {
  readonly tree: SyntaxTree;
  readonly facts: FileFacts;
}

/** Parses a text as the programs do for this platform: in its format, with what it says of parsing. */
export function parseFor(platform: Platform, path: string, text: string): SyntaxTree {
  const file = descriptor(path, text);
  return parse(text, platform.format(file), platform.parsing?.(file));
}

/** Parses and lowers a text as the programs do. */
export function readWith(platform: Platform, path: string, text: string, tools: LoweringTools): Reading {
  const tree = parseFor(platform, path, text);
  return { tree, facts: platform.lower(uriOf(path), tree, tools) };
}

export function descriptor(path: string, text: string): FileDescriptor {
  return { uri: uriOf(path), path, text };
}

/** The platform that reads a file, as the programs choose it. */
export function platformOf(path: string, text: string): Platform | undefined {
  return platformFor(descriptor(path, text));
}
