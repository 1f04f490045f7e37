import type { Unknown } from '../../model/facts.js';
import type { Overlay, OverlayText } from '../../model/overlay.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import { parentUri, resolveUri } from '../../text/uri.js';
import { readPatches } from './patches.js';
import { generatedMaps, readReplacements } from './replacements.js';
import type { Reading } from './reading.js';
import { itemsOf, listOf } from './reading.js';
import { quoted } from '../../text/quoted.js';

/** Keys that change or add what could bear on a session, and are not followed. */
const NOT_FOLLOWED: Readonly<Record<string, string>> = {
  transformers: 'transformers are not run',
  generators: 'generators are not run',
  helmCharts: 'charts are not rendered',
  helmChartInflationGenerator: 'charts are not rendered',
  // They may stand in annotations, and wherever `configurations` says.
  vars: 'variables are not put in',
};

/**
 * A kustomization as far as plain overlays go: what it takes in, and the namespace, prefix and suffix that it gives.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
 */
export function readKustomization(reading: Reading, root: SyntaxNode): Overlay {
  const includes: Overlay['includes'][number][] = [];
  const unresolved: Unknown[] = [];
  for (const key of ['resources', 'bases', 'components']) {
    for (const { text, node } of listOf(get(root, key))) {
      const uri = isRemote(text) ? undefined : resolveUri(parentUri(reading.uri), text);
      if (uri === undefined) {
        unresolved.push(
          reading.unknown(node, `what ${quoted(text)} holds`, 'it lies elsewhere and is not fetched'),
        );
      } else {
        const as = key === 'components' ? ('component' as const) : ('resource' as const);
        includes.push({ uri, as, origin: reading.originOf(node) });
      }
    }
  }
  for (const { key, value } of entries(root)) {
    const why = Object.hasOwn(NOT_FOLLOWED, key.text) ? NOT_FOLLOWED[key.text] : undefined;
    if (why === undefined || isAbsent(value) || (value.kind === 'sequence' && itemsOf(value).length === 0)) {
      continue;
    }
    unresolved.push(reading.unknown(key, `what ${quoted(key.text)} changes`, why));
  }
  const { made, elsewhere } = readReplacements(reading, root);
  for (const item of elsewhere) {
    unresolved.push(reading.unknown(item, 'what this replacement changes', 'its file is not followed'));
  }
  const generated = generatedMaps(reading, root);
  return {
    patches: readPatches(reading, root),
    ...(made.length === 0 ? {} : { replacements: made }),
    ...(generated.length === 0 ? {} : { generated }),
    kind: textOf(get(root, 'kind')) === 'Component' ? 'component' : 'overlay',
    includes,
    ...textAt(reading, root, 'namespace'),
    ...textAt(reading, root, 'namePrefix'),
    ...textAt(reading, root, 'nameSuffix'),
    unresolved,
  };
}

function textAt<K extends 'namespace' | 'namePrefix' | 'nameSuffix'>(
  reading: Reading,
  root: SyntaxNode,
  key: K,
): Readonly<Partial<Record<K, OverlayText>>> {
  const node = get(root, key);
  const text = textOf(node);
  const isThere = node !== undefined && text !== undefined && text !== '';
  return (isThere ? { [key]: { text, origin: reading.originOf(node) } } : {}) as Readonly<
    Partial<Record<K, OverlayText>>
  >;
}

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/: a URL, or a repository. */
function isRemote(path: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/|^git@|^(?:github|gitlab|bitbucket)\.(?:com|org)\/|\?(?:ref|version|timeout)=/iu.test(
    path,
  );
}
