import type { SyntaxFormat } from '../../syntax/syntaxTree.js';
import type { FileDescriptor, Platform } from '../platform.js';
import { joiner } from './joiner.js';
import { lower } from './lower.js';
import { point } from './point.js';
import { remediate } from './remediate.js';
import { GLOBS, isMarkdown, select } from './select.js';

function format({ path }: FileDescriptor): SyntaxFormat {
  if (isMarkdown(path)) return 'front-matter';
  return path.endsWith('.toml') ? 'toml' : 'json';
}

/** Agents: their settings, their tools and servers, agentic workflows. */
export const agents: Platform = {
  id: 'agents',
  name: 'Agents',
  globs: GLOBS,
  select,
  format,
  lower,
  joiner,
  point,
  remediate,
};
