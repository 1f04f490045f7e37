import { resolveUri, parentUri } from '../../../../server/src/core/text/uri.js';
import { expandPipeline } from '../../../../server/src/core/platforms/azure-pipelines/template/expansion.js';
import type { ExpandedPipeline } from '../../../../server/src/core/platforms/azure-pipelines/template/expansion.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import type { SyntaxNode, SyntaxTree } from '../../../../server/src/core/syntax/syntaxTree.js';

const ROOT = 'file:///repository';

/** A pipeline `azure-pipelines.yml` put together of these files, by their paths. */
export function expanded(files: Readonly<Record<string, string>>, isCalled = false): ExpandedPipeline {
  const trees = new Map<string, SyntaxTree>(
    Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, parse(text, 'yaml')] as const),
  );
  const uri = `${ROOT}/azure-pipelines.yml`;
  const tree = trees.get(uri);
  const found =
    tree &&
    expandPipeline({ uri, tree }, isCalled, (from, text) => {
      const [path = '', repository] = text.split('@');
      if (repository !== undefined && repository !== 'self') return undefined;
      const target = resolveUri(path.startsWith('/') ? ROOT : parentUri(from), path);
      const other = target === undefined ? undefined : trees.get(target);
      return target === undefined || other === undefined ? undefined : { uri: target, tree: other };
    });
  if (found === undefined) throw new Error('no pipeline');
  return found;
}

/** A node as plain data, texts as written. */
export function plain(node: SyntaxNode): unknown {
  if (node.kind === 'scalar') return node.text;
  if (node.kind === 'sequence') return node.items.map(plain);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.text, plain(value)]));
}

/** What a pipeline of these files comes to. */
export function plainOf(files: Readonly<Record<string, string>>): unknown {
  return plain(expanded(files).root);
}
