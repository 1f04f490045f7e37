import type { Sensitivity } from '../../model/facts.js';
import type { GateKind, GateState } from '../../model/vocabulary.js';
import { sensitivityOf, wordsOf } from '../names/words.js';
import { quoted } from '../../text/quoted.js';

/** Where Istio looks for policies of the whole mesh unless it is told otherwise. */
export const ROOT_NAMESPACE = 'istio-system';

/** Claims that tell how and when somebody proved who they are: a fresh proof can be asked for by them. */
const STEP_UP_CLAIMS: ReadonlySet<string> = new Set(['acr', 'amr', 'auth_time']);

/** What a condition of an AuthorizationPolicy checks. */
interface ConditionCheck {
  readonly kind: GateKind;
  readonly state: GateState;
  /** As a reader knows it, for example "claim `acr` = `gold`". */
  readonly name: string;
  readonly why: string;
}

/**
 * What one `when` of a rule puts before the calls that the rule lets through; `undefined` for what only says who calls
 * whom, which is no check of its own.
 * https://istio.io/latest/docs/reference/config/security/conditions/
 */
export function conditionCheck(
  key: string,
  values: readonly string[],
  notValues: readonly string[],
): ConditionCheck | undefined {
  const [, claim] = /^request\.auth\.claims\[([^\]]+)\]/u.exec(key) ?? [];
  if (claim !== undefined || key.startsWith('request.auth.')) {
    return tokenCheck(claim, key, values, notValues);
  }
  const [, header] = /^request\.headers\[([^\]]+)\]/u.exec(key) ?? [];
  if (header !== undefined) {
    return {
      kind: 'condition',
      state: 'ineffective',
      name: `header ${quoted(header)}${wanted(values, notValues)}`,
      why: 'whoever calls writes the header',
    };
  }
  if (/^(?:source|remote)\.ip$/u.test(key)) {
    return {
      kind: 'condition',
      state: 'enforced',
      name: `address${wanted(values, notValues)}`,
      why: 'each connection is checked for where it comes from',
    };
  }
  return undefined;
}

function tokenCheck(
  claim: string | undefined,
  key: string,
  values: readonly string[],
  notValues: readonly string[],
): ConditionCheck {
  const what = claim === undefined ? quoted(key) : `claim ${quoted(claim)}`;
  const name = `${what}${wanted(values, notValues)}`;
  const kind = claim !== undefined && STEP_UP_CLAIMS.has(claim) ? 'step-up' : 'condition';
  if (values.length === 0) {
    return { kind, state: 'ineffective', name, why: 'a call without a token has no such claim, and passes' };
  }
  return { kind, state: 'enforced', name, why: 'each call must bring a valid token with it' };
}

function wanted(values: readonly string[], notValues: readonly string[]): string {
  const shown = values.length > 0 ? values : notValues;
  const text = shown
    .slice(0, 3)
    .map((value) => quoted(value))
    .join(' or ');
  if (shown.length === 0) return '';
  return `${values.length > 0 ? '' : ' not'} ${text}${shown.length > 3 ? ' …' : ''}`;
}

/** A principal of the mesh that is one service account: `cluster.local/ns/shop/sa/api`. */
export function principalAccount(
  principal: string,
): { readonly namespace: string; readonly name: string } | undefined {
  const [, namespace, name] = /^(?:\*|[^/*]+)\/ns\/([^/*]+)\/sa\/([^/*]+)$/u.exec(principal) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/** A pattern of principals that is every account of one namespace: `cluster.local/ns/shop/*`. */
export function principalNamespace(principal: string): string | undefined {
  return /^(?:\*|[^/*]+)\/ns\/([^/*]+)\/(?:sa\/)?\*$/u.exec(principal)?.[1];
}

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** Whether a method only reads, by the definition of safe methods: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 */
export function isSafeMethod(method: string): boolean {
  return READING.has(method.toUpperCase());
}

/** A path that hands out data in bulk, or that its words call sensitive. */
export function sensitivityOfPath(path: string): readonly Sensitivity[] {
  const found = sensitivityOf(path);
  const exports = wordsOf(path).some((word) => word === 'export' || word === 'exports');
  return exports && !found.includes('customer-data') ? [...found, 'customer-data'] : found;
}

/**
 * The label by which readers know pods.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
 */
export function serviceLabel(labels: Readonly<Record<string, string>>): string | undefined {
  return labels['app.kubernetes.io/name'] ?? labels['app'] ?? labels['k8s-app'] ?? Object.values(labels)[0];
}

/**
 * A path of a rule of Cilium, which is an expression for the whole of it, as one text with `*` at its end at most;
 * `undefined` for what says more. https://docs.cilium.io/en/stable/security/policy/language/#http
 */
export function ciliumPath(expression: string): string | undefined {
  const bare = expression.replace(/^\^/u, '').replace(/\$$/u, '');
  const open = bare.endsWith('.*');
  const text = (open ? bare.slice(0, -2) : bare).replaceAll('\\.', '.').replaceAll('\\/', '/');
  if (/[\\*+?()[\]{}|^$]/u.test(text)) return undefined;
  return open ? `${text}*` : text;
}

/** The methods that an expression of Cilium's accepts; `undefined` where it is no plain list of them. */
export function ciliumMethods(expression: string): readonly string[] | undefined {
  const bare = expression
    .replace(/^\^/u, '')
    .replace(/\$$/u, '')
    .replace(/^\((.*)\)$/u, '$1');
  if (bare === '.*') return ['*'];
  const methods = bare.split('|');
  return methods.every((method) => /^[A-Z]+$/u.test(method)) ? methods : undefined;
}
