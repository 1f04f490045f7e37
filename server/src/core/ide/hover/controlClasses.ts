import type { FindingClass } from '../../frameworks/controlId.js';
import type { ElementKind, ModelElement } from '../../model/scopeElements.js';
import { isOf } from '../../model/scopeElements.js';

/** Which class of finding each kind of element is about, for the controls at the end of a hover. */
const CLASSES: Readonly<Record<ElementKind, FindingClass | undefined>> = {
  session: undefined,
  block: 'overbroad-grant',
  grant: 'overbroad-grant',
  excess: 'overbroad-grant',
  initiator: 'untrusted-start',
  gate: 'no-reauthorization-before-sensitive-action',
  reference: 'lateral-movement-chain',
  carried: 'static-credential-instead-of-federated',
  sweep: 'secrets-inherit',
  participant: 'secret-exposure-to-third-party-action',
  tokenUse: 'secret-exposure-to-third-party-action',
  influence: 'untrusted-start',
  exposure: 'token-persisted-to-disk',
  host: 'self-hosted-runner-persistence',
  lifetime: 'session-too-long',
  unknown: undefined,
  attachment: 'overbroad-grant',
  workload: 'identity-reuse',
  admission: 'trust-policy-too-open',
  becoming: 'lateral-movement-chain',
  escalation: 'privilege-escalation-path',
};

/** The classes of the elements that leave something to do; the card of a session has its own. */
export function controlClasses(elements: readonly ModelElement[]): readonly FindingClass[] {
  return [...new Set(elements.flatMap((element) => classOf(element) ?? []))];
}

function classOf(element: ModelElement): FindingClass | undefined {
  if (isOf(element, 'host') && element.item.state === 'fresh') return undefined;
  // Of a federated identity what matters is whom it trusts.
  if (isOf(element, 'carried') && FEDERATED.has(element.item.kind)) return 'trust-policy-too-open';
  return CLASSES[element.kind];
}

const FEDERATED: ReadonlySet<string> = new Set(['cloud-role', 'federated-workload']);
