import type { FindingClass } from '../../frameworks/controlId.js';
import type { ElementKind, ModelElement } from './elements.js';

/** Which class of finding each kind of element is about, for the controls at the end of a hover. */
const CLASSES: Readonly<Record<ElementKind, FindingClass | undefined>> = {
  session: 'overbroad-grant',
  block: 'overbroad-grant',
  grant: 'overbroad-grant',
  excess: 'overbroad-grant',
  initiator: 'untrusted-start',
  gate: 'no-reauthorization-before-sensitive-action',
  reference: 'lateral-movement-chain',
  carried: 'static-credential-instead-of-federated',
  sweep: 'secrets-inherit',
  participant: 'secret-exposure-to-third-party-action',
  exposure: 'token-persisted-to-disk',
  host: 'self-hosted-runner-persistence',
  lifetime: 'session-too-long',
  unknown: undefined,
};

/** The classes of the elements; of a federated identity what matters is whom it trusts. */
export function controlClasses(elements: readonly ModelElement[]): readonly FindingClass[] {
  const classes = elements.map((element) =>
    element.kind === 'carried' && isFederated(element as ModelElement<'carried'>)
      ? 'trust-policy-too-open'
      : CLASSES[element.kind],
  );
  return [...new Set(classes.filter((name) => name !== undefined))];
}

function isFederated({ item }: ModelElement<'carried'>): boolean {
  return item.kind === 'cloud-role' || item.kind === 'federated-workload';
}
