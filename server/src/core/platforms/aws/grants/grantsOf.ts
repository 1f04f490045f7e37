import type { EffectiveGrant } from '../../../knowledge/aws/policy/effective.js';
import { effectiveActions } from '../../../knowledge/aws/policy/effective.js';
import type { Breadth } from '../../../model/breadth.js';
import type { Grant } from '../../../model/facts.js';
import type { PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import { conditionText, denyText } from '../policy/conditionText.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import { documentOf } from '../policy/readPolicy.js';
import type { SourceStatement } from '../policy/sourceStatement.js';
import { entry } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import type { StatementGates } from '../gates/statementGates.js';
import { guardWords } from '../text/guards.js';
import type { SourceText } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import type { ActionFacts } from './actionFacts.js';
import { ActionReader } from './actionFacts.js';
import { actionBreadth, invertedBreadth, resourceBreadth } from './breadth.js';
import { denyCovers, touchingDenies } from './denies.js';
import { messagesOf } from './messages.js';
import type { ResourceOptions } from './resourceOptions.js';
import { NO_RESOURCE_OPTIONS } from './resourceOptions.js';
import { sensitivityOfResource, tierOfResource } from './sensitivity.js';
import { summarised } from './summary.js';

/** How the grants of some policies are to be made. */
export interface GrantContext {
  readonly reading: Reading;
  readonly actions: ActionReader;
  readonly options: ResourceOptions;
}

export function grantContext(reading: Reading, options: ResourceOptions = NO_RESOURCE_OPTIONS): GrantContext {
  return { reading, actions: new ActionReader(reading.catalogue), options };
}

/** What policies come to, denies among them applied. */
interface PolicyGrants {
  readonly grants: readonly Grant[];
  readonly documents: readonly PolicyDocument[];
}

/** One pair of an entry of `Action` and one of `Resource`; either is absent under its opposite. */
interface Pair {
  readonly source: SourceStatement;
  readonly action: SourceText | undefined;
  readonly resource: SourceText | undefined;
  readonly effective: EffectiveGrant<unknown> | undefined;
}

/** One grant for each pair of action and resource that the policies of one identity allow. */
export function grantsOf(
  context: GrantContext,
  policies: readonly ReadPolicy[],
  gates: StatementGates,
): PolicyGrants {
  const { reading } = context;
  const kept = affordable(reading, policies);
  const documents = kept.map(documentOf);
  const sources = new Map<PolicyStatement, SourceStatement>();
  for (const [at, policy] of kept.entries()) {
    for (const [index, source] of policy.statements.entries()) {
      const plain = documents[at]?.statements[index];
      if (plain !== undefined) sources.set(plain, source);
    }
  }
  const grants = pairsOf(reading, documents, sources)
    .filter(({ action }) => action === undefined || !isRefused(action))
    .flatMap((pair) => grantOf(context, pair, sources, gates) ?? []);
  return { grants: summarised(grants), documents };
}

/** The policies, without statements that are too many to be held against each other. */
function affordable(reading: Reading, policies: readonly ReadPolicy[]): readonly ReadPolicy[] {
  const all = policies.flatMap(({ statements }) => statements);
  const denies = all.filter(({ effect }) => effect === 'Deny').length;
  return policies.map((policy) => {
    const statements = policy.statements.filter((statement) => {
      const { actions, resources, effect, origin } = statement;
      if (effect === 'Deny') return true;
      const pairs = (actions?.length ?? 20) * (resources?.length ?? 1);
      return reading.spend(pairs * (2 + 16 * denies), origin);
    });
    const isWhole = statements.length === policy.statements.length;
    return isWhole ? policy : { ...policy, statements, incomplete: true };
  });
}

function pairsOf(
  { catalogue }: Reading,
  documents: readonly PolicyDocument[],
  sources: ReadonlyMap<PolicyStatement, SourceStatement>,
): readonly Pair[] {
  if (catalogue !== undefined) {
    return effectiveActions({ identity: documents }, catalogue).grants.flatMap((effective) => {
      const source = sources.get(effective.statement);
      if (source === undefined) return [];
      const action = effective.action as SourceText | undefined;
      return [{ source, action, resource: effective.resource as SourceText | undefined, effective }];
    });
  }
  return [...sources.values()]
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((source) =>
      (source.resources ?? [undefined]).flatMap((resource) =>
        (source.actions ?? [undefined]).map((action) => ({ source, action, resource, effective: undefined })),
      ),
    );
}

function grantOf(
  context: GrantContext,
  pair: Pair,
  sources: ReadonlyMap<PolicyStatement, SourceStatement>,
  gates: StatementGates,
): Grant | undefined {
  const { reading } = context;
  const { source, action, resource, effective } = pair;
  const fits =
    effective === undefined ||
    resource === undefined ||
    action === undefined ||
    context.actions.fits(action.text, effective.named, resource.text);
  const isEmpty = effective !== undefined && effective.named.size > 0 && effective.actions.size === 0;
  if (isEmpty && fits && isTakenAway(context, effective, resource)) {
    noteDenied(reading, pair);
    return undefined;
  }
  const base = baseGrant(context, pair);
  if (!reading.countGrant(base.origin)) return undefined;
  if (isEmpty || !fits) return voidGrant(context, pair, base);
  const facts = factsOf(context, pair);
  const denies = touchingDenies(context.actions, [...sources.keys()], pair);
  const checked = denies.flatMap((deny) => {
    const denying = sources.get(deny);
    return denying !== undefined && denyCovers(context.actions, denying, pair) ? gates.of(denying) : [];
  });
  const breadth = breadthOf(context, pair, facts);
  return {
    ...base,
    access: facts.access,
    system: facts.system,
    certainty: isInferred(pair, facts) ? 'inferred' : 'declared',
    gates: [...new Set([...gates.of(source), ...checked])],
    opens: facts.opens,
    ...(facts.reporting ? { conversational: true as const } : {}),
    ...(breadth.length === 0 ? {} : { breadth }),
    ...(resource === undefined || action === undefined ? {} : messagesOf(action, resource)),
    ...(facts.reporting || resource === undefined ? {} : namedBy(resource, facts)),
    attributes: attributesOf(pair, base, denies),
  };
}

/** What is no `service:Action` is refused, and allows nothing. */
function isRefused(action: SourceText): boolean {
  return isKnown(action) && !action.text.includes(':') && !/^\*+$/u.test(action.text);
}

/** What the name of a resource says of it. */
function namedBy(
  resource: SourceText,
  facts: ReturnType<typeof factsOf>,
): Pick<Grant, 'sensitivity' | 'tier'> {
  const sensitivity = sensitivityOfResource(resource, facts);
  const tier = tierOfResource(resource);
  return {
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    ...(tier === undefined ? {} : { tier }),
  };
}

type Base = Pick<
  Grant,
  'action' | 'right' | 'resource' | 'declaredFor' | 'evidence' | 'evidenceFrom' | 'via' | 'origin'
>;

function baseGrant({ reading }: GrantContext, { source, action, resource }: Pair): Base {
  const name = action?.shown ?? `* except ${(source.notActions ?? []).map(({ shown }) => shown).join(', ')}`;
  return {
    action: name,
    right: name,
    resource: resource?.shown ?? resourceWords(source),
    declaredFor: 'session',
    evidence: 'unknown',
    evidenceFrom: [],
    via: [],
    origin: action?.origin ?? keyOrigin(reading, source, 'NotAction') ?? source.origin,
  };
}

/** A pair that is written and grants nothing, since the action does not work on such a resource. */
function voidGrant(context: GrantContext, pair: Pair, base: Base): Grant {
  const { system } =
    pair.action === undefined ? invertedFacts(pair.source) : context.actions.of(pair.action.text);
  return {
    ...base,
    access: 'read',
    system: system.kind === 'secrets' ? { ...system, kind: 'control-plane' } : system,
    certainty: 'declared',
    gates: [],
    opens: 'nothing: it does not work on such a resource',
    conversational: true,
    idle: true,
    attributes: attributesOf(pair, base, []),
  };
}

function factsOf({ actions }: GrantContext, { action, source, resource, effective }: Pair): ActionFacts {
  if (action === undefined) return invertedFacts(source);
  return actions.of(action.text, effective && actions.workingOn(effective.actions, resource?.text));
}

/** Whether denies took everything, not that the action does not work on the resource. */
function isTakenAway(
  { reading }: GrantContext,
  { named }: EffectiveGrant<unknown>,
  resource: SourceText | undefined,
): boolean {
  const { catalogue } = reading;
  if (catalogue === undefined || resource === undefined) return true;
  if (named.size > 1_000) return true;
  for (const action of named) if (catalogue.matchesResource(action, resource.text)) return true;
  return false;
}

function noteDenied(reading: Reading, { action, source, resource }: Pair): void {
  const what = action?.shown ?? 'This grant';
  reading.note({
    origin: action?.origin ?? source.origin,
    title: `\`${what}\` is denied`,
    text: `Another statement of the same identity denies it on \`${resource?.shown ?? '*'}\` without a condition, and a deny always wins: this line grants nothing there.`,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  });
}

function breadthOf(
  context: GrantContext,
  { source, action, resource, effective }: Pair,
  facts: ActionFacts,
): readonly Breadth[] {
  const { reading, actions, options } = context;
  const left = effective && actions.workingOn(effective.actions, resource?.text);
  const ofAction =
    action === undefined
      ? invertedBreadth(
          'action',
          source.notActions ?? [],
          keyOrigin(reading, source, 'NotAction') ?? source.origin,
        )
      : actionBreadth(actions, action, facts, left);
  const notResources = source.notResources;
  const ofResource =
    resource !== undefined
      ? resourceBreadth(
          {
            catalogue: reading.catalogue,
            options: () => (source.actions === undefined ? [] : options(source.actions)),
          },
          resource,
          left,
          source.conditions,
        )
      : notResources === undefined
        ? undefined
        : invertedBreadth(
            'resource',
            notResources,
            keyOrigin(reading, source, 'NotResource') ?? source.origin,
          );
  const all = [ofAction, ofResource].filter((one) => one !== undefined);
  if (source.node !== undefined) return all;
  // What the vendor wrote cannot be edited; its actions can at least be replaced by a policy of one's own. What it
  // wrote for the roles of its own services is what they are made with.
  const customary = source.policy?.startsWith('service-role/') === true ? { customary: true as const } : {};
  return all.map((one) => ({
    ...one,
    ...customary,
    narrowable: one.narrowable && one.dimension === 'action',
    options: [],
  }));
}

/** Where a key of the statement stands. */
function keyOrigin(reading: Reading, { node }: SourceStatement, name: string): Grant['origin'] | undefined {
  const found = entry(node, name);
  return found === undefined ? undefined : reading.originOf(found.key);
}

function invertedFacts({ notActions = [] }: SourceStatement): ActionFacts {
  const names = notActions.map(({ shown }) => shown);
  return {
    access: 'admin',
    system: { kind: 'control-plane', name: 'AWS' },
    opens: `everything in AWS${names.length === 0 ? '' : ` except ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and more' : ''}`}`,
    reporting: false,
    looked: true,
  };
}

function resourceWords({ notResources }: SourceStatement): string {
  return notResources === undefined ? '*' : `* except ${notResources.map(({ shown }) => shown).join(', ')}`;
}

function isInferred({ action, resource, source }: Pair, facts: ActionFacts): boolean {
  return (
    !facts.looked || source.possible === true || action?.inferred === true || resource?.inferred === true
  );
}

function attributesOf(
  { source, action, resource }: Pair,
  base: Base,
  denies: readonly PolicyStatement[],
): NonNullable<Grant['attributes']> {
  const { notActions = [], notResources } = source;
  return {
    effect: 'Allow',
    action: action === undefined ? '*' : base.action,
    ...(action === undefined ? { notAction: notActions.map(({ shown }) => shown) } : {}),
    resource: resource === undefined ? '*' : base.resource,
    ...(resource === undefined && notResources !== undefined
      ? { notResource: notResources.map(({ shown }) => shown) }
      : {}),
    conditions: source.conditions.map(conditionText),
    denies: denies.map(denyText),
    ...(source.sid === undefined ? {} : { sid: source.sid }),
    ...(source.policy === undefined
      ? {}
      : { policy: source.policy.slice(source.policy.lastIndexOf('/') + 1) }),
    ...(source.guards.length === 0 ? {} : { when: guardWords(source.guards) }),
  };
}
