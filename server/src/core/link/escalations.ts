import { escalationsOf } from '../knowledge/aws/escalation/evaluate.js';
import type { Escalation as FoundEscalation } from '../knowledge/aws/escalation/evaluate.js';
import type { EscalationIdentity } from '../knowledge/aws/escalation/identity.js';
import type { KnownRole } from '../knowledge/aws/escalation/roles.js';
import type { EscalationMethod } from '../knowledge/aws/escalations/method.js';
import { patternCovers, patternMatches } from '../knowledge/aws/wildcards.js';
import type { Escalation } from '../model/escalation.js';
import type { Grant } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import type { PolicyCondition, PolicyDocument } from '../model/policyDocument.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import { listWords } from '../model/words.js';
import type { Edge } from './edges.js';
import { bindingOffer, PASS_ROLE, rolesReferredTo } from './passedRoles.js';
import type { AwsIdentity } from './roles.js';

/** Taking on a role that lets one in is no way around anything; the roles of the workspace are followed as such. */
const PLAIN_STEP = 'assume-role';

/** The methods that were found for an identity, and what that rests on. */
export interface FoundMethods {
  readonly policies: readonly PolicyDocument[];
  readonly boundary: PolicyDocument | undefined;
  readonly asks: EscalationIdentity;
  readonly roles: readonly KnownRole<Origin>[];
  readonly found: readonly FoundEscalation<Origin>[];
}

/** By session. One linking hands it to the next, as most policies stay as they are from one to the other. */
export type EscalationMemo = ReadonlyMap<string, FoundMethods>;

/** What one identity gains. */
export interface Gained {
  readonly escalations: readonly Escalation[];
  readonly edges: readonly Edge[];
  readonly methods?: FoundMethods;
}

/** What the policies of an identity of AWS let it gain beyond what they give, and the sessions that this leads to. */
export function escalationsOfIdentity(
  identity: AwsIdentity,
  all: readonly AwsIdentity[],
  previous?: EscalationMemo,
): Gained {
  const { facts, id } = identity.session;
  if (facts.policies === undefined) return { escalations: facts.escalations ?? [], edges: [] };
  const methods = foundMethods(identity, all, previous?.get(id));
  const ids = new Set(methods.found.map(({ method }) => method.id));
  const escalations = methods.found
    .filter(({ method, others }) => method.id !== PLAIN_STEP || others)
    // The longer form of a way that is open as well says nothing more.
    .filter(({ method: { refines } }) => refines === undefined || !ids.has(refines))
    .flatMap((one) => withReferences(one, all) ?? [])
    .flatMap((one) => toldOf(one, facts.grants, all) ?? []);
  return { escalations, edges: escalations.flatMap((one) => edgesOf(id, one, methods.found)), methods };
}

function foundMethods(
  { session, arn, kind }: AwsIdentity,
  all: readonly AwsIdentity[],
  known: FoundMethods | undefined,
): FoundMethods {
  const { facts, id } = session;
  const { identity: policies = [], boundary } = facts.policies ?? {};
  const bounded = facts.references.some((reference) => reference.kind === 'bounded-by');
  const basis = {
    policies,
    boundary,
    asks: {
      key: id,
      kind,
      ...(arn.includes(`/${UNKNOWN_PART}`) ? {} : { arn }),
      boundary: boundary !== undefined || (bounded ? ('unknown' as const) : false),
    },
    roles: all.filter((one) => one.kind === 'role').map(knownRole),
  };
  if (known !== undefined && isSameBasis(known, basis)) return { ...basis, found: known.found };
  const set = { identity: policies, ...(boundary === undefined ? {} : { boundary }) };
  const alone = escalationsOf(set, { identity: basis.asks, roles: [] }).found;
  const overRoles = alone.filter(({ method }) => concernsRoles(method));
  if (overRoles.length === 0) return { ...basis, found: alone };
  const methods = overRoles.map(({ method }) => method);
  const withRoles = new Map(
    escalationsOf(set, { identity: basis.asks, roles: basis.roles }, methods).found.map((one) => [
      one.method,
      one,
    ]),
  );
  return {
    ...basis,
    found: alone.flatMap((one) => (concernsRoles(one.method) ? (withRoles.get(one.method) ?? []) : [one])),
  };
}

/** Whether it hangs on the roles of the workspace and whom they let in. */
function concernsRoles({ ways }: EscalationMethod): boolean {
  return ways.some((way) => way.some(([, { kind }]) => kind === 'passed-role' || kind === 'other-role'));
}

function isSameBasis(a: Omit<FoundMethods, 'found'>, b: Omit<FoundMethods, 'found'>): boolean {
  return (
    a.boundary === b.boundary &&
    sameItems(a.policies, b.policies) &&
    JSON.stringify(a.asks) === JSON.stringify(b.asks) &&
    a.roles.length === b.roles.length &&
    a.roles.every(({ key, arn, trust }, at) => {
      const other = b.roles[at];
      return key === other?.key && arn === other.arn && trust === other.trust;
    })
  );
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, at) => item === b[at]);
}

function knownRole({ session, arn }: AwsIdentity): KnownRole<Origin> {
  const { trust } = session.facts;
  return { key: session.id, arn, ...(trust === undefined ? {} : { trust: trust.policy }) };
}

/**
 * A method that passes a role, with the roles that the template refers to as its only targets; nothing where none of
 * these lets the service in.
 */
function withReferences(
  one: FoundEscalation<Origin>,
  all: readonly AwsIdentity[],
): FoundEscalation<Origin> | undefined {
  const referred = rolesReferredTo(one.actions, all);
  if (referred === undefined) return one;
  const targets = one.targets.filter(({ key }) => referred.has(key));
  return targets.length === 0 ? undefined : { ...one, targets, others: false };
}

const GAINS = {
  'another-role': 'identity',
  'another-user': 'identity',
  'own-rights': 'rights',
  admin: 'everything',
} as const;

function toldOf(
  { method, result, conditions, actions, targets, others }: FoundEscalation<Origin>,
  grants: readonly Grant[],
  all: readonly AwsIdentity[],
): Escalation | undefined {
  const by = actions.flatMap(({ action, statements }) => {
    const origins = statements.map(({ origin }) => origin);
    return grants.filter(
      (grant) => covers(grant, action) && origins.some((origin) => lies(grant.origin, origin)),
    );
  });
  const distinct = [...new Set(by)];
  const cause = distinct.find((grant) => covers(grant, PASS_ROLE)) ?? distinct[0];
  if (cause === undefined) return undefined;
  const known = method.id === PLAIN_STEP ? [] : targets.map(({ key }) => key);
  const offer = others && bindingOffer(actions, known, method.passes?.passedTo ?? [], all);
  const words = conditions.map(conditionWords);
  return {
    method: method.id,
    title: method.title,
    gains: GAINS[method.gains],
    by: distinct,
    targets: known,
    leadsTo: leadsTo(
      method.gains,
      known.map((key) => all.find(({ session }) => session.id === key)?.session.facts.label ?? key),
      others,
    ),
    ...(known.length > 0 && !others && method.gains === 'another-role' ? { known: true as const } : {}),
    ...(method.extent === undefined ? {} : { extent: method.extent }),
    wide: isWide(method, actions, cause),
    ...(method.id === PLAIN_STEP ? { plain: true as const } : {}),
    conditions:
      result === 'conditional' && words.length === 0
        ? ['what is not known of the policies allows it']
        : words,
    gates: [...new Set(distinct.flatMap(({ gates }) => gates))],
    ...(method.source === '' ? {} : { source: method.source }),
    ...(offer === false || offer === undefined ? {} : { offers: [offer] }),
    origin: cause.origin,
  };
}

/** Whether the action that is the cause is allowed on any there is of what it takes. */
function isWide(
  { ways }: EscalationMethod,
  actions: FoundEscalation<Origin>['actions'],
  cause: Grant,
): boolean {
  const own = actions.find(({ action }) => covers(cause, action));
  const allowed = (own?.statements ?? []).flatMap(
    // What is not known is one thing, and not all there are.
    ({ resources }) => resources?.map(({ text }) => text.replaceAll(UNKNOWN_PART, '_')) ?? ['*'],
  );
  const anyOf = (shapes: readonly string[]): boolean =>
    allowed.some((text) => shapes.some((shape) => patternCovers(thing(text), thing(shape))));
  return ways.some((way) => {
    const asked = way.filter(([action]) => action === own?.action);
    return asked.length > 0 && asked.every(([, { arns }]) => anyOf(arns.length === 0 ? ['*'] : arns));
  });
}

/** What an ARN says of the thing itself, behind partition, service, region and account. */
function thing(arn: string): string {
  return arn.startsWith('arn:') ? arn.split(':').slice(5).join(':') : arn;
}

function covers({ action, identity, via }: Grant, name: string): boolean {
  if (identity !== undefined || via.length > 0) return false;
  return action.startsWith('* except') || patternMatches(action.toLowerCase(), name.toLowerCase());
}

function lies(inner: Origin, outer: Origin): boolean {
  return (
    inner.uri === outer.uri && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end
  );
}

function conditionWords({ operator, key, values }: PolicyCondition): string {
  return `${key} ${operator} ${listWords(values.map(({ text }) => text.replaceAll(UNKNOWN_PART, '…')))}`;
}

function leadsTo(
  gains: FoundEscalation<unknown>['method']['gains'],
  targets: readonly string[],
  others: boolean,
): string {
  const roles =
    targets.length === 0
      ? ''
      : `role${targets.length > 1 ? 's' : ''} ${listWords(targets.map((target) => `\`${target}\``))}`;
  switch (gains) {
    case 'another-role':
      if (roles === '') return 'a role that is not in this workspace';
      return others ? `${roles}, and others that are not in this workspace` : roles;
    case 'another-user':
      return 'another user';
    case 'own-rights':
      return 'more rights of its own';
    case 'admin':
      return 'everything in the account';
  }
}

function edgesOf(
  from: string,
  { targets, title, gates, origin, method, conditions }: Escalation,
  found: readonly FoundEscalation<Origin>[],
): readonly Edge[] {
  const certain = found.some((one) => one.method.id === method && one.result === 'yes');
  return targets
    .filter((to) => to !== from)
    .map((to) => ({
      from,
      to,
      by: 'escalating' as const,
      how: title,
      gates,
      certain: certain && conditions.length === 0,
      certainty: 'inferred' as const,
      origin,
    }));
}
