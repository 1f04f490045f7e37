import type { AwsActionSet, AwsCatalogue } from '../../../model/awsCatalogue.js';
import type {
  PolicyCondition,
  PolicyDocument,
  PolicyStatement,
  PolicyText,
} from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { rememberedOf } from '../../../patterns/remembered.js';
import { conditionsHold } from './conditions.js';
import { UNKNOWN_CONTEXT } from './context.js';
import { limitsOf, permits } from './permits.js';
import type { Region } from './region.js';
import { isEverywhere, isNowhere, patternOfResource, regionOf, shareOf } from './region.js';
import { whole } from './statement.js';
import { and } from './tri.js';
import type { IdentityPolicies, Permission, RequestContext, Tri } from './types.js';

/** What one entry of `Action` on one entry of `Resource` comes to. */
export interface EffectiveGrant<O> {
  readonly statement: PolicyStatement<O>;
  /** The entry of `Action`; absent under `NotAction`. */
  readonly action?: PolicyText<O>;
  /** The entry of `Resource`; absent under `NotResource`. */
  readonly resource?: PolicyText<O>;
  /** The actions that the text names; none for one that AWS does not know. */
  readonly named: AwsActionSet;
  /** Those of them that work on the resource and that nothing takes away for certain. */
  readonly actions: AwsActionSet;
  /** The conditions of the statement that are not known to hold. */
  readonly conditions: readonly PolicyCondition<O>[];
  /** Denies that take away a part, or under conditions. */
  readonly denies: readonly PolicyStatement<O>[];
  /** Whether the text says for certain what it names, and is there for certain. */
  readonly certain: boolean;
}

/** What an identity may do. */
export interface EffectiveActions<O> {
  /** One for each pair of entries of `Action` and `Resource` of each allowing statement, those that come to nothing too. */
  readonly grants: readonly EffectiveGrant<O>[];
  /** Whether all policies were read whole. */
  readonly complete: boolean;
  /** Whether it may perform one action, on one resource or on any; see `permits`. */
  readonly permits: (action: string, resource?: string) => Permission<O>;
}

/**
 * What an identity may do after denies, boundary, session and service control policies.
 *
 * @param context what its requests are known to say; nothing by default
 */
export function effectiveActions<O>(
  policies: IdentityPolicies<O>,
  catalogue: AwsCatalogue,
  context: RequestContext = UNKNOWN_CONTEXT,
): EffectiveActions<O> {
  const read = (documents: readonly PolicyDocument<O>[]): ReadPolicies<O> => ({
    statements: documents.flatMap(({ statements, version }) =>
      statements.map((statement) => new ReadStatement(statement, { version, context, catalogue })),
    ),
    complete: documents.every(({ incomplete }) => incomplete !== true),
  });
  const identity = read(policies.identity);
  const limits = limitsOf(policies).map(read);
  const denies = [identity, ...limits].flatMap(({ statements }) => statements.filter((one) => one.denies));
  const grants = identity.statements
    .filter((one) => !one.denies && one.holds !== false)
    .flatMap((one) =>
      one.entries().map(({ region, ...entry }) => ({
        ...entry,
        ...remaining({ ...entry, region }, one, { denies, limits }),
      })),
    );
  return {
    grants,
    complete: [identity, ...limits].every(({ complete }) => complete),
    permits: (action, resource) => permits(policies, action, resource, { context, catalogue }),
  };
}

/** Some policies, taken together. */
interface ReadPolicies<O> {
  readonly statements: readonly ReadStatement<O>[];
  readonly complete: boolean;
}

interface Surroundings {
  readonly version: string | undefined;
  readonly context: RequestContext;
  readonly catalogue: AwsCatalogue;
}

/** One entry of `Action` on one of `Resource`, before anything is taken away. */
type Entry<O> = Omit<EffectiveGrant<O>, 'actions' | 'denies'> & { readonly region: Region };

/** A statement, with what is asked of it again and again worked out once. */
class ReadStatement<O> {
  readonly statement: PolicyStatement<O>;
  readonly catalogue: AwsCatalogue;
  readonly denies: boolean;
  readonly region: Region;
  readonly holds: Tri;
  readonly #surroundings: Surroundings;
  #atMost: AwsActionSet | undefined;
  #atLeast: AwsActionSet | undefined;

  constructor(statement: PolicyStatement<O>, surroundings: Surroundings) {
    const { version, context, catalogue } = surroundings;
    this.statement = statement;
    this.catalogue = catalogue;
    this.denies = statement.effect === 'Deny';
    this.region = regionOf(statement, context, version);
    this.holds = conditionsHold(statement.conditions, context, version);
    this.#surroundings = surroundings;
  }

  /** Every action that it may name: what is not known in an entry could be anything. */
  get atMost(): AwsActionSet {
    return (this.#atMost ??= this.#named(isRead, () => true));
  }

  /** The actions that it names for certain. */
  get atLeast(): AwsActionSet {
    return (this.#atLeast ??= this.#named(() => true, isRead));
  }

  entries(): readonly Entry<O>[] {
    const { statement, holds } = this;
    const { version, context } = this.#surroundings;
    const conditions = holds === true ? [] : statement.conditions;
    return (statement.resources ?? [undefined]).flatMap((resource) => {
      const pattern = resource && patternOfResource(resource, context, version);
      const region = resource ? { patterns: pattern ? [pattern] : [], inverted: false } : this.region;
      return (statement.actions ?? [undefined]).map((action) => ({
        statement,
        ...(action === undefined ? {} : { action }),
        ...(resource === undefined ? {} : { resource }),
        region,
        named: action === undefined ? this.atMost : this.catalogue.expand(action.text),
        conditions,
        certain: whole(statement) === true && [action, resource].every((entry) => !entry || isRead(entry)),
      }));
    });
  }

  #named(
    keepException: (text: PolicyText<unknown>) => boolean,
    keep: (text: PolicyText<unknown>) => boolean,
  ): AwsActionSet {
    const { actions, notActions } = this.statement;
    if (actions !== undefined) return together(actions.filter(keep), this.catalogue);
    const all = this.catalogue.expand('*');
    if (notActions !== undefined) {
      return all.minus(together(notActions.filter(keepException), this.catalogue));
    }
    // Without either it was not read whole: it may name anything, and names nothing for certain.
    return keep(UNREAD) ? all : this.catalogue.expand('');
  }
}

const UNREAD: PolicyText<unknown> = { text: UNKNOWN_PART, origin: undefined };

/** The same pairs of texts stand in many statements, and sets are shared by the texts that name them. */
const workingOn = rememberedOf<AwsActionSet>(200);

/** Of the actions those that work on the resource and that neither denies nor limits take away for certain. */
function remaining<O>(
  { named, region, resource }: Entry<O>,
  { catalogue }: ReadStatement<O>,
  around: { readonly denies: readonly ReadStatement<O>[]; readonly limits: readonly ReadPolicies<O>[] },
): Pick<EffectiveGrant<O>, 'actions' | 'denies'> {
  let actions = isNowhere(region) ? catalogue.expand('') : named;
  if (resource !== undefined && !isEverywhere(region)) {
    actions = workingOn(actions, resource.text, () =>
      named.filter((action) => catalogue.matchesResource(action, resource.text)),
    );
  }
  const doubtful: PolicyStatement<O>[] = [];
  for (const deny of around.denies) {
    if (actions.size === 0) break;
    const share = deny.holds === false ? 'none' : shareOf(region, deny.region);
    if (share === 'none') continue;
    const certain = share === 'all' && and(deny.holds, whole(deny.statement)) === true;
    if (certain) actions = actions.minus(deny.atLeast);
    // What the deny may name beyond that, or takes only a part of, is left with the doubt.
    if (actions.intersect(deny.atMost).size > 0) doubtful.push(deny.statement);
  }
  for (const { statements, complete } of around.limits) {
    if (!complete || actions.size === 0) continue;
    const allowing = statements.filter(
      (one) => !one.denies && one.holds !== false && shareOf(region, one.region) !== 'none',
    );
    const before = actions;
    actions = allowing.reduce((sum, one) => sum.union(before.intersect(one.atMost)), catalogue.expand(''));
  }
  return { actions, denies: doubtful };
}

function isRead({ text }: PolicyText<unknown>): boolean {
  return !text.includes(UNKNOWN_PART);
}

function together(texts: readonly PolicyText<unknown>[], catalogue: AwsCatalogue): AwsActionSet {
  return texts.reduce<AwsActionSet>(
    (sum, { text }) => sum.union(catalogue.expand(text)),
    catalogue.expand(''),
  );
}
