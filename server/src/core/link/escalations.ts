import { escalationsOf } from '../knowledge/aws/escalation/evaluate.js';
import type { Escalation as FoundEscalation } from '../knowledge/aws/escalation/evaluate.js';
import type { PolicySet } from '../knowledge/aws/policy/types.js';
import type { EscalationIdentity } from '../knowledge/aws/escalation/identity.js';
import type { KnownRole } from '../knowledge/aws/escalation/roles.js';
import type { EscalationMethod } from '../knowledge/aws/escalations/method.js';
import { patternCovers, patternMatches } from '../knowledge/aws/wildcards.js';
import type { Escalation } from '../model/escalation.js';
import type { Grant } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import type { PolicyCondition } from '../model/policyDocument.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import { listWords } from '../model/words.js';
import type { Edge } from './edges.js';
import { bindingOffer, PASS_ROLE, rolesReferredTo } from './passedRoles.js';
import type { AwsIdentity, Identities } from './roles.js';
import { dottedUnder } from '../text/credentials.js';
import { quoted } from '../text/quoted.js';

/** Taking on a role that trusts one is no way around anything; the roles of the workspace are followed as such. */
const PLAIN_STEP = 'assume-role';

/** Ways that the policies of an identity open by themselves, whatever roles there are. */
export interface OwnMethods {
  readonly policies: PolicySet;
  readonly asks: EscalationIdentity;
  readonly found: readonly FoundEscalation<Origin>[];
}

/** What one identity gains. */
export interface Gained {
  readonly escalations: readonly Escalation[];
  readonly edges: readonly Edge[];
}

const NO_ROLES: readonly KnownRole<Origin>[] = [];

/** The first half of `escalationsOfIdentity`, which no other identity changes; undefined where no policy is known. */
export function ownMethods({ session, arn, kind }: AwsIdentity): OwnMethods | undefined {
  const { facts, id } = session;
  if (facts.policies === undefined) return undefined;
  const { identity: policies, boundary } = facts.policies;
  const bounded = facts.references.some((reference) => reference.kind === 'bounded-by');
  const asks: EscalationIdentity = {
    key: id,
    kind,
    ...(arn.includes(`/${UNKNOWN_PART}`) ? {} : { arn }),
    boundary: boundary !== undefined || (bounded ? ('unknown' as const) : false),
  };
  const set = { identity: policies, ...(boundary === undefined ? {} : { boundary }) };
  return { policies: set, asks, found: escalationsOf(set, { identity: asks, roles: NO_ROLES }).found };
}

/** What the policies of an identity of AWS let it gain beyond what they give, and the sessions that this leads to. */
export function escalationsOfIdentity(
  { session: { facts, id } }: AwsIdentity,
  own: OwnMethods | undefined,
  identities: Identities,
): Gained {
  if (own === undefined) return { escalations: facts.escalations ?? [], edges: [] };
  const found = overRoles(own, identities);
  const ids = new Set(found.map(({ method }) => method.id));
  const teller = new Teller(facts.grants, identities);
  const told = found
    .filter(({ method, others }) => method.id !== PLAIN_STEP || others)
    // The longer form of a way that is open as well says nothing more.
    .filter(({ method: { refines } }) => refines === undefined || !ids.has(refines))
    .flatMap((one) => teller.withReferences(one) ?? [])
    .flatMap((one) => {
      const escalation = teller.toldOf(one);
      return escalation === undefined ? [] : [{ one, escalation }];
    });
  return { escalations: told.map(({ escalation }) => escalation), edges: edgesOf(id, told) };
}

/** The ways that hang on roles, held against the roles of the workspace. */
function overRoles(
  { policies, asks: identity, found }: OwnMethods,
  identities: Identities,
): readonly FoundEscalation<Origin>[] {
  const methods = found.map(({ method }) => method).filter(concernsRoles);
  if (methods.length === 0) return found;
  const roles = knownRoles(identities.roles());
  const withRoles = new Map(
    escalationsOf(policies, { identity, roles }, methods).found.map((one) => [one.method, one]),
  );
  return found.flatMap((one) => (concernsRoles(one.method) ? (withRoles.get(one.method) ?? []) : [one]));
}

const known = new WeakMap<readonly AwsIdentity[], readonly KnownRole<Origin>[]>();

/** Worked out once for all that ask for the same list. */
function knownRoles(all: readonly AwsIdentity[]): readonly KnownRole<Origin>[] {
  const made = known.get(all) ?? all.map(knownRole);
  known.set(all, made);
  return made;
}

/** Whether it hangs on the roles of the workspace and whom they let in. */
function concernsRoles({ ways }: EscalationMethod): boolean {
  return ways.some((way) => way.some(([, { kind }]) => kind === 'passed-role' || kind === 'other-role'));
}

function knownRole({ session, arn }: AwsIdentity): KnownRole<Origin> {
  const { trust } = session.facts;
  return { key: session.id, arn, ...(trust === undefined ? {} : { trust: trust.policy }) };
}

const GAINS = {
  'another-role': 'identity',
  'another-user': 'identity',
  'own-rights': 'rights',
  admin: 'everything',
} as const;

/** More roles than these are never named one by one in an offer. */
const MOST_OFFERED = 4;

/** Tells what is found for one identity. Most methods rest on the same grants and lead to the same roles. */
class Teller {
  readonly #identities: Identities;
  readonly #grants: readonly Grant[];
  readonly #byAction = new Map<string, readonly Grant[]>();
  readonly #referred = new Map<unknown, ReadonlySet<string> | undefined>();
  readonly #reached = new Map<
    FoundEscalation<Origin>['targets'],
    { readonly keys: readonly string[]; readonly labels: readonly string[] }
  >();

  constructor(grants: readonly Grant[], identities: Identities) {
    this.#grants = grants.filter(({ identity, via }) => identity === undefined && via.length === 0);
    this.#identities = identities;
  }

  /**
   * A method that passes a role, with the roles that the template refers to as its only targets; nothing where none of
   * these trusts the service.
   */
  withReferences(one: FoundEscalation<Origin>): FoundEscalation<Origin> | undefined {
    const passing = one.actions.find(({ action }) => action === PASS_ROLE)?.statements;
    if (passing === undefined) return one;
    if (!this.#referred.has(passing)) {
      this.#referred.set(passing, rolesReferredTo(one.actions, this.#identities));
    }
    const referred = this.#referred.get(passing);
    if (referred === undefined) return one;
    const targets = one.targets.filter(({ key }) => referred.has(key));
    return targets.length === 0 ? undefined : { ...one, targets, others: false };
  }

  toldOf(found: FoundEscalation<Origin>): Escalation | undefined {
    const { method, result, conditions, actions, targets, others } = found;
    const distinct = [
      ...new Set(
        actions.flatMap(({ action, statements }) =>
          this.#on(action).filter((grant) => statements.some(({ origin }) => lies(grant.origin, origin))),
        ),
      ),
    ];
    const cause = distinct.find((grant) => covers(grant, PASS_ROLE)) ?? distinct[0];
    if (cause === undefined) return undefined;
    const { keys: known, labels } = method.id === PLAIN_STEP ? NOBODY : this.#rolesOf(targets);
    const offer =
      others &&
      known.length <= MOST_OFFERED &&
      bindingOffer(actions, known, method.passes?.passedTo ?? [], this.#identities);
    const words = [
      ...(method.onlyIf === undefined ? [] : [method.onlyIf]),
      ...conditions.map(conditionWords),
    ];
    return {
      method: method.id,
      title: method.title,
      gains: GAINS[method.gains],
      by: distinct,
      targets: known,
      leadsTo: leadsTo(method.gains, labels, others),
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

  #on(action: string): readonly Grant[] {
    const known = this.#byAction.get(action) ?? this.#grants.filter((grant) => covers(grant, action));
    this.#byAction.set(action, known);
    return known;
  }

  #rolesOf(targets: FoundEscalation<Origin>['targets']): typeof NOBODY {
    const known = this.#reached.get(targets);
    if (known !== undefined) return known;
    const keys = targets.map(({ key }) => key);
    const made = { keys, labels: keys.map((key) => this.#identities.of(key)?.session.facts.label ?? key) };
    this.#reached.set(targets, made);
    return made;
  }
}

const NOBODY: { readonly keys: readonly string[]; readonly labels: readonly string[] } = {
  keys: [],
  labels: [],
};

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

/** Whether one of the session's own grants is on the action. */
function covers({ action }: Grant, name: string): boolean {
  return action.startsWith('* except') || patternMatches(action.toLowerCase(), name.toLowerCase());
}

function lies(inner: Origin, outer: Origin): boolean {
  return (
    inner.uri === outer.uri && outer.range.start <= inner.range.start && inner.range.end <= outer.range.end
  );
}

function conditionWords({ operator, key, values }: PolicyCondition): string {
  return `${key} ${operator} ${listWords(values.map(({ text }) => dottedUnder(key, text.replaceAll(UNKNOWN_PART, '…'))))}`;
}

function leadsTo(
  gains: FoundEscalation<unknown>['method']['gains'],
  targets: readonly string[],
  others: boolean,
): string {
  const roles =
    targets.length === 0
      ? ''
      : `role${targets.length > 1 ? 's' : ''} ${listWords(targets.map((target) => quoted(target)))}`;
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

/** One step to each role that is reached: the first of those with the least in the way. */
function edgesOf(
  from: string,
  told: readonly { readonly one: FoundEscalation<Origin>; readonly escalation: Escalation }[],
): readonly Edge[] {
  const best = new Map<string, { readonly edge: Edge; readonly hindrance: number }>();
  for (const { one, escalation } of told) {
    const { title: how, gates, origin, conditions } = escalation;
    const certain = one.result === 'yes' && conditions.length === 0;
    const hindrance = (gates.length > 0 ? 2 : 0) + (certain ? 0 : 1);
    for (const to of escalation.targets) {
      const known = best.get(to);
      if (to === from || (known !== undefined && known.hindrance <= hindrance)) continue;
      const edge = {
        from,
        to,
        by: 'escalating',
        how,
        gates,
        certain,
        certainty: 'inferred',
        origin,
      } as const;
      best.set(to, { edge, hindrance });
    }
  }
  return [...best.values()].map(({ edge }) => edge);
}
