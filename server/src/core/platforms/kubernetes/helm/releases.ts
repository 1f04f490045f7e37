import type { SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { itemsOf } from '../reading.js';
import type { Value } from './values.js';
import { UNKNOWN, valueOf } from './values.js';

/** A chart of the repository as something in it is told to install it. */
export interface ChartRelease {
  /** Path of the chart's folder. */
  readonly chart: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Files of values, by their paths in the chart's folder, then values themselves; the later ones count. */
  readonly valueFiles: readonly string[];
  readonly values: readonly Value[];
}

/** Whether a text may install charts. */
export function mayRelease(text: string): boolean {
  return /argoproj\.io\/|helm\.toolkit\.fluxcd\.io\//u.test(text);
}

/** The charts that the objects of a file install from paths of a repository. */
export function releasesIn(
  tree: SyntaxTree,
  parseText: (text: string) => SyntaxNode | undefined,
): readonly ChartRelease[] {
  return tree.documents.flatMap((document) => {
    const version = textOf(get(document, 'apiVersion')) ?? '';
    const kind = textOf(get(document, 'kind'));
    if (kind === 'Application' && version.startsWith('argoproj.io/')) {
      return ofApplication(document, parseText);
    }
    return kind === 'HelmRelease' && version.startsWith('helm.toolkit.fluxcd.io/')
      ? ofHelmRelease(document)
      : [];
  });
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/helm/ */
function ofApplication(
  document: SyntaxNode,
  parseText: (text: string) => SyntaxNode | undefined,
): readonly ChartRelease[] {
  const spec = get(document, 'spec');
  const own = get(spec, 'source');
  const sources = [...(own === undefined ? [] : [own]), ...itemsOf(get(spec, 'sources'))];
  const name = textOf(get(get(document, 'metadata'), 'name')) ?? 'release-name';
  const namespace = textOf(get(get(spec, 'destination'), 'namespace'));
  return sources.flatMap((source) => {
    const path = folderPath(textOf(get(source, 'path')));
    if (path === undefined) return [];
    const helm = get(source, 'helm');
    const text = textOf(get(helm, 'values'));
    const inline = text === undefined ? undefined : parseText(text);
    return [
      {
        chart: path,
        name: textOf(get(helm, 'releaseName')) ?? name,
        namespace,
        valueFiles: itemsOf(get(helm, 'valueFiles')).flatMap((item) => textOf(item) ?? []),
        values: [
          valueOf(inline),
          valueOf(get(helm, 'valuesObject')),
          ...parametersOf(get(helm, 'parameters')),
        ],
      },
    ];
  });
}

/** `a.b` is the value `b` of `a`. */
function parametersOf(list: SyntaxNode | undefined): readonly Value[] {
  return itemsOf(list).flatMap((item): readonly Value[] => {
    const name = textOf(get(item, 'name'));
    if (name === undefined) return [];
    const value = valueOf(get(item, 'value'));
    // Items of lists are named by number, which is not followed.
    if (name.includes('[')) return [new Map([[name.split(/[.[]/u)[0] ?? name, UNKNOWN]])];
    return [name.split('.').reduceRight<Value>((inner, key) => new Map([[key, inner]]), value)];
  });
}

/** https://fluxcd.io/flux/components/helm/helmreleases/ */
function ofHelmRelease(document: SyntaxNode): readonly ChartRelease[] {
  const metadata = get(document, 'metadata');
  const spec = get(document, 'spec');
  const chart = get(get(spec, 'chart'), 'spec');
  const written = textOf(get(chart, 'chart'));
  const path = written?.includes('/') === true ? folderPath(written) : undefined;
  if (path === undefined) return [];
  const target = textOf(get(spec, 'targetNamespace'));
  const name = textOf(get(metadata, 'name')) ?? 'release-name';
  const byDefault = target === undefined ? name : `${target}-${name}`;
  return [
    {
      chart: path,
      name: textOf(get(spec, 'releaseName')) ?? byDefault,
      namespace: target ?? textOf(get(metadata, 'namespace')),
      valueFiles: [],
      values: [valueOf(get(spec, 'values'))],
    },
  ];
}

/** A path below the root of the repository, without what only decorates it. */
function folderPath(text: string | undefined): string | undefined {
  if (text === undefined || /[{$]/u.test(text)) return undefined;
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts.join('/');
}
