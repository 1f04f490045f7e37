import { columnOf, styleOf } from '../../../syntax/edit/style.js';
import type { SyntaxEntry, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entries, entry, get } from '../../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../../text/textRange.js';
import { sameRange } from '../../../text/textRange.js';
import { podSpecsOf } from '../podSpecs.js';
import { itemsOf } from '../reading.js';
import { isNameOf, objectAt } from './find.js';

type Edits = readonly TextEdit[] | undefined;

/**
 * Mounts a token of bounded life in the place of the token Secret whose name stands at `at`, under the names of files
 * that the Secret has: `token`, `ca.crt`, `namespace`. These are the sources of the volume that every pod gets anyway:
 * https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#bound-service-account-token-volume
 */
export function projectToken(tree: SyntaxTree, at: TextRange, seconds: number): Edits {
  const secret = secretVolumeAt(tree, at);
  if (tree.format !== 'yaml' || secret?.value.kind !== 'mapping') return undefined;
  // What is picked out of the Secret, or given other rights, is not kept by the new volume.
  const plain = entries(secret.value).every(
    ({ key }) => key.text === 'secretName' || key.text === 'optional',
  );
  if (!plain || secret.value.flow) return undefined;
  const column = ' '.repeat(columnOf(tree, secret.key.range.start));
  const lines = [
    'projected:',
    '  sources:',
    '    - serviceAccountToken:',
    '        path: token',
    `        expirationSeconds: ${String(seconds)}`,
    '    - configMap:',
    '        name: kube-root-ca.crt',
    '        items:',
    '          - key: ca.crt',
    '            path: ca.crt',
    '    - downwardAPI:',
    '        items:',
    '          - path: namespace',
    '            fieldRef:',
    '              fieldPath: metadata.namespace',
  ];
  const last = entries(secret.value).at(-1)?.value ?? secret.value;
  return [
    {
      range: { start: secret.key.range.start, end: last.range.end },
      newText: lines.join(`${styleOf(tree).lineEnd}${column}`),
    },
  ];
}

function secretVolumeAt(tree: SyntaxTree, at: TextRange): SyntaxEntry | undefined {
  const object = objectAt(tree, at);
  const volumes = (object === undefined ? [] : podSpecsOf(object)).flatMap(({ pod }) =>
    itemsOf(get(pod, 'volumes')),
  );
  return volumes
    .flatMap((volume) => entry(volume, 'secret') ?? [])
    .find(({ value }) => {
      const name = get(value, 'secretName');
      return name !== undefined && sameRange(name.range, at);
    });
}

/**
 * Takes out the object whose name stands at `at`: the document that it is, with the marker before it. What is all of a
 * file, or an item of a list, stays.
 */
export function removeObject(tree: SyntaxTree, at: TextRange): Edits {
  const object = objectAt(tree, at);
  if (tree.format !== 'yaml' || object === undefined || !isNameOf(object, at)) return undefined;
  if (tree.documents.length < 2) return undefined;
  if (!tree.documents.some((document) => sameRange(document.range, object.node.range))) return undefined;
  const markers = [...tree.text.matchAll(/^---[ \t]*\r?\n/gmu)].map(({ index, 0: text }) => ({
    start: index,
    end: index + text.length,
  }));
  const { start, end } = object.node.range;
  const before = markers.findLast((marker) => marker.start < start);
  const after = markers.find((marker) => marker.start >= end);
  if (before === undefined && after === undefined) return undefined;
  const from = before?.start ?? 0;
  const to = before === undefined ? (after?.end ?? end) : (after?.start ?? tree.text.length);
  return [{ range: { start: from, end: to }, newText: '' }];
}
