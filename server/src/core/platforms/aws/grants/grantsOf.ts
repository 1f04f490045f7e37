import type { EffectiveGrant } from '../../../knowledge/aws/policy/effective.js';
import { effectiveActions } from '../../../knowledge/aws/policy/effective.js';
import type { Breadth } from '../../../model/breadth.js';
import type { Grant } from '../../../model/facts.js';
import type { PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import { documentOf } from '../policy/readPolicy.js';
import type { SourceStatement } from '../policy/sourceStatement.js';
import type { Reading } from '../reading.js';
import type { StatementGates } from '../gates/statementGates.js';
import type { SourceText } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import type { ActionFacts } from './actionFacts.js';
import { ActionReader } from './actionFacts.js';
import { actionBreadth, BreadthReader, invertedBreadth } from './breadth.js';
import { denyCovers, touchingDenies } from './denies.js';
import { messagesOf } from './messages.js';
import { canFit } from './resourceFit.js';
import type { ResourceOptions } from './resourceOptions.js';
import { NO_RESOURCE_OPTIONS } from './resourceOptions.js';
import { nameFacts } from './sensitivity.js';
import { DenyWords, StatementFacts } from './statementFacts.js';
import { summarised } from './summary.js';
import { quoted } from '../../../text/quoted.js';

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
  const working: Working = {
    context,
    sources,
    gates,
    denies: [...sources.keys()].filter(({ effect }) => effect === 'Deny'),
    words: new DenyWords(),
    breadths: new BreadthReader(reading.catalogue),
    facts: new Map(),
  };
  const grants = pairsOf(reading, documents, sources)
    .filter(({ action }) => action === undefined || !isRefused(action))
    .flatMap((pair) => grantOf(working, pair) ?? []);
  return { grants: summarised(grants), documents };
}

/** What is at hand while the grants of some policies are made. */
interface Working {
  readonly context: GrantContext;
  readonly sources: ReadonlyMap<PolicyStatement, SourceStatement>;
  readonly gates: StatementGates;
  readonly denies: readonly PolicyStatement[];
  readonly words: DenyWords;
  readonly breadths: BreadthReader;
  readonly facts: Map<SourceStatement, StatementFacts>;
}

function factsOfStatement({ context, gates, facts }: Working, source: SourceStatement): StatementFacts {
  const known = facts.get(source) ?? new StatementFacts(context.reading, source, gates);
  facts.set(source, known);
  return known;
}

const NONE: readonly never[] = [];

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

function grantOf(working: Working, written: Pair): Grant | undefined {
  const pair = withUnlisted(written);
  const { context } = working;
  const { reading } = context;
  const { source, action, resource, effective } = pair;
  const fits =
    effective === undefined ||
    resource === undefined ||
    action === undefined ||
    effective !== written.effective ||
    canFit(effective.named, resource.text);
  const isEmpty = effective !== undefined && effective.named.size > 0 && effective.actions.size === 0;
  if (isEmpty && fits && isTakenAway(context, effective, resource)) {
    noteDenied(reading, pair);
    return undefined;
  }
  const common = factsOfStatement(working, source);
  const base = baseGrant(common, pair);
  if (!reading.countGrant(base.origin)) return undefined;
  if (isEmpty || !fits) return voidGrant(context, pair, base, common);
  const facts = factsOf(context, pair);
  const denies = touchingDenies(context.actions, working.denies, pair);
  const checked = gatesOfDenies(working, denies, pair);
  const breadth = breadthOf(working, pair, common, facts);
  return {
    ...base,
    access: facts.access,
    system: facts.system,
    certainty: isInferred(pair, facts) ? 'inferred' : 'declared',
    gates: checked.length === 0 ? common.gates : [...new Set([...common.gates, ...checked])],
    opens: facts.opens,
    ...(facts.reporting ? { conversational: true as const } : {}),
    ...(breadth.length === 0 ? {} : { breadth }),
    ...aboutResource(pair, facts),
    attributes: attributesOf(pair, base, common, denies.length === 0 ? NONE : working.words.of(denies)),
  };
}

/**
 * AWS's list is behind its services now and then: a change that is named by itself, and for which the list names no
 * resource, counts as allowed on what is written.
 */
function withUnlisted(pair: Pair): Pair {
  const { action, resource, effective } = pair;
  if (action === undefined || resource === undefined || effective?.actions.size !== 0) return pair;
  const [only, ...others] = effective.named.size === 1 ? [...effective.named] : [];
  if (only === undefined || others.length > 0 || /[*?]/u.test(action.text)) return pair;
  const changes = only.access !== 'Read' && only.access !== 'List';
  const isOwn = resource.text.split(':')[2] === only.service;
  if (!changes || !isOwn || only.resourceTypes.length > 0) return pair;
  return { ...pair, effective: { ...effective, actions: effective.named } };
}

/** What the resource itself adds: messages that go over it, and what its name says. */
function aboutResource({ action, resource }: Pair, { reporting, system }: ActionFacts): Partial<Grant> {
  if (resource === undefined) return NOTHING;
  return {
    ...(action === undefined ? NOTHING : messagesOf(action, resource)),
    ...(reporting ? NOTHING : nameFacts(resource.shown, system.kind)),
  };
}

const NOTHING: Partial<Grant> = {};

/** The gates of those denies that, where their conditions hold, take all of the grant. */
function gatesOfDenies(
  { context, sources, gates }: Working,
  denies: readonly PolicyStatement[],
  pair: Pair,
): readonly string[] {
  return denies.flatMap((deny) => {
    const denying = sources.get(deny);
    if (denying === undefined) return NONE;
    const ids = gates.of(denying);
    return ids.length > 0 && denyCovers(context.actions, denying, pair) ? ids : NONE;
  });
}

/** What is no `service:Action` is refused, and allows nothing. */
function isRefused(action: SourceText): boolean {
  return isKnown(action) && !action.text.includes(':') && !/^\*+$/u.test(action.text);
}

type Base = Pick<
  Grant,
  'action' | 'right' | 'resource' | 'declaredFor' | 'evidence' | 'evidenceFrom' | 'via' | 'origin'
>;

function baseGrant(common: StatementFacts, { source, action, resource }: Pair): Base {
  const name = action?.shown ?? `* except ${common.notAction.join(', ')}`;
  return {
    action: name,
    right: name,
    resource: resource?.shown ?? resourceWords(common),
    declaredFor: 'session',
    evidence: 'unknown',
    evidenceFrom: NONE,
    via: NONE,
    origin: action?.origin ?? common.keyOrigin('NotAction') ?? source.origin,
  };
}

/** A pair that is written and grants nothing, since the action does not work on such a resource. */
function voidGrant(context: GrantContext, pair: Pair, base: Base, common: StatementFacts): Grant {
  const { system } =
    pair.action === undefined ? invertedFacts(pair.source) : context.actions.of(pair.action.text);
  return {
    ...base,
    access: 'read',
    system: system.kind === 'secrets' ? { ...system, kind: 'control-plane' } : system,
    certainty: 'declared',
    gates: NONE,
    opens: 'nothing: it does not work on such a resource',
    conversational: true,
    idle: true,
    attributes: attributesOf(pair, base, common, NONE),
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
    title: `${quoted(what)} is denied`,
    text: `Another statement of the same identity denies it on ${quoted(resource?.shown ?? '*')} without a condition, and a deny always wins: this line grants nothing there.`,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html',
  });
}

function breadthOf(
  { context, breadths }: Working,
  { source, action, resource, effective }: Pair,
  common: StatementFacts,
  facts: ActionFacts,
): readonly Breadth[] {
  const { actions, options } = context;
  const left = effective && actions.workingOn(effective.actions, resource?.text);
  const ofAction =
    action === undefined
      ? invertedBreadth('action', common.notAction, common.keyOrigin('NotAction') ?? source.origin)
      : actionBreadth(actions, action, facts, left);
  const { notResource } = common;
  const ofResource =
    resource !== undefined
      ? breadths.ofResource(source, resource, left, () =>
          source.actions === undefined ? [] : options(source.actions),
        )
      : notResource === undefined
        ? undefined
        : invertedBreadth('resource', notResource, common.keyOrigin('NotResource') ?? source.origin);
  if (ofAction === undefined && ofResource === undefined) return NONE;
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

function resourceWords({ notResource }: StatementFacts): string {
  return notResource === undefined ? '*' : `* except ${notResource.join(', ')}`;
}

function isInferred({ action, resource, source }: Pair, facts: ActionFacts): boolean {
  return (
    !facts.looked || source.possible === true || action?.inferred === true || resource?.inferred === true
  );
}

function attributesOf(
  { action, resource }: Pair,
  base: Base,
  { notAction, notResource, conditions, attributes }: StatementFacts,
  denies: readonly string[],
): NonNullable<Grant['attributes']> {
  return {
    effect: 'Allow',
    action: action === undefined ? '*' : base.action,
    ...(action === undefined ? { notAction } : {}),
    resource: resource === undefined ? '*' : base.resource,
    ...(resource === undefined && notResource !== undefined ? { notResource } : {}),
    conditions,
    denies,
    ...attributes,
  };
}
