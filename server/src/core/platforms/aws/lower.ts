import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { baseName } from '../../text/uri.js';
import { newReading, plainContext, templateContext } from './context.js';
import { documentParts } from './documents/documentWalk.js';
import type { Parts } from './parts.js';
import { factsOf, joinParts } from './parts.js';
import type { Reading } from './reading.js';
import { templateParts } from './resources/resourceParts.js';
import { isServerless, serverlessParts } from './serverless/serverlessParts.js';

/** Reads one file: a template, a service of the Serverless Framework, or policies that stand by themselves. */
export function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  const reading = newReading(uri, tree, tools);
  const parts = joinParts(tree.documents.map((root) => documentOrTemplate(reading, root)));
  return {
    uri,
    platform: 'aws',
    title: titleOf(tree.documents[0], uri),
    complete: tree.complete && reading.complete,
    problems: reading.problems,
    ...factsOf(parts),
    notes: reading.notes,
  };
}

function documentOrTemplate(reading: Reading, root: SyntaxNode): Parts {
  if (isServerless(root)) return serverlessParts(reading, root);
  if (isTemplate(root)) {
    // Loops and macros make resources that are not written.
    if (entries(get(root, 'Resources')).some(({ key }) => key.text.startsWith('Fn::'))) {
      reading.complete = false;
    }
    return templateParts(templateContext(reading, [root]));
  }
  return documentParts(plainContext(reading), [root]);
}

/** A template has resources, each with a type. */
function isTemplate(root: SyntaxNode): boolean {
  if (get(root, 'AWSTemplateFormatVersion') !== undefined) return true;
  return entries(get(root, 'Resources')).some(
    ({ value }) => textOf(get(value, 'Type'))?.includes('::') === true,
  );
}

function titleOf(root: SyntaxNode | undefined, uri: Uri): string {
  const service = isServerless(root) ? get(root, 'service') : undefined;
  return textOf(service) ?? textOf(get(service, 'name')) ?? baseName(uri);
}
