import type { PolicyCondition, PolicyDocument, PolicyStatement } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { speaksOfAction } from '../policy/compiled.js';
import { conditionHolds } from '../policy/conditions.js';
import { evaluate } from '../policy/evaluate.js';
import { applies, speaksOfResource, whole } from '../policy/statement.js';
import type {
  AwsRequest,
  ContextValue,
  Permission,
  PolicySet,
  RequestContext,
  Tri,
} from '../policy/types.js';
import type { Asker } from './identity.js';
import { settled } from './identity.js';
import { common, example, placesAnywhere, placesOf, type Place } from './places.js';

/** What takes an action away that a policy of the identity allows. */
export interface Block<O> {
  /** `limit`: a boundary, a session policy or a policy of the organisation that does not allow it. */
  readonly by: 'deny' | 'limit' | 'condition';
  readonly statements: readonly PolicyStatement<O>[];
}

/** Whether an action is allowed at a place. */
export interface Verdict<O> extends Permission<O> {
  /** For a `no` despite a statement that speaks of it. */
  readonly blocked?: Block<O>;
}

/** Values that a request says besides what every request of the identity does. */
export type Given = Readonly<Record<string, ContextValue>>;

/** Asks what the policies of one identity allow. */
export interface AskablePolicies<O> {
  /** Whether some statement of the identity's own policies allows the action on anything, whatever else they say. */
  readonly allows: (action: string) => boolean;
  /** Whether what is said of the action may depend on a key of the request. */
  readonly regards: (action: string, key: string) => boolean;
  /** Things of one of the shapes on which the identity's own policies allow all of these actions, whatever else they say. */
  readonly places: (actions: readonly string[], shapes: readonly string[]) => readonly Place<O>[];
  /** Whether an action is allowed on something of a place. */
  readonly at: (action: string, place: Place<O>, given?: Given) => Verdict<O>;
}

/** More places than these say nothing new. */
const MOST_PLACES = 100;

/** The policies as far as they speak of one action, or may, and what was found out about them. */
interface Chapter<O> {
  readonly policies: PolicySet<O>;
  /** The statements of the identity's own policies that allow it, with the version of each's document. */
  readonly allowing: readonly (readonly [PolicyStatement<O>, string | undefined])[];
  /** Whether each statement speaks of all things alike, so that the verdict is the same for all. */
  readonly alike: boolean;
  /** Whether those that allow it allow it on whatever there is, and nothing less. */
  readonly everywhere: boolean;
  /** Whether nothing can take away what a statement allows. */
  readonly unhindered: boolean;
  readonly regarded: Map<string, boolean>;
  readonly verdicts: Map<string, Verdict<O>>;
}

/** Prepares the policies of one identity for many questions. */
export function askable<O>(policies: PolicySet<O>, asker: Asker): AskablePolicies<O> {
  const book = settle(policies, asker);
  const chapters = new Map<string, Chapter<O>>();
  const about = (action: string): Chapter<O> => {
    const known = chapters.get(action);
    if (known !== undefined) return known;
    const chapter = chapterOf(book.policies, action);
    chapters.set(action, chapter);
    return chapter;
  };
  const original = (statements: readonly PolicyStatement<O>[]): readonly PolicyStatement<O>[] =>
    book.originals.size === 0 && statements.length < 2
      ? statements
      : [...new Set(statements.map((statement) => book.originals.get(statement) ?? statement))];
  const placesOfAction = (action: string, shapes: readonly string[]): readonly Place<O>[] =>
    about(action).allowing.flatMap(([statement, version]) => placesOf(statement, version, shapes, asker));
  const allowed = new Map<string, boolean>();
  const allows = (action: string): boolean => {
    const known = allowed.get(action) ?? mayAllow(book.policies, action);
    allowed.set(action, known);
    return known;
  };
  const regards = (action: string, key: string): boolean => {
    const { regarded, policies: own } = about(action);
    const known = regarded.get(key);
    if (known !== undefined) return known;
    const found = speaksOfKey(own, key);
    regarded.set(key, found);
    return found;
  };
  const judged = (action: string, place: Place<O>, given: Given): Verdict<O> => {
    const resource = example(place.pattern, asker);
    const request: AwsRequest = { action, resource, context: within(asker.context, given) };
    const { policies: own, unhindered } = about(action);
    const verdict = judge(request, assuming(own, place, resource, book.originals), unhindered);
    const { blocked } = verdict;
    return {
      ...verdict,
      statements: original(verdict.statements),
      ...(blocked === undefined ? {} : { blocked: { ...blocked, statements: original(blocked.statements) } }),
    };
  };

  const seen = new Map<string, readonly Place<O>[]>();
  return {
    allows,
    regards,
    places: (actions, shapes) => {
      if (!actions.every(allows)) return [];
      if (actions.every((action) => about(action).everywhere)) return placesAnywhere(shapes);
      const key = `${actions.join(' ')}\n${shapes.join(' ')}`;
      const before = seen.get(key);
      if (before !== undefined) return before;
      const [first, ...others] = [...new Set(actions)].map((action) => placesOfAction(action, shapes));
      let places = distinct(first ?? []);
      for (const other of others) {
        places = distinct(
          places.flatMap((place) =>
            distinct(other)
              .map((also) => common(place, also))
              .filter((met) => met !== undefined),
          ),
        );
      }
      seen.set(key, places);
      return places;
    },
    // Most methods ask the same of the same places; what is given counts only where a policy speaks of it.
    at: (action, place, given = {}) => {
      if (place.assumed.size > 0) return judged(action, place, given);
      const { verdicts, alike } = about(action);
      const told = Object.entries(given).filter(([key]) => regards(action, key));
      const where = alike ? '' : place.pattern;
      const key = told.length === 0 ? where : `${where}\n${JSON.stringify(told)}`;
      const known = verdicts.get(key);
      if (known !== undefined) return known;
      const verdict = judged(action, place, given);
      verdicts.set(key, verdict);
      return verdict;
    },
  };
}

/** Only the statements that speak of the action, or may. */
function chapterOf<O>(all: PolicySet<O>, action: string): Chapter<O> {
  const policies = mapStatements(all, (statements) =>
    statements.filter((statement) => speaksOfAction(statement, action) !== false),
  );
  return {
    policies,
    allowing: policies.identity.flatMap(({ statements, version }) =>
      statements.flatMap((statement) =>
        statement.effect === 'Allow' ? [[statement, version] as const] : [],
      ),
    ),
    alike: documentsOf(policies).every(({ statements }) => statements.every(isAboutAll)),
    everywhere: policies.identity.every(({ statements }) =>
      statements.every(({ effect, resources }) => effect === 'Deny' || isJustAll(resources)),
    ),
    unhindered:
      documentsOf(policies).length === policies.identity.length &&
      policies.identity.every(
        ({ statements, incomplete }) =>
          incomplete !== true && statements.every(({ effect }) => effect === 'Allow'),
      ) &&
      policies.boundary === undefined &&
      policies.session === undefined &&
      policies.scp === undefined &&
      policies.rcp === undefined,
    regarded: new Map(),
    verdicts: new Map(),
  };
}

function mayAllow({ identity }: PolicySet<unknown>, action: string): boolean {
  return identity.some(({ statements }) =>
    statements.some(
      (statement) => statement.effect === 'Allow' && speaksOfAction(statement, action) !== false,
    ),
  );
}

function isJustAll(resources: PolicyStatement<unknown>['resources']): boolean {
  return resources?.length === 1 && resources[0]?.text === '*';
}

/** Whether the statement speaks of each thing as it does of every other. */
function isAboutAll({ resources, notResources }: PolicyStatement<unknown>): boolean {
  return resources === undefined ? notResources === undefined : resources.some(({ text }) => text === '*');
}

/** Whether a condition or a variable of the policies may depend on the key. */
function speaksOfKey<O>(policies: PolicySet<O>, key: string): boolean {
  const wanted = key.toLowerCase();
  return documentsOf(policies).some(({ statements }) =>
    statements.some(
      ({ conditions, resources = [], notResources = [] }) =>
        conditions.some(
          (condition) => condition.key.toLowerCase() === wanted || condition.key.includes(UNKNOWN_PART),
        ) ||
        [...resources, ...notResources, ...conditions.flatMap(({ values }) => values)].some(({ text }) =>
          text.toLowerCase().includes(wanted),
        ),
    ),
  );
}

function within(context: RequestContext, given: Given): RequestContext {
  const values = new Map(Object.entries(given).map(([key, value]) => [key.toLowerCase(), value]));
  return { get: (key) => values.get(key.toLowerCase()) ?? context.get(key) };
}

function distinct<O>(places: readonly Place<O>[]): readonly Place<O>[] {
  const found = new Map<string, Place<O>>();
  for (const place of places) {
    const before = found.get(place.pattern);
    // What is known of a place wins over what is assumed.
    if (before === undefined || before.assumed.size > place.assumed.size) found.set(place.pattern, place);
  }
  return [...found.values()].slice(0, MOST_PLACES);
}

/** The policies with what a template leaves open filled in, and which statement each was made of. */
interface Book<O> {
  readonly policies: PolicySet<O>;
  readonly originals: Map<PolicyStatement<O>, PolicyStatement<O>>;
}

function settle<O>(policies: PolicySet<O>, asker: Asker): Book<O> {
  const originals = new Map<PolicyStatement<O>, PolicyStatement<O>>();
  const texts = (statement: PolicyStatement<O>): PolicyStatement<O> => {
    const { resources, notResources } = statement;
    if (![...(resources ?? []), ...(notResources ?? [])].some(({ text }) => text.includes(UNKNOWN_PART))) {
      return statement;
    }
    const filled = (list: PolicyStatement<O>['resources']): PolicyStatement<O>['resources'] =>
      list?.map((entry) => ({ ...entry, text: settled(entry.text, asker) }));
    const made = {
      ...statement,
      ...(resources === undefined ? {} : { resources: filled(resources) ?? [] }),
      ...(notResources === undefined ? {} : { notResources: filled(notResources) ?? [] }),
    };
    originals.set(made, statement);
    return made;
  };
  return { policies: mapStatements(policies, (statements) => statements.map(texts)), originals };
}

/** The policies, in which a text that is not known stands for this very resource. */
function assuming<O>(
  policies: PolicySet<O>,
  place: Place<O>,
  resource: string,
  originals: Map<PolicyStatement<O>, PolicyStatement<O>>,
): PolicySet<O> {
  if (place.assumed.size === 0) return policies;
  return mapStatements(policies, (statements) =>
    statements.map((statement) => {
      const [entry] = statement.resources ?? [];
      if (!place.assumed.has(statement) || entry === undefined) return statement;
      const made = { ...statement, resources: [{ ...entry, text: resource }] };
      originals.set(made, originals.get(statement) ?? statement);
      return made;
    }),
  );
}

function mapStatements<O>(
  policies: PolicySet<O>,
  change: (statements: readonly PolicyStatement<O>[]) => readonly PolicyStatement<O>[],
): PolicySet<O> {
  const one = (document: PolicyDocument<O>): PolicyDocument<O> => ({
    ...document,
    statements: change(document.statements),
  });
  const all = (documents: readonly PolicyDocument<O>[]): readonly PolicyDocument<O>[] => documents.map(one);
  const { boundary, session, scp, rcp } = policies;
  return {
    identity: all(policies.identity),
    ...(boundary === undefined ? {} : { boundary: one(boundary) }),
    ...(session === undefined ? {} : { session: all(session) }),
    ...(scp === undefined ? {} : { scp: scp.map(all) }),
    ...(rcp === undefined ? {} : { rcp: rcp.map(all) }),
  };
}

interface Found<O> {
  readonly statement: PolicyStatement<O>;
  readonly version: string | undefined;
  readonly applies: Tri;
}

/** What evaluation says, with the statements and conditions it rests on. */
function judge<O>(request: AwsRequest, policies: PolicySet<O>, unhindered: boolean): Verdict<O> {
  const allows = policies.identity.flatMap((document) =>
    document.statements
      .filter(({ effect }) => effect === 'Allow')
      .map((statement): Found<O> => ({
        statement,
        version: document.version,
        applies: applies(statement, request, document),
      })),
  );
  const granting = allows.filter((found) => found.applies !== false);
  if (granting.length === 0) return refused(blockedByCondition(allows, request));
  const certain = granting.filter((found) => found.applies === true);
  if (unhindered && certain.length > 0) {
    return { result: 'yes', statements: certain.map(({ statement }) => statement), conditions: [] };
  }
  const { decision, decidedBy } = evaluate(request, policies);
  if (decision === 'deny') return refused({ by: 'deny', statements: decidedBy });
  if (decision === 'implicit-deny') return refused({ by: 'limit', statements: [] });

  const chosen = certain.length > 0 ? certain : granting;
  const statements = chosen.map(({ statement }) => statement);
  if (decision === 'allow') return { result: 'yes', statements, conditions: [] };
  const doubtful = new Set(certain.length > 0 ? [] : statements);
  const own = new Set(allows.map(({ statement }) => statement));
  for (const statement of decidedBy) if (!own.has(statement)) doubtful.add(statement);
  return { result: 'conditional', statements, conditions: openConditions(policies, doubtful, request) };
}

function refused<O>(blocked: Block<O> | undefined): Verdict<O> {
  return { result: 'no', statements: [], conditions: [], ...(blocked === undefined ? {} : { blocked }) };
}

/** The statements that would allow the action on this resource, were it not for their conditions. */
function blockedByCondition<O>(allows: readonly Found<O>[], request: AwsRequest): Block<O> | undefined {
  const statements = allows
    .filter(({ statement, version }) => speaksOfResource(statement, request, version) !== false)
    .map(({ statement }) => statement);
  return statements.length === 0 ? undefined : { by: 'condition', statements };
}

/** The conditions of these statements that hold for some requests only. */
function openConditions<O>(
  policies: PolicySet<O>,
  statements: ReadonlySet<PolicyStatement<O>>,
  { context }: AwsRequest,
): readonly PolicyCondition<O>[] {
  return documentsOf(policies).flatMap(({ version, statements: all }) =>
    all
      .filter(
        (statement) =>
          statements.has(statement) && (whole(statement) === true || statement.conditions.length > 0),
      )
      .flatMap(({ conditions }) =>
        conditions.filter((condition) => conditionHolds(condition, context, version) === 'unknown'),
      ),
  );
}

function documentsOf<O>({
  identity,
  boundary,
  session,
  scp,
  rcp,
}: PolicySet<O>): readonly PolicyDocument<O>[] {
  return [
    ...identity,
    ...(boundary === undefined ? [] : [boundary]),
    ...(session ?? []),
    ...(scp ?? []).flat(),
    ...(rcp ?? []).flat(),
  ];
}
