/**
 * A second evaluator of policies, written to be compared with the one that ships: it reads the JSON itself, knows no
 * unknown but is asked about every world in turn, and shares no code with the other (regular expressions for patterns,
 * Node's own lists of addresses, dates and bytes).
 */
import { BlockList, isIPv4 } from 'node:net';
import type { PolicyJson, PrincipalJson, StatementJson } from './policyJson.js';
import { listOf } from './policyJson.js';

/** A request of which everything is known. */
export interface World {
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount?: string;
  readonly principal: WorldPrincipal;
  /** Keys in lower case; a key that is not here is not in the request. */
  readonly context: Readonly<Record<string, readonly string[]>>;
  /** How what AWS's pages leave open turns out. */
  readonly maybe: (question: Question) => boolean;
}

/**
 * What AWS's pages leave open: whether a variable without a value makes the whole statement invalid, how much of a
 * principal `NotPrincipal` must name, what `ForAnyValue:…IfExists` makes of a key that is absent, and what an operator
 * for one value makes of several.
 */
export type Question = 'variable' | 'not-principal' | 'any-if-exists' | 'several';

export interface WorldPrincipal {
  readonly kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | 'anonymous';
  readonly id: string;
  readonly roleArn?: string;
  readonly account?: string;
}

export interface WorldPolicies {
  readonly identity: readonly PolicyJson[];
  readonly resource?: PolicyJson;
  readonly boundary?: PolicyJson;
  readonly session?: readonly PolicyJson[];
  readonly scp?: readonly (readonly PolicyJson[])[];
  readonly rcp?: readonly (readonly PolicyJson[])[];
}

export type Verdict = 'allow' | 'deny' | 'implicit-deny';

/** The policies that one kind of limit is made of. */
interface Group {
  readonly name: 'identity' | 'boundary' | 'session' | 'organisation';
  readonly documents: readonly PolicyJson[];
}

type Way = 'itself' | 'its role' | 'its account';

export function bruteForce(world: World, policies: WorldPolicies): Verdict {
  const groups = groupsFor(world, policies);
  const hits = (effect: string, documents: readonly PolicyJson[]): boolean =>
    documents.some((document) =>
      statements(document).some((one) => one.Effect === effect && hit(one, document, world)),
    );
  const ways = policies.resource === undefined ? [] : waysIn(policies.resource, world);
  const denied = groups.some(({ documents }) => hits('Deny', documents));
  if (denied || ways.some(({ effect }) => effect === 'Deny')) return 'deny';

  const passes = (name: Group['name']): boolean =>
    groups.filter((group) => group.name === name).every(({ documents }) => hits('Allow', documents));
  if (!passes('organisation')) return 'implicit-deny';
  const allowing = ways.filter(({ effect }) => effect === 'Allow').map(({ way }) => way);
  const bounded = passes('boundary') && passes('session');
  const byIdentity = world.principal.kind === 'AWS' && passes('identity') && bounded;
  const granted = enough({ world, allowing, bounded, byIdentity, asks: policies.resource !== undefined });
  return granted ? 'allow' : 'implicit-deny';
}

function groupsFor(world: World, policies: WorldPolicies): readonly Group[] {
  const { identity, boundary, session, scp = [], rcp = [] } = policies;
  const group = (name: Group['name'], documents: readonly PolicyJson[]): Group => ({ name, documents });
  const own = [
    group('identity', identity),
    ...(boundary === undefined ? [] : [group('boundary', [boundary])]),
    ...(session === undefined ? [] : [group('session', session)]),
    ...scp.map((level) => group('organisation', level)),
  ];
  return [
    ...(world.principal.kind === 'AWS' ? own : []),
    ...rcp.map((level) => group('organisation', level)),
  ];
}

/** Whether what the identity and what the resource grant is enough. */
function enough({
  world: { principal, action, resource, resourceAccount },
  allowing,
  bounded,
  byIdentity,
  asks,
}: {
  readonly world: World;
  readonly allowing: readonly Way[];
  readonly bounded: boolean;
  readonly byIdentity: boolean;
  readonly asks: boolean;
}): boolean {
  if (principal.kind !== 'AWS') return allowing.length > 0;
  const owner = resourceAccount ?? /^arn:.*?:.*?:.*?:(\d{12}):/.exec(resource)?.[1];
  const foreign = owner !== undefined && principal.account !== undefined && owner !== principal.account;
  if (asks && foreign) return byIdentity && allowing.length > 0;
  if (allowing.includes('itself') || (allowing.includes('its role') && bounded)) return true;
  const guarded = asks && (/^kms:/i.test(action) || /^sts:assumerole/i.test(action));
  return byIdentity && (!guarded || allowing.length > 0);
}

function statements({ Statement }: PolicyJson): readonly StatementJson[] {
  return 'Effect' in Statement ? [Statement] : Statement;
}

function waysIn(
  document: PolicyJson,
  world: World,
): readonly { readonly effect: string; readonly way: Way }[] {
  return statements(document)
    .filter((one) => hit(one, document, world))
    .flatMap((one) => {
      const effect = one.Effect;
      if (one.NotPrincipal !== undefined) {
        return leftOut(one.NotPrincipal, world) ? [] : [{ effect, way: 'itself' as const }];
      }
      return named(one.Principal ?? {}, world.principal).map((way) => ({ effect, way }));
    });
}

function named(json: PrincipalJson, who: WorldPrincipal): Way[] {
  if (json === '*') return ['itself'];
  return Object.entries(json).flatMap(([kind, ids]) =>
    listOf(ids).flatMap((id): Way[] => {
      if (kind === 'AWS' && id === '*') return ['itself'];
      if (kind !== who.kind) return [];
      if (kind === 'AWS') return namedInAws(id, who);
      return (kind === 'Federated' ? sameProvider(id, who.id) : id === who.id) ? ['itself'] : [];
    }),
  );
}

function namedInAws(id: string, who: WorldPrincipal): Way[] {
  const found: Way[] = [];
  const bareRole = who.roleArn === undefined && who.id.split(':').at(-1)?.startsWith('role/') === true;
  if (id === who.id) found.push(bareRole ? 'its role' : 'itself');
  if (id === who.roleArn) found.push('its role');
  const parts = id.split(':');
  const account = /^\d+$/.test(id) ? id : parts.at(-1) === 'root' ? parts[4] : undefined;
  if (account !== undefined && account === who.account) found.push('its account');
  return found;
}

function sameProvider(id: string, other: string): boolean {
  const tail = (text: string): string => text.split(':oidc-provider/').at(-1) ?? text;
  return id.startsWith('arn:') && other.startsWith('arn:') ? id === other : tail(id) === tail(other);
}

/** Whether `NotPrincipal` leaves the principal out of the statement. */
function leftOut(json: PrincipalJson, { principal: who, maybe }: World): boolean {
  const found = new Set(named(json, who));
  const star = json === '*' || listOf(json['AWS'] ?? []).includes('*');
  if (star) return true;
  if (who.kind !== 'AWS') return found.size > 0;
  const session = who.roleArn !== undefined && who.roleArn !== who.id;
  const self = session
    ? found.has('itself') && found.has('its role')
    : found.has('itself') || found.has('its role');
  if (self && found.has('its account')) return true;
  return (found.has('itself') || found.has('its role')) && maybe('not-principal');
}

function hit(one: StatementJson, document: PolicyJson, world: World): boolean {
  const [action, resource] = [world.action.toLowerCase(), world.resource];
  if (one.Action !== undefined && !listOf(one.Action).some((text) => glob(text.toLowerCase()).test(action))) {
    return false;
  }
  if (
    one.NotAction !== undefined &&
    listOf(one.NotAction).some((text) => glob(text.toLowerCase()).test(action))
  ) {
    return false;
  }
  const texts = one.Resource ?? one.NotResource;
  if (texts !== undefined) {
    const tried = listOf(texts).map((text) => {
      const filled = fill(complete(text), document, world);
      return filled === null ? null : glob(filled).test(resource);
    });
    const among = tried.includes(true) === (one.Resource !== undefined);
    if (!among || (tried.includes(null) && !world.maybe('variable'))) return false;
  }
  return Object.entries(one.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => tested(operator, key, listOf(values), { document, world })),
  );
}

function complete(arn: string): string {
  const parts = arn.split(/:(?![^{]*\})/);
  while (parts[0] === 'arn' && parts.length < 6 && !arn.endsWith('*')) parts.push('*');
  return parts.join(':');
}

// Characters that no test uses stand for `*`, `?` and `$` that are meant as such.
const MEANT: Readonly<Record<string, string>> = { '*': '\uE000', '?': '\uE001', $: '\uE002' };

/** The text with its variables filled in; null when one has no value. */
function fill(text: string, { Version }: PolicyJson, world: World): string | null {
  if (Version !== '2012-10-17') return text;
  const valueOf = (inside: string): string | undefined => {
    const [key = '', ...rest] = inside.split(',');
    return world.context[key.trim().toLowerCase()]?.[0] ?? /'(.*)'/.exec(rest.join(','))?.[1];
  };
  const variables = [...text.matchAll(/\$\{(.*?)\}/g)].map(([, inside = '']) => inside);
  if (variables.some((inside) => MEANT[inside] === undefined && valueOf(inside) === undefined)) return null;
  return text.replace(
    /\$\{(.*?)\}/g,
    (_, inside: string) =>
      MEANT[inside] ??
      (valueOf(inside) ?? '').replace(/[*?$]/g, (character) => MEANT[character] ?? character),
  );
}

const EXPRESSIONS = new Map<string, RegExp>();

function glob(pattern: string, wild = true): RegExp {
  const key = `${String(wild)} ${pattern}`;
  const known = EXPRESSIONS.get(key) ?? expression(pattern, wild);
  EXPRESSIONS.set(key, known);
  return known;
}

function expression(pattern: string, wild: boolean): RegExp {
  const source = Array.from(pattern, (character) => {
    if (wild && character === '*') return '[^]*';
    if (wild && character === '?') return '[^]';
    const meant = Object.entries(MEANT).find(([, mark]) => mark === character)?.[0] ?? character;
    return meant.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`);
}

interface Place {
  readonly document: PolicyJson;
  readonly world: World;
}

/** Whether a value matches one of the policy; null when a variable of the policy's has no value. */
type Test = (wanted: string, given: string, place: Place) => boolean | null;

const text =
  (wild: boolean, fold = false): Test =>
  (wanted, given, { document, world }) => {
    const filled = fill(wanted, document, world);
    if (filled === null) return null;
    return fold ? glob(filled.toLowerCase(), wild).test(given.toLowerCase()) : glob(filled, wild).test(given);
  };
const arn: Test = (wanted, given, { document, world }) => {
  const sides = [wanted, given].map((side) => side.split(/:(?![^{]*\})/));
  const six = sides.map((parts) => [...parts.slice(0, 5), parts.slice(5).join(':')]);
  const filled = (six[0] ?? []).map((part) => fill(part, document, world));
  if (filled.includes(null)) return null;
  return filled.every((part, index) => glob(part ?? '').test(six[1]?.[index] ?? ''));
};
const compare =
  (read: (side: string) => number, holds: (given: number, wanted: number) => boolean): Test =>
  (wanted, given) =>
    holds(read(given), read(wanted));
const time = (side: string): number =>
  /^\d{5,}$/.test(side) ? Number(side) * 1000 : Date.parse(zoned(side));
const zoned = (side: string): string =>
  /T.*(Z|[+-]\d\d:\d\d)$/.test(side) || !side.includes('T') ? side : `${side}Z`;
const address: Test = (wanted, given) => {
  const list = new BlockList();
  const [network = '', prefix] = wanted.split('/');
  const family = isIPv4(network) ? 'ipv4' : 'ipv6';
  list.addSubnet(network, Number(prefix ?? (family === 'ipv4' ? 32 : 128)), family);
  // Node would take an IPv4 address for one of the IPv6 range that stands for them.
  return isIPv4(given) === (family === 'ipv4') && list.check(given, family);
};
const bytes: Test = (wanted, given) => Buffer.from(wanted, 'base64').equals(Buffer.from(given, 'base64'));

const TESTS: Readonly<Record<string, readonly [test: Test, negated?: true]>> = {
  StringEquals: [text(false)],
  StringNotEquals: [text(false), true],
  StringEqualsIgnoreCase: [text(false, true)],
  StringNotEqualsIgnoreCase: [text(false, true), true],
  StringLike: [text(true)],
  StringNotLike: [text(true), true],
  NumericEquals: [compare(Number, (given, wanted) => given === wanted)],
  NumericNotEquals: [compare(Number, (given, wanted) => given === wanted), true],
  NumericLessThan: [compare(Number, (given, wanted) => given < wanted)],
  NumericLessThanEquals: [compare(Number, (given, wanted) => given <= wanted)],
  NumericGreaterThan: [compare(Number, (given, wanted) => given > wanted)],
  NumericGreaterThanEquals: [compare(Number, (given, wanted) => given >= wanted)],
  DateEquals: [compare(time, (given, wanted) => given === wanted)],
  DateNotEquals: [compare(time, (given, wanted) => given === wanted), true],
  DateLessThan: [compare(time, (given, wanted) => given < wanted)],
  DateLessThanEquals: [compare(time, (given, wanted) => given <= wanted)],
  DateGreaterThan: [compare(time, (given, wanted) => given > wanted)],
  DateGreaterThanEquals: [compare(time, (given, wanted) => given >= wanted)],
  Bool: [(wanted, given) => wanted.toLowerCase() === given.toLowerCase()],
  BinaryEquals: [bytes],
  IpAddress: [address],
  NotIpAddress: [address, true],
  ArnEquals: [arn],
  ArnLike: [arn],
  ArnNotEquals: [arn, true],
  ArnNotLike: [arn, true],
};

function tested(written: string, key: string, wanted: readonly string[], place: Place): boolean {
  const { context, maybe } = place.world;
  const given = context[key.toLowerCase()];
  const words = written.split(':');
  const quantifier = words.length > 1 ? words[0] : '';
  const bare = words.at(-1) ?? '';
  if (bare === 'Null') {
    return wanted.some((value) => (value === 'true') === (given === undefined || given.length === 0));
  }
  const name = bare.replace(/IfExists$/, '');
  const [test, negated = false] = TESTS[name] ?? [(): null => null];
  const one = (value: string): boolean => {
    const results = wanted.map((text) => test(text, value, place));
    const passed = results.includes(true) !== negated;
    return passed && (!results.includes(null) || maybe('variable'));
  };
  if (quantifier === 'ForAllValues') return (given ?? []).filter((value) => value !== '').every(one);
  if (quantifier === 'ForAnyValue') {
    if (given === undefined && bare !== name) return maybe('any-if-exists');
    return (given ?? []).filter((value) => value !== '').some(one);
  }
  if (given === undefined || given.length === 0) return negated || bare !== name;
  const results = given.map(one);
  return results.every((result) => result === results[0]) ? results[0] === true : maybe('several');
}
