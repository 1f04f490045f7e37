import type { SessionFacts } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import { parse } from '../../../syntax/parse.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { Embedded } from '../embedded.js';
import type { KubernetesObject } from '../objects.js';
import type { Reading } from '../reading.js';
import { itemsOf } from '../reading.js';
import { accountsIn } from './valueAccounts.js';

/** Longer texts of values are not read. */
const LONGEST = 200_000;

/**
 * The accounts to which an object of Argo CD or Flux gives an identity of a cloud by the values with which it installs a
 * chart of a registry. Values of charts that are here show in what those render to.
 */
export function releasedAccounts(reading: Reading, object: KubernetesObject): readonly SessionFacts[] {
  const { group, kind, node } = object;
  const spec = get(node, 'spec');
  if (group === 'argoproj.io' && kind === 'Application') return ofSources(reading, object.name, spec);
  if (group === 'argoproj.io' && kind === 'ApplicationSet') {
    return ofSources(reading, object.name, get(get(spec, 'template'), 'spec'));
  }
  return group === 'helm.toolkit.fluxcd.io' && kind === 'HelmRelease'
    ? ofHelmRelease(reading, object, spec)
    : [];
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/helm/ */
function ofSources(reading: Reading, name: string, spec: SyntaxNode | undefined): readonly SessionFacts[] {
  const own = get(spec, 'source');
  const namespace = writtenOut(get(get(spec, 'destination'), 'namespace'));
  return [...(own === undefined ? [] : [own]), ...itemsOf(get(spec, 'sources'))].flatMap((source) => {
    if (textOf(get(source, 'chart')) === undefined) return [];
    const helm = get(source, 'helm');
    const release = textOf(get(helm, 'releaseName')) ?? name;
    return [get(helm, 'values'), get(helm, 'valuesObject')].flatMap((values) =>
      accountsOf(reading, values, namespace, release),
    );
  });
}

/** https://fluxcd.io/flux/components/helm/helmreleases/ */
function ofHelmRelease(
  reading: Reading,
  { name, namespace }: KubernetesObject,
  spec: SyntaxNode | undefined,
): readonly SessionFacts[] {
  const chart = textOf(get(get(get(spec, 'chart'), 'spec'), 'chart'));
  // A chart of a path of a repository may be here.
  if (chart?.includes('/') === true) return [];
  const target = get(spec, 'targetNamespace');
  return accountsOf(
    reading,
    get(spec, 'values'),
    target === undefined ? namespace : writtenOut(target),
    name,
  );
}

/** A text; empty where it is filled in by a generator or by whoever applies it. */
function writtenOut(node: SyntaxNode | undefined): string {
  const text = textOf(node) ?? '';
  return /\{\{|\$\{/u.test(text) ? '' : text;
}

/** Values as an object, or as a text of YAML. */
function accountsOf(
  reading: Reading,
  values: SyntaxNode | undefined,
  namespace: string,
  release: string,
): readonly SessionFacts[] {
  if (values === undefined) return [];
  if (values.kind !== 'scalar') {
    return accountsIn({ originOf: (node) => reading.originOf(node), namespace, release }, [values]) ?? [];
  }
  if (values.text.length > LONGEST) return [];
  const place = new Embedded(reading, values);
  const originOf = ({ range }: SyntaxNode): Origin => place.originOf(range);
  return accountsIn({ originOf, namespace, release }, parse(values.text, 'yaml').documents) ?? [];
}
