import type { MappingNode, ScalarNode, SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';

/** Kinds of the whole cluster that charts bring; their names tell of most. */
const OF_CLUSTER =
  /^(?:Cluster|Namespace$|CustomResourceDefinition$|PersistentVolume$|StorageClass$|PriorityClass$|IngressClass$|RuntimeClass$|APIService$|CSIDriver$|.*WebhookConfiguration$|ValidatingAdmissionPolicy)/u;

/** A release puts the objects that name no namespace into its own. */
export function inNamespace(tree: SyntaxTree, namespace: string): SyntaxTree {
  return { ...tree, documents: tree.documents.map((document) => placed(document, namespace)) };
}

function placed(document: SyntaxNode, namespace: string): SyntaxNode {
  const kind = textOf(get(document, 'kind'));
  const metadata = get(document, 'metadata');
  if (
    document.kind !== 'mapping' ||
    metadata?.kind !== 'mapping' ||
    kind === undefined ||
    OF_CLUSTER.test(kind)
  ) {
    return document;
  }
  const written = textOf(get(metadata, 'namespace'));
  if (written !== undefined && written !== '') return document;
  return replaced(document, 'metadata', withNamespace(metadata, namespace));
}

function withNamespace(metadata: MappingNode, namespace: string): MappingNode {
  const others = metadata.entries.filter(({ key }) => key.text !== 'namespace');
  const place = { range: metadata.range, written: metadata.written, shared: true };
  const scalar = (text: string): ScalarNode => ({
    ...place,
    kind: 'scalar',
    value: text,
    text,
    style: 'plain',
  });
  return {
    ...place,
    kind: 'mapping',
    flow: metadata.flow,
    entries: [...others, { key: scalar('namespace'), value: scalar(namespace), merged: false }],
  };
}

function replaced(node: MappingNode, key: string, value: SyntaxNode): MappingNode {
  return {
    kind: 'mapping',
    flow: node.flow,
    range: node.range,
    written: node.written,
    shared: node.shared,
    entries: node.entries.map((entry) => (entry.key.text === key ? { ...entry, value } : entry)),
  };
}
