import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries, get } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import type { GrantContext } from './grants/grantsOf.js';
import { grantContext } from './grants/grantsOf.js';
import { templateResourceOptions } from './grants/resourceOptions.js';
import type { PolicyReader } from './policy/policyReader.js';
import { Reading } from './reading.js';
import { withoutLoops } from './template/loops.js';
import type { Template } from './template/template.js';
import { NO_TEMPLATE, readTemplate } from './template/template.js';
import type { Literals } from './template/templateTexts.js';
import { PLAIN_LITERALS, TemplateTexts } from './template/templateTexts.js';

/** All that reading one part of a file takes. */
export interface Context extends PolicyReader {
  readonly reading: Reading;
  readonly texts: TemplateTexts;
  readonly template: Template;
  readonly grants: GrantContext;
  /** Ids of resources that are there only where whoever deploys them switches something on. */
  readonly off?: ReadonlySet<string>;
}

export function newReading(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): Reading {
  return new Reading(uri, tree, tools);
}

/** For policies that stand alone. */
export function plainContext(reading: Reading): Context {
  return contextOf(reading, NO_TEMPLATE, PLAIN_LITERALS);
}

/**
 * For the template that several stacks are put together to.
 *
 * @param around what the template alone does not tell: what is set for all of a kind, and what other stacks give
 */
export function composedContext(
  reading: Reading,
  root: SyntaxNode,
  around: Pick<Template, 'globals' | 'taken' | 'home'>,
): Context {
  if (hasMore(root)) reading.complete = false;
  const all = readTemplate(root);
  const resources = all.resources.filter(({ id }) => around.home(id) === undefined);
  return contextOf(reading, { ...all, ...around, resources }, PLAIN_LITERALS);
}

/** For a template, by its root or the roots that it is put together of. */
export function templateContext(
  reading: Reading,
  roots: readonly SyntaxNode[],
  literals: Literals = PLAIN_LITERALS,
): Context {
  const [root, ...more] = roots.map((one) => withoutLoops(reading, one));
  const template = readTemplate(root, ...more);
  // Loops that are not known, and macros, make resources that are not written.
  if (hasMore(root) || more.some(hasMore)) reading.complete = false;
  return contextOf(reading, template, literals);
}

function hasMore(root: SyntaxNode | undefined): boolean {
  return entries(get(root, 'Resources')).some(({ key }) => key.text.startsWith('Fn::'));
}

function contextOf(reading: Reading, template: Template, literals: Literals): Context {
  const texts = new TemplateTexts(reading, template, literals);
  const options = templateResourceOptions(reading.catalogue, template);
  return { reading, texts, template, grants: grantContext(reading, options) };
}
