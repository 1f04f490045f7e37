import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import { templateContext } from '../context.js';
import type { Parts } from '../parts.js';
import { joinParts } from '../parts.js';
import type { Reading } from '../reading.js';
import { templateParts } from '../resources/resourceParts.js';
import type { Service, ServiceFunction } from './service.js';
import { functionParts } from './functionParts.js';
import { serviceRole } from './serviceRole.js';
import { serverlessLiterals } from './variables.js';
import { quoted } from '../../../text/quoted.js';

/** Whether the root is that of a service of the Serverless Framework on AWS. */
export function isServerless(root: SyntaxNode | undefined): boolean {
  const provider = get(root, 'provider');
  const name = textOf(provider) ?? textOf(get(provider, 'name'));
  return name === 'aws' && (get(root, 'service') !== undefined || get(root, 'functions') !== undefined);
}

/** The roles that the framework makes, and what is written under `resources`. */
export function serverlessParts(reading: Reading, root: SyntaxNode): Parts {
  const literals = serverlessLiterals(root);
  const context = templateContext(reading, templatesOf(root), literals);
  const service: Service = {
    context,
    root,
    provider: get(root, 'provider'),
    functions: functionsOf(context, root),
  };
  noteFiles(reading, root);
  const shared = serviceRole(service);
  return joinParts([templateParts(context), shared.parts, ...functionParts(service, shared)]);
}

/**
 * Parts that stand in other files are not read together with this one: what is absent may only be there.
 *
 * https://www.serverless.com/framework/docs/guides/variables/file
 */
function noteFiles(reading: Reading, root: SyntaxNode): void {
  for (const part of ['functions', 'resources', 'provider', 'custom']) {
    const node = get(root, part);
    const items = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
    for (const item of items) {
      if (item.kind !== 'scalar' || !/^\s*\$\{\s*file\s*\(/u.test(item.text)) continue;
      reading.complete = false;
      reading.note({
        origin: reading.originOf(item),
        title: item.text.trim(),
        text: `This part of ${quoted(part)} stands in another file, which is not read together with this one: what it grants and what runs is not known here.`,
        source: 'https://www.serverless.com/framework/docs/guides/variables/file',
      });
    }
  }
}

/** `resources` is one template, or a list of them that are put together. */
function templatesOf(root: SyntaxNode): readonly SyntaxNode[] {
  const resources = get(root, 'resources');
  if (resources?.kind === 'sequence') return resources.items;
  return resources === undefined ? [] : [resources];
}

/** `functions` is a mapping, or a list of mappings. */
function functionsOf({ texts }: Context, root: SyntaxNode): readonly ServiceFunction[] {
  return texts.branches(get(root, 'functions')).flatMap(({ node }) => {
    const mappings = node.kind === 'sequence' ? node.items : [node];
    return mappings.flatMap((mapping) =>
      entries(mapping).map(({ key, value }) => ({ name: key.text, key, node: value })),
    );
  });
}
