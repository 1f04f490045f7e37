import { PROJECTED_TOKEN } from '../../../knowledge/kubernetes/tokens.js';
import { scalarText } from '../../../syntax/edit/scalar.js';
import { styleOf } from '../../../syntax/edit/style.js';
import { setValue } from '../../../syntax/edit/valueEdits.js';
import type { SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry } from '../../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../../text/textRange.js';
import { sameRange } from '../../../text/textRange.js';
import type { KubernetesObject } from '../objects.js';
import { objectsOf } from '../objects.js';
import type { PodSpec } from '../podSpecs.js';
import { podSpecsOf } from '../podSpecs.js';
import { itemsOf } from '../reading.js';
import { all } from './all.js';
import { isNameOf, objectAt } from './find.js';

type Edits = readonly TextEdit[] | undefined;

/** Sets a value of the spec of the one pod that an object carries. */
export function setInPod(
  tree: SyntaxTree,
  object: KubernetesObject,
  path: readonly string[],
  value: Parameters<typeof setValue>[3],
): Edits {
  const [spec, ...others] = podSpecsOf(object);
  if (spec === undefined || others.length > 0) return undefined;
  return setValue(tree, spec.node.range, path, value);
}

/** Has a pod run as an account of its own, which is added to the file unless it is there. */
export function dedicateAccount(
  tree: SyntaxTree,
  at: TextRange,
  { name, bare }: { readonly name: string; readonly bare?: true },
): Edits {
  const object = objectAt(tree, at);
  const spec = object && specAt(object, at);
  if (object === undefined || spec === undefined || !/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/u.test(name)) {
    return undefined;
  }
  const naming =
    spec.account?.key.text === 'serviceAccount'
      ? setValue(tree, spec.account.value.range, [], name)
      : setValue(tree, spec.node.range, ['serviceAccountName'], name);
  const own = spec.account === undefined ? naming : replaceAccount(tree, spec, name);
  if (hasAccount(tree, object.namespace, name)) return own;
  return all([own, appendAccount(tree, object.namespace, name, bare === true)]);
}

function replaceAccount(tree: SyntaxTree, { node, account }: PodSpec, name: string): Edits {
  return account === undefined ? undefined : setValue(tree, node.range, [account.key.text], name);
}

/** The pod whose account stands at the place; for the object's own name, its only pod. */
function specAt(object: KubernetesObject, at: TextRange): PodSpec | undefined {
  const specs = podSpecsOf(object);
  const exact = specs.find(
    ({ account, key }) =>
      (account !== undefined && sameRange(account.value.range, at)) || sameRange(key.range, at),
  );
  if (exact !== undefined) return exact;
  return isNameOf(object, at) && specs.length === 1 ? specs[0] : undefined;
}

function hasAccount(tree: SyntaxTree, namespace: string, name: string): boolean {
  return objectsOf(tree).some(
    (object) =>
      object.group === '' &&
      object.kind === 'ServiceAccount' &&
      object.name === name &&
      object.namespace === namespace,
  );
}

/** A document of its own at the end of a YAML file; in JSON there is no place for one. */
function appendAccount(tree: SyntaxTree, namespace: string, name: string, isBare: boolean): Edits {
  const [root] = tree.documents;
  if (tree.format !== 'yaml' || root?.kind !== 'mapping' || root.flow) return undefined;
  const { lineEnd } = styleOf(tree);
  const lines = [
    '---',
    'apiVersion: v1',
    'kind: ServiceAccount',
    'metadata:',
    `  name: ${scalarText(name, false)}`,
    ...(namespace === '' ? [] : [`  namespace: ${scalarText(namespace, false)}`]),
    ...(isBare ? ['automountServiceAccountToken: false'] : []),
  ];
  const { text } = tree;
  // A file may end in a document marker already, or without a line break.
  const ended = /(?:^|\n)---[ \t]*\r?\n?$/u.test(text);
  const body = (ended ? lines.slice(1) : lines).join(lineEnd) + lineEnd;
  const before = text === '' || text.endsWith('\n') ? '' : lineEnd;
  return [{ range: { start: text.length, end: text.length }, newText: before + body }];
}

/** Has a projected token end sooner; ten minutes are the least that an API server takes. */
export function boundToken(tree: SyntaxTree, at: TextRange, seconds: number): Edits {
  const object = objectAt(tree, at);
  const value = Math.max(PROJECTED_TOKEN.least, Math.round(seconds));
  for (const { pod } of object === undefined ? [] : podSpecsOf(object)) {
    for (const volume of itemsOf(entry(pod, 'volumes')?.value)) {
      const sources = itemsOf(entry(entry(volume, 'projected')?.value, 'sources')?.value);
      for (const source of sources) {
        const token = entry(source, 'serviceAccountToken');
        if (token === undefined) continue;
        const written = entry(token.value, 'expirationSeconds');
        const places = [token.key.range, ...(written === undefined ? [] : [written.value.range])];
        if (!places.some((place) => sameRange(place, at))) continue;
        return setValue(tree, token.key.range, ['expirationSeconds'], value);
      }
    }
  }
  return undefined;
}
