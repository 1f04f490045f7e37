import type { SessionFacts } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import { itemsOf, listOf } from './reading.js';
import { literalOf } from './replacements.js';
import { secretSession } from './secrets.js';

/**
 * The Secrets that a kustomization makes of values that are written in it, as what whoever reads the file holds. What
 * comes from files and from `.env` stands elsewhere.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/secretgenerator/
 */
export function generatedSecrets(reading: Reading, root: SyntaxNode): readonly SessionFacts[] {
  return itemsOf(get(root, 'secretGenerator')).flatMap((item): readonly SessionFacts[] => {
    const nameNode = get(item, 'name');
    const name = textOf(nameNode);
    if (nameNode === undefined || name === undefined) return [];
    const values = listOf(get(item, 'literals')).flatMap(({ text, node }) => {
      const [key, value] = literalOf(text) ?? [];
      return key === undefined || value === undefined ? [] : [{ name: key, text: value, node }];
    });
    const namespace = textOf(get(item, 'namespace')) ?? textOf(get(root, 'namespace')) ?? '';
    const session = secretSession(reading, { namespace, name, nameNode, extent: item.range }, values);
    return session === undefined ? [] : [session];
  });
}
