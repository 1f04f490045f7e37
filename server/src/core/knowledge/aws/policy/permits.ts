import type { AwsCatalogue } from '../../../model/awsCatalogue.js';
import type { PolicyCondition, PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import { speaksOfAction } from './compiled.js';
import { conditionsHold } from './conditions.js';
import { UNKNOWN_CONTEXT } from './context.js';
import type { Region } from './region.js';
import { patternOfResource, regionOf, regionOfPattern, regionOfResource, shareOf } from './region.js';
import { whole } from './statement.js';
import { and } from './tri.js';
import type { IdentityPolicies, Permission, RequestContext, Tri } from './types.js';

/** What narrows the question whether something is permitted. */
export interface Circumstances {
  /** What requests are known to say; nothing by default, so that every condition is open. */
  readonly context?: RequestContext;
  /** Tells on which kinds of resource an action works. */
  readonly catalogue?: AwsCatalogue | undefined;
}

/**
 * Whether an identity may perform an action.
 *
 * @param action `service:Action`
 * @param resource the ARN, with `UNKNOWN_PART` for what is not known; without it: whether there is any resource on which
 *   it may. Denies that take all of a grant only together are then not added up, and of a list with a policy variable
 *   the other entries count whether or not requests have the variable.
 */
export function permits<O>(
  policies: IdentityPolicies<O>,
  action: string,
  resource?: string,
  { context = UNKNOWN_CONTEXT, catalogue }: Circumstances = {},
): Permission<O> {
  const question: Question<O> = { policies, action, context };
  const known = catalogue?.action(action);
  const works = (text: string): boolean =>
    known === undefined || catalogue === undefined || catalogue.matchesResource(known, text);
  const answers = policies.identity.flatMap((document) =>
    document.statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((statement) =>
        regionsAsked(statement, document, { context, resource, works })
          .flatMap((region) => (resource === undefined ? partsOf(question, region) : [region]))
          .map((region) => answerFor(question, statement, document, region)),
      ),
  );
  return best(
    answers,
    policies.identity.some(({ incomplete }) => incomplete === true),
  );
}

interface Question<O> {
  readonly policies: IdentityPolicies<O>;
  readonly action: string;
  readonly context: RequestContext;
}

/** A statement against a region. */
interface Bearing<O> {
  readonly statement: PolicyStatement<O>;
  readonly holds: Tri;
  /** What the statement speaks of, and the share of the region that lies in it. */
  readonly region: Region;
  readonly share: 'all' | 'part' | 'unknown';
  readonly open: readonly PolicyCondition<O>[];
}

/** The regions of the statement that are asked about: the resource, or each that it names. */
function regionsAsked(
  statement: PolicyStatement<unknown>,
  { version }: PolicyDocument<unknown>,
  asked: {
    readonly context: RequestContext;
    readonly resource: string | undefined;
    readonly works: (text: string) => boolean;
  },
): readonly Region[] {
  const { context, resource, works } = asked;
  if (resource !== undefined) return [regionOfResource(resource)];
  if (statement.resources === undefined) return [regionOf(statement, context, version)];
  return statement.resources
    .filter(({ text }) => works(text))
    .flatMap((text) => {
      const pattern = patternOfResource(text, context, version);
      return pattern === undefined ? [] : [regionOfPattern(pattern)];
    });
}

function answerFor<O>(
  question: Question<O>,
  statement: PolicyStatement<O>,
  document: PolicyDocument<O>,
  region: Region,
): Permission<O> {
  const no: Permission<O> = { result: 'no', statements: [], conditions: [] };
  const grant = bearing(question, statement, document, region);
  if (grant === undefined || grant.share === 'part') return no;
  const limits = limitsOf(question.policies);
  const all = [...question.policies.identity, ...limits.flat()];
  const denies = bearings(question, all, 'Deny', region);
  const fatal = denies.filter(({ holds, share }) => holds === true && share === 'all');
  if (fatal.length > 0) return { ...no, statements: fatal.map((deny) => deny.statement) };
  // A deny of a part leaves the rest; one of all but some leaves those, which are asked about on their own.
  const narrowing = denies.filter(({ share, region: denied }) => share === 'part' && denied.inverted);
  if (narrowing.some(({ holds, region: denied }) => holds === true && splits(region, denied))) return no;
  const doubts: Bearing<O>[] = [...denies.filter(({ share }) => share !== 'part'), ...narrowing];
  if (grant.holds !== true || grant.share !== 'all') doubts.push(grant);

  let sure = all.every(({ incomplete }) => incomplete !== true);
  for (const limit of limits) {
    const allows = bearings(question, limit, 'Allow', region);
    // All but some leave the rest, too.
    if (
      allows.some(
        ({ holds, share, region: part }) =>
          holds === true && (share === 'all' || (share === 'part' && part.inverted)),
      )
    ) {
      continue;
    }
    const unread = limit.some(({ incomplete }) => incomplete === true);
    const elsewhere = allows.every(
      ({ share, region: part }) => share === 'part' && !part.inverted && splits(region, part),
    );
    if (elsewhere && !unread) return no;
    doubts.push(...allows);
    sure = false;
  }
  const conditions = doubts.flatMap(({ open }) => open);
  const certain = sure && doubts.length === 0;
  return { result: certain ? 'yes' : 'conditional', statements: [statement], conditions };
}

/** What bounds the identity: of each list one policy must allow. */
export function limitsOf<O>({
  boundary,
  session,
  scp = [],
}: IdentityPolicies<O>): readonly (readonly PolicyDocument<O>[])[] {
  return [
    ...(boundary === undefined ? [] : [[boundary]]),
    ...(session === undefined ? [] : [session]),
    ...scp,
  ];
}

/** Enough for policies that people write; what is beyond is answered for with less certainty. */
const MOST_PARTS = 200;

/** The region, and the parts of it that limits allow or that denies leave. */
function partsOf(question: Question<unknown>, region: Region): readonly Region[] {
  const limits = limitsOf(question.policies);
  const all = [...question.policies.identity, ...limits.flat()];
  const borders = [
    ...bearings(question, limits.flat(), 'Allow', region).filter((allow) => !allow.region.inverted),
    ...bearings(question, all, 'Deny', region).filter((deny) => deny.region.inverted),
  ].filter(({ share }) => share === 'part');
  const parts = borders.flatMap((border) =>
    border.region.patterns.map((pattern) => regionOfPattern(pattern)),
  );
  return [region, ...parts.filter((part) => shareOf(part, region) === 'all').slice(0, MOST_PARTS)];
}

/** Whether what the other region has in common with this one is whole entries of its own, and so among the parts. */
function splits(region: Region, { patterns }: Region): boolean {
  return (
    patterns.length <= MOST_PARTS &&
    patterns.every((pattern) => ['all', 'none'].includes(shareOf(regionOfPattern(pattern), region)))
  );
}

function bearings<O>(
  question: Question<O>,
  documents: readonly PolicyDocument<O>[],
  effect: 'Allow' | 'Deny',
  region: Region,
): readonly Bearing<O>[] {
  return documents.flatMap((document) =>
    document.statements
      .filter((statement) => statement.effect === effect)
      .flatMap((statement) => bearing(question, statement, document, region) ?? []),
  );
}

/** Undefined when the statement has nothing to say. */
function bearing<O>(
  { action, context }: Question<O>,
  statement: PolicyStatement<O>,
  { version }: PolicyDocument<O>,
  region: Region,
): Bearing<O> | undefined {
  const spoken = speaksOfAction(statement, action);
  if (spoken === false) return undefined;
  const spokenOf = regionOf(statement, context, version);
  const share = shareOf(region, spokenOf);
  if (share === 'none') return undefined;
  const conditions = conditionsHold(statement.conditions, context, version);
  const holds = and(spoken, whole(statement), conditions);
  if (holds === false) return undefined;
  return { statement, holds, region: spokenOf, share, open: conditions === true ? [] : statement.conditions };
}

function best<O>(answers: readonly Permission<O>[], incomplete: boolean): Permission<O> {
  const of = (result: Permission<O>['result']): readonly Permission<O>[] =>
    answers.filter((answer) => answer.result === result);
  for (const found of [of('yes'), of('conditional')]) {
    const [first] = found;
    if (first === undefined) continue;
    const statements = [...new Set(found.flatMap((answer) => answer.statements))];
    return { result: first.result, statements, conditions: first.conditions };
  }
  const statements = [...new Set(answers.flatMap((answer) => answer.statements))];
  return { result: 'no', statements, conditions: [], ...(incomplete ? { incomplete } : {}) };
}
