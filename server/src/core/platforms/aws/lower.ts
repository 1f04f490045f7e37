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
import { checkResources } from './template/checkResources.js';
import { LOOP } from './template/loops.js';
import { terraformParts } from './terraform/terraformParts.js';

/** Reads one file: a template, a service of the Serverless Framework, or policies that stand by themselves. */
export function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  const reading = newReading(uri, tree, tools);
  if (!reading.isTerraform && isFilledIn(tree)) {
    const nothing = { sessions: [], definitions: [], notes: [] };
    const title = baseName(uri);
    return { uri, platform: 'aws', title, complete: false, problems: [], unread: FILLED_IN, ...nothing };
  }
  // A folder of Terraform is one module, and a unit.
  const isUnit = reading.isTerraform && tools.composed === true;
  const parts = joinParts(isUnit ? [] : tree.documents.map((root) => documentOrTemplate(reading, root)));
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

/** https://developer.hashicorp.com/terraform/language/functions/templatefile */
const FILLED_IN = 'a template that another program fills in, such as `templatefile` of Terraform';

/** Whether the text becomes JSON or YAML only when something is put into it: marks of templates stand outside of texts. */
function isFilledIn({ complete, text }: SyntaxTree): boolean {
  return !complete && /^\s*%\{|[:,[{]\s*(?:\$\{|\{\{)|\{%-?\s/mu.test(text);
}

function documentOrTemplate(reading: Reading, root: SyntaxNode): Parts {
  if (reading.isTerraform) return terraformParts(reading, root);
  if (isServerless(root)) return serverlessParts(reading, root);
  if (isTemplate(root)) {
    checkResources(reading, root);
    return templateParts(templateContext(reading, [root]));
  }
  return documentParts(plainContext(reading), [root]);
}

/** A template has resources, each with a type. */
function isTemplate(root: SyntaxNode): boolean {
  if (get(root, 'AWSTemplateFormatVersion') !== undefined) return true;
  return entries(get(root, 'Resources')).some(
    ({ key, value }) => textOf(get(value, 'Type'))?.includes('::') === true || LOOP.test(key.text),
  );
}

function titleOf(root: SyntaxNode | undefined, uri: Uri): string {
  const service = isServerless(root) ? get(root, 'service') : undefined;
  return textOf(service) ?? textOf(get(service, 'name')) ?? baseName(uri);
}
