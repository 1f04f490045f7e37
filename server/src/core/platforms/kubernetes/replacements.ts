import type {
  FieldSource,
  FieldTarget,
  OverlayReplacement,
  PatchDocument,
  PatchValue,
  TextPart,
} from '../../model/overlay.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { targetOf } from './patches.js';
import type { Reading } from './reading.js';
import { itemsOf, listOf, numberOf } from './reading.js';

/** https://github.com/kubernetes-sigs/kustomize/blob/master/api/types/replacement.go (`DefaultReplacementFieldPath`) */
const DEFAULT_PATH = ['metadata', 'name'];

/** What a kustomization copies, and the entries of its list that stand in files of their own, which are not read. */
export interface ReadReplacements {
  readonly made: readonly OverlayReplacement[];
  readonly elsewhere: readonly SyntaxNode[];
}

/**
 * The replacements of a kustomization.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/
 */
export function readReplacements(reading: Reading, root: SyntaxNode): ReadReplacements {
  const made: OverlayReplacement[] = [];
  const elsewhere: SyntaxNode[] = [];
  for (const item of itemsOf(get(root, 'replacements'))) {
    const source = sourceOf(item);
    if (source === undefined) {
      elsewhere.push(item);
      continue;
    }
    const targets = itemsOf(get(item, 'targets')).flatMap((target) => fieldTarget(reading, target) ?? []);
    made.push({ source, targets, origin: reading.originOf(item) });
  }
  return { made, elsewhere };
}

function sourceOf(item: SyntaxNode): OverlayReplacement['source'] | undefined {
  const value = textOf(get(item, 'sourceValue'));
  if (value !== undefined) return { value };
  const source = get(item, 'source');
  const select = targetOf(source, false);
  if (select === undefined) return undefined;
  const found: FieldSource = { select, path: pathOf(textOf(get(source, 'fieldPath'))), ...partOf(source) };
  return found;
}

function fieldTarget(reading: Reading, node: SyntaxNode): FieldTarget | undefined {
  const select = targetOf(get(node, 'select'), false);
  if (select === undefined) return undefined;
  const paths = listOf(get(node, 'fieldPaths')).map(({ text }) => pathOf(text));
  return {
    select,
    rejects: itemsOf(get(node, 'reject')).flatMap((each) => targetOf(each, false) ?? []),
    paths: paths.length === 0 ? [DEFAULT_PATH] : paths,
    ...partOf(node),
    origin: reading.originOf(node),
  };
}

function partOf(node: SyntaxNode | undefined): { readonly part?: TextPart } {
  const options = get(node, 'options');
  const delimiter = textOf(get(options, 'delimiter'));
  if (delimiter === undefined || delimiter === '') return {};
  return { part: { delimiter, index: numberOf(get(options, 'index')) ?? 0 } };
}

/**
 * The keys of a path with dots between them: one that has dots itself stands in brackets, or has `\` before them.
 * https://github.com/kubernetes-sigs/kustomize/blob/master/kyaml/utils/pathsplitter.go
 */
function pathOf(text: string | undefined): readonly string[] {
  if (text === undefined || text === '') return DEFAULT_PATH;
  const found = text.match(/\[[^\]]*\]|(?:\\.|[^.\\])+/gu) ?? [];
  return found.map((part) =>
    part.startsWith('[') && !part.includes('=') ? part.slice(1, -1) : part.replaceAll(String.raw`\.`, '.'),
  );
}

/**
 * The ConfigMaps that a kustomization makes, with those of their values that stand in it.
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/configmapgenerator/
 */
export function generatedMaps(reading: Reading, root: SyntaxNode): readonly PatchDocument[] {
  return itemsOf(get(root, 'configMapGenerator')).flatMap((item): readonly PatchDocument[] => {
    const nameNode = get(item, 'name');
    const name = textOf(nameNode);
    // One that is merged into another has no values of its own.
    const behavior = textOf(get(item, 'behavior')) ?? 'create';
    if (nameNode === undefined || name === undefined || behavior !== 'create') return [];
    const origin = reading.originOf(nameNode);
    const scalar = (text: string): PatchValue => ({ scalar: text, origin });
    const namespace = textOf(get(item, 'namespace'));
    const metadata: PatchValue = {
      entries: [
        ['name', scalar(name)],
        ...(namespace === undefined ? [] : [['namespace', scalar(namespace)] as const]),
      ],
      origin,
    };
    const data = listOf(get(item, 'literals')).flatMap(({ text, node }) => {
      const [key, value] = literalOf(text) ?? [];
      if (key === undefined || value === undefined) return [];
      return [[key, { scalar: value, origin: reading.originOf(node) }] as const];
    });
    return [
      {
        merge: {
          entries: [
            ['apiVersion', scalar('v1')],
            ['kind', scalar('ConfigMap')],
            ['metadata', metadata],
            ['data', { entries: data, origin }],
          ],
          origin,
        },
      },
    ];
  });
}

/** `key=value`, where quotation marks around the whole value are none of it. */
export function literalOf(text: string): readonly [key: string, value: string] | undefined {
  const at = text.indexOf('=');
  if (at <= 0) return undefined;
  const value = text.slice(at + 1);
  const quote = /^(["'])(.*)\1$/su.exec(value);
  return [text.slice(0, at), quote?.[2] ?? value];
}
