import { everyVerbOf, rightOf } from '../../knowledge/kubernetes/rights.js';
import { groupsOf, resourcesOf } from '../../knowledge/kubernetes/resources.js';
import type { Breadth, BreadthOption } from '../../model/breadth.js';
import type { SystemKind } from '../../model/vocabulary.js';
import type { Reading, Written } from './reading.js';
import type { Rule } from './rules.js';
import { quoted } from '../../text/quoted.js';

const READING = ['get', 'list', 'watch'];
const MAX_PAIRS = 100;

/**
 * The wildcards among the texts of one line, with narrower texts that could stand in their place. What a wildcard of
 * a rule could be replaced by is worked out once, however many lines the rule comes to.
 */
export function breadthsOf(
  reading: Reading,
  rule: Rule,
  all: readonly Rule[],
): (texts: readonly Written[]) => readonly Breadth[] {
  const known = new Map<Written, Breadth | undefined>();
  return (texts) =>
    texts.flatMap((text) => {
      if (!text.text.includes('*')) return [];
      if (!known.has(text)) known.set(text, breadthOf(reading, text, rule, all));
      const breadth = known.get(text);
      return breadth === undefined ? [] : [breadth];
    });
}

function breadthOf(reading: Reading, text: Written, rule: Rule, all: readonly Rule[]): Breadth | undefined {
  if (rule.verbs.includes(text)) return verbBreadth(reading, text, rule, all);
  if (rule.nonResourceUrls.includes(text)) return urlBreadth(reading, text);
  if (rule.resources.includes(text)) return resourceBreadth(reading, text, rule, all);
  return rule.apiGroups.includes(text) ? groupBreadth(reading, text, rule) : undefined;
}

function verbBreadth(reading: Reading, verb: Written, rule: Rule, all: readonly Rule[]): Breadth | undefined {
  if (verb.text !== '*') return undefined;
  // Which of many verbs many resources take together is nothing that anybody would write out.
  const isShort = rule.apiGroups.length * rule.resources.length <= MAX_PAIRS;
  const taken = !isShort
    ? []
    : rule.apiGroups.flatMap((group) =>
        rule.resources.map((resource) => everyVerbOf(group.text, resource.text)),
      );
  const every = distinct(taken.flatMap((verbs) => verbs ?? []));
  const isKnown = isShort && taken.length > 0 && taken.every((verbs) => verbs !== undefined);
  const others = distinct(
    all
      .filter((other) => other !== rule && sharesGroup(other, rule))
      .flatMap((other) => other.verbs.map(({ text }) => text)),
  ).filter((candidate) => candidate !== '*' && (!isKnown || every.includes(candidate)));
  const options: BreadthOption[] = [];
  const isTelling = opensByReading(rule);
  const isHandedOn = all.some(writesRoles);
  // Nobody works with objects that are only written, so that other rules say nothing of these.
  if (others.some((other) => READING.includes(other)) && !isTelling && !isHandedOn) {
    options.push({
      title: `Allow only ${quotedList(others)}, as the other rules of this role do`,
      values: others,
      safe: false,
      caution: 'may stop what needs other verbs',
    });
  }
  // To read secrets is to be able to act as others: nothing would be won by it. What changes other things is there to.
  if (
    !isTelling &&
    !isHandedOn &&
    !all.some((other) => other !== rule && changes(other)) &&
    (!isKnown || every.some((candidate) => candidate === 'get'))
  ) {
    options.push({
      title: `Allow only ${quotedList(READING)}`,
      values: READING,
      safe: false,
      caution: 'may stop what creates, changes or deletes these objects',
    });
  }
  if (isKnown) options.push(writtenOut(every));
  return {
    dimension: 'action',
    form: 'all',
    text: verb.text,
    covers: isKnown
      ? `every verb: ${every.join(', ')}`
      : 'every verb, also those that a later version brings',
    whole: true,
    narrowable: true,
    ...(isMinor(rule, '*') ? { minor: true as const } : {}),
    options: unique(options),
    origin: reading.originOf(verb.node),
  };
}

/**
 * Whether whoever holds the role may write roles: in those it gives only what it has itself, every verb with a name that
 * its own rules leave out being refused.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update
 */
function writesRoles(rule: Rule): boolean {
  return (
    changes(rule) &&
    rule.apiGroups.some(({ text }) => text === '*' || text === 'rbac.authorization.k8s.io') &&
    rule.resources.some(({ text }) => text === '*' || text === 'roles' || text === 'clusterroles')
  );
}

function changes({ verbs }: Rule): boolean {
  return verbs.some(({ text }) => /^(?:\*|create|update|patch|delete|deletecollection)$/u.test(text));
}

const TELLING: ReadonlySet<string> = new Set(['*', '*/proxy', 'secrets', 'nodes/proxy']);

/** Whether reading alone opens secrets, or the kubelet. */
function opensByReading({ apiGroups, resources }: Rule): boolean {
  return (
    apiGroups.some(({ text }) => text === '*' || text === '') &&
    resources.some(({ text }) => TELLING.has(text))
  );
}

/** Roles may be bound and widened by verbs that hardly anybody needs: these are left out, and that is said. */
function writtenOut(every: readonly string[]): BreadthOption {
  const special = every.filter((verb) => ['bind', 'escalate', 'impersonate'].includes(verb));
  const values = every.filter((verb) => !special.includes(verb));
  const title = `Name the verbs: ${quotedList(values)}`;
  if (special.length === 0) return { title, values, safe: true };
  return {
    title: `${title}, without ${quotedList(special)}`,
    values,
    safe: false,
    caution: `may stop what needs ${quotedList(special)}`,
  };
}

function resourceBreadth(
  reading: Reading,
  resource: Written,
  rule: Rule,
  all: readonly Rule[],
): Breadth | undefined {
  const { text } = resource;
  const groups = rule.apiGroups.map((group) => group.text);
  if (text !== '*' && !/^\*\/[^*]+$/u.test(text)) return undefined;
  const sub = text === '*' ? undefined : text.slice(2);
  const knownGroups = groups.map((group) => resourcesOf(group));
  const isKnown = knownGroups.every((known) => known !== undefined);
  const every = distinct(
    knownGroups.flatMap((known) =>
      (known ?? []).flatMap(({ name, subresources }) =>
        sub === undefined
          ? [name, ...Object.keys(subresources).map((each) => `${name}/${each}`)]
          : sub in subresources
            ? [`${name}/${sub}`]
            : [],
      ),
    ),
  );
  const others = distinct(
    all
      .filter((other) => other !== rule && sharesGroup(other, rule))
      .flatMap((other) => other.resources.map((each) => each.text)),
  ).filter(
    (candidate) =>
      !candidate.includes('*') &&
      (sub === undefined || candidate.endsWith(text.slice(1))) &&
      (!isKnown || every.includes(candidate)),
  );
  const options: BreadthOption[] = [];
  if (others.length > 0) {
    options.push({
      title: `Allow only ${quotedList(others)}, as the other rules of this role do`,
      values: others,
      safe: false,
      caution: 'may stop what needs other resources',
    });
  }
  if (isKnown && every.length > 0) {
    const title =
      every.length <= 6
        ? `Name the resources: ${quotedList(every)}`
        : `Name all ${String(every.length)} resources of ${groups.map((group) => quoted(group === '' ? 'v1' : group)).join(', ')}`;
    options.push({ title, values: every, safe: true });
  }
  return {
    dimension: 'resource',
    // All of one API group is not all that there is.
    form: text === '*' && groups.includes('*') ? 'all' : 'pattern',
    text,
    covers: coversOf(text, groups, isKnown ? every : undefined),
    whole: text === '*',
    narrowable: true,
    ...(rule.verbs.every((verb) => isMinor(rule, verb.text)) ? { minor: true as const } : {}),
    options: unique(options),
    origin: reading.originOf(resource.node),
  };
}

function coversOf(text: string, groups: readonly string[], every: readonly string[] | undefined): string {
  if (groups.includes('*')) {
    return text === '*'
      ? 'every object of every kind, also of kinds that are installed later'
      : `the ${quoted(text.slice(2))} of every kind of object`;
  }
  const of =
    groups.length > 2
      ? `${String(groups.length)} API groups`
      : groups.map((group) => (group === '' ? 'the core API' : quoted(group))).join(' and ');
  return every === undefined
    ? `every resource of ${of}`
    : `${String(every.length)} resources of ${of}, their subresources included`;
}

function groupBreadth(reading: Reading, group: Written, rule: Rule): Breadth | undefined {
  if (group.text !== '*') return undefined;
  const named = rule.resources.map(({ text }) => text);
  const groups = named.map((resource) => groupsOf(resource));
  const known = distinct(groups.flat());
  const isKnown = groups.length > 0 && groups.every((found) => found.length > 0);
  return {
    dimension: 'resource',
    form: 'all',
    text: group.text,
    covers: named.includes('*')
      ? 'every API group, also those of kinds that are installed later'
      : `${named.join(', ')} of every API group`,
    // Where every resource is meant as well, it is that text which tells it.
    whole: false,
    narrowable: true,
    options: isKnown
      ? [
          {
            title: `Name the API group: ${known.map((each) => quoted(each === '' ? '""' : each)).join(', ')}`,
            values: known,
            safe: true,
          },
        ]
      : [],
    origin: reading.originOf(group.node),
  };
}

function urlBreadth(reading: Reading, url: Written): Breadth | undefined {
  if (!url.text.endsWith('*')) return undefined;
  return {
    dimension: 'resource',
    form: url.text === '*' ? 'all' : 'pattern',
    text: url.text,
    covers:
      url.text === '*'
        ? 'every path of the API server beside its resources'
        : `every path below ${quoted(url.text.replace(/\*+$/u, ''))}`,
    whole: url.text === '*',
    narrowable: true,
    options: [],
    origin: reading.originOf(url.node),
  };
}

/** Kinds of system in which nothing of a cluster's own is held, only settings and objects of extensions. */
const MINOR_KINDS: ReadonlySet<SystemKind> = new Set(['control-plane', 'network']);

/** Whether a verb on all that the rule names gives neither secrets nor identities nor code to run. */
function isMinor(rule: Rule, verb: string): boolean {
  if (rule.apiGroups.length * rule.resources.length > MAX_PAIRS) return false;
  return rule.apiGroups.every(({ text: apiGroup }) =>
    rule.resources.every(({ text: resource }) => {
      if (apiGroup === '*') return false;
      const { kind, access } = rightOf({ apiGroup, resource, verb });
      return MINOR_KINDS.has(kind) && access !== 'admin';
    }),
  );
}

/** Whether another rule of the role speaks of a group that the rule itself names. */
function sharesGroup(other: Rule, rule: Rule): boolean {
  const groups = rule.apiGroups.map(({ text }) => text);
  return other.apiGroups.some(({ text }) => groups.includes('*') || groups.includes(text));
}

function quotedList(values: readonly string[]): string {
  return values.map((value) => quoted(value)).join(', ');
}

function distinct(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

/** Options that come to the same are one. */
function unique(options: readonly BreadthOption[]): readonly BreadthOption[] {
  const seen = new Set<string>();
  return options.filter(({ values }) => {
    const key = [...values].sort().join(' ');
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
