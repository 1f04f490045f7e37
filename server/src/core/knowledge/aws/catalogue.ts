import type {
  AwsAction,
  AwsActionResource,
  AwsActionSet,
  AwsCatalogue,
  AwsConditionKey,
  AwsResourceType,
  AwsService,
} from '../../model/awsCatalogue.js';
import type { ActionSource, Members } from './actionSet.js';
import { ActionSet, whole } from './actionSet.js';
import { CatalogueAction, CatalogueService, conditionKey } from './catalogueService.js';
import { completeArn } from './policy/resources.js';
import { arnPattern, isEverything, overlap, standsFor, wildcards } from './wildcards.js';
import type { Wildcards } from './wildcards.js';

/** Node and browsers have it alike; the core's types know neither. */
declare const TextDecoder: new () => { readonly decode: (bytes: Uint8Array) => string };

/** The first line of the table. */
interface Header {
  readonly date: string;
  /** Global condition keys, each after the letter of its type. */
  readonly keys: readonly string[];
  /** Prefix, name, number of actions, length of its facts, length of its descriptions. */
  readonly services: readonly (readonly [string, string, number, number, number])[];
}

/**
 * Reads the table of actions that `scripts/generate/aws/table.ts` makes. Only the first line is read now; a service is
 * when it is first asked for.
 *
 * @throws when the text is no such table: it is our own file, so that is a broken installation
 */
export function readAwsCatalogue(table: string): AwsCatalogue {
  return new Catalogue(table);
}

/** The same from the bytes of the file. */
export function decodeAwsCatalogue(bytes: Uint8Array): AwsCatalogue {
  return readAwsCatalogue(new TextDecoder().decode(bytes));
}

/** A pattern of ARNs, and the service that all of them are of; empty where it is not written out. */
interface Arn {
  readonly pattern: Wildcards;
  readonly service: string;
}

/** The ARNs that a policy names, and on which lists of kinds of resource it was found to work or not. */
interface NamedArn extends Arn {
  readonly answers: Map<readonly AwsActionResource[], boolean>;
}

/** Remembered expansions; more than a workspace has, and few enough to be forgotten at once. */
const MOST_EXPANSIONS = 5_000;
/** Remembered entries of `Resource`. */
const MOST_ARNS = 2_000;

class Catalogue implements AwsCatalogue, ActionSource {
  readonly date: string;
  readonly services: readonly string[];
  readonly #services = new Map<string, CatalogueService>();
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #counts = new Map<string, number>();
  readonly #globalKeys: readonly AwsConditionKey[];
  readonly #keys = new Map<string, readonly (readonly [Wildcards, AwsConditionKey])[]>();
  readonly #indexes = new Map<string, ReadonlyMap<string, number>>();
  readonly #expansions = new Map<string, ActionSet>();
  readonly #arns = new Map<AwsResourceType, readonly Arn[]>();
  readonly #namedArns = new Map<string, NamedArn>();
  readonly #single = new Map<string, ReadonlySet<string>>();

  constructor(table: string) {
    const start = table.indexOf('\n') + 1;
    const header = JSON.parse(table.slice(0, start)) as Header;
    this.date = header.date;
    this.services = header.services.map(([prefix]) => prefix);
    this.#ranks = new Map(this.services.map((prefix, at) => [prefix, at]));
    this.#globalKeys = header.keys.map((text) => conditionKey(text.slice(1), text.slice(0, 1), ''));
    let facts = start;
    let descriptions = start + header.services.reduce((sum, [, , , length]) => sum + length, 0);
    for (const [prefix, name, count, factsLength, descriptionsLength] of header.services) {
      const [factsAt, descriptionsAt] = [facts, descriptions];
      const service = new CatalogueService(
        prefix,
        name,
        () => table.slice(factsAt, factsAt + factsLength),
        () => table.slice(descriptionsAt, descriptionsAt + descriptionsLength),
      );
      this.#services.set(prefix, service);
      this.#counts.set(prefix, count);
      facts += factsLength;
      descriptions += descriptionsLength;
    }
  }

  readonly service = (prefix: string): AwsService | undefined => this.#services.get(prefix.toLowerCase());

  readonly rankOf = (prefix: string): number => this.#ranks.get(prefix) ?? -1;

  readonly countOf = (prefix: string): number => this.#counts.get(prefix) ?? 0;

  readonly actionsOf = (prefix: string): readonly AwsAction[] => this.#services.get(prefix)?.actions ?? [];

  readonly indexOf = (action: AwsAction): number =>
    action instanceof CatalogueAction
      ? action.index
      : (this.#index(action.service).get(action.name.toLowerCase()) ?? -1);

  readonly action = (name: string): AwsAction | undefined => {
    const [prefix = '', ...rest] = name.toLowerCase().split(':');
    const index = this.#index(prefix).get(rest.join(':'));
    return index === undefined ? undefined : this.actionsOf(prefix)[index];
  };

  readonly expand = (pattern: string): AwsActionSet => {
    const folded = pattern.toLowerCase();
    const known = this.#expansions.get(folded);
    if (known !== undefined) return known;
    const set = new ActionSet(this, this.#membersOf(folded));
    if (this.#expansions.size >= MOST_EXPANSIONS) this.#expansions.clear();
    this.#expansions.set(folded, set);
    return set;
  };

  readonly supportsResource = ({ resourceTypes }: AwsAction): boolean => resourceTypes.length > 0;

  readonly matchesResource = (action: AwsAction, resource: string): boolean => {
    const named = this.#arnNamed(resource);
    if (isEverything(named.pattern)) return true;
    // Actions of one shape share the list, so that most answers are there already.
    const { resourceTypes } = action;
    const known = named.answers.get(resourceTypes);
    if (known !== undefined) return known;
    const answer = this.#worksOn(action, named, resource);
    named.answers.set(resourceTypes, answer);
    return answer;
  };

  #worksOn(action: AwsAction, { pattern, service }: NamedArn, resource: string): boolean {
    // S3's own pages grant what takes no resource, such as ListAllMyBuckets, on `arn:aws:s3:::*`:
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
    if (!this.supportsResource(action)) {
      return pattern.open || (action.service === 's3' && /^arn:[^:]*:s3:::\*+$/u.test(resource));
    }
    return action.resourceTypes.some(({ type }) =>
      this.#arnsOf(action.service, type).some(
        // Nearly all are of another service: that is seen without a comparison.
        (arn) =>
          (service === '' || arn.service === '' || service === arn.service) && overlap(arn.pattern, pattern),
      ),
    );
  }

  readonly describe = (action: AwsAction): string =>
    this.#services.get(action.service)?.describe(this.indexOf(action)) ?? '';

  readonly conditionKey = (key: string): AwsConditionKey | undefined => {
    const folded = key.toLowerCase();
    const prefix = folded.split(':')[0] ?? '';
    // Claims of identity providers are tested by STS and begin with the provider.
    const own = this.#services.has(prefix) ? prefix : 'sts';
    return [...this.#keysOf(own), ...this.#keysOf('')].find(([pattern]) => standsFor(pattern, folded))?.[1];
  };

  #membersOf(pattern: string): ReadonlyMap<string, Members> {
    const members = new Map<string, Members>();
    const compiled = wildcards(pattern);
    if (isEverything(compiled)) {
      for (const prefix of this.services) members.set(prefix, 'all');
      return members;
    }
    const colon = pattern.indexOf(':');
    // A pattern whose service is written out concerns that one alone.
    const written = colon > 0 && !/[*?\uFFFC]/u.test(pattern.slice(0, colon));
    if (written) {
      const prefix = pattern.slice(0, colon);
      const some = this.#named(prefix, pattern.slice(colon + 1));
      if (some === 'all' || some.length > 0) members.set(prefix, some);
      return members;
    }
    for (const prefix of this.services) {
      const some = this.#matching(prefix, (name) => standsFor(compiled, `${prefix}:${name}`));
      if (some === 'all' || some.length > 0) members.set(prefix, some);
    }
    return members;
  }

  /** The actions of a service whose names the text stands for. */
  #named(prefix: string, text: string): Members {
    const count = this.countOf(prefix);
    const index = this.#index(prefix);
    if (/^\*+$/u.test(text)) return count === 0 ? [] : 'all';
    if (!/[*?\uFFFC]/u.test(text)) {
      const only = index.get(text);
      return only === undefined ? [] : whole([only], count);
    }
    const pattern = wildcards(text);
    return this.#matching(prefix, (name) => standsFor(pattern, name));
  }

  #matching(prefix: string, isMeant: (name: string) => boolean): Members {
    const some: number[] = [];
    for (const [name, index] of this.#index(prefix)) if (isMeant(name)) some.push(index);
    return some.length === 0 ? some : whole(some, this.countOf(prefix));
  }

  /** Indexes of a service's actions by their names in lower case. */
  #index(prefix: string): ReadonlyMap<string, number> {
    const known = this.#indexes.get(prefix);
    if (known !== undefined) return known;
    const names = this.#services.get(prefix)?.actionNames ?? [];
    const index = new Map(names.map((name, at) => [name.toLowerCase(), at]));
    // A prefix that is none comes from a text and could be anything.
    if (names.length > 0) this.#indexes.set(prefix, index);
    return index;
  }

  #arnsOf(prefix: string, type: AwsResourceType): readonly Arn[] {
    const known = this.#arns.get(type);
    if (known !== undefined) return known;
    const single = this.#singleNames(prefix);
    const arns = type.arns.map((arn) => ({ pattern: arnPattern(arn, single), service: serviceOf(arn) }));
    this.#arns.set(type, arns);
    return arns;
  }

  /** An entry of `Resource`, remembered as it is asked about for every action, and in many statements alike. */
  #arnNamed(resource: string): NamedArn {
    const known = this.#namedArns.get(resource);
    if (known !== undefined) return known;
    const text = completeArn(resource.replace(/\$\{[^{}]*\}/gu, '*'));
    const named = { pattern: namedArn(text), service: serviceOf(text), answers: new Map() };
    if (this.#namedArns.size >= MOST_ARNS) this.#namedArns.clear();
    this.#namedArns.set(resource, named);
    return named;
  }

  /** Variables that a slash follows in some ARN of the service: a bucket's name, of which `b/*` is no instance. */
  #singleNames(prefix: string): ReadonlySet<string> {
    const known = this.#single.get(prefix);
    if (known !== undefined) return known;
    const arns = this.#services.get(prefix)?.resourceTypes.flatMap((type) => type.arns) ?? [];
    const single = new Set(arns.flatMap((arn) => arn.match(/\$\{[^{}]*\}(?=\/)/gu) ?? []));
    this.#single.set(prefix, single);
    return single;
  }

  /** The keys that a service describes, as patterns over what policies write; the global ones under the empty name. */
  #keysOf(prefix: string): readonly (readonly [Wildcards, AwsConditionKey])[] {
    const known = this.#keys.get(prefix);
    if (known !== undefined) return known;
    const keys = (this.#services.get(prefix)?.describedKeys() ?? this.#globalKeys).map((item) => {
      // The name of a tag is written as `${TagKey}`, `<key>` or `tag-key`.
      const pattern = item.key.toLowerCase().replace(/\$\{[^{}]*\}|<key>$|(?<=tag\/)tag-key$/gu, '*');
      return [wildcards(pattern), item] as const;
    });
    this.#keys.set(prefix, keys);
    return keys;
  }
}

/** The service of an ARN; empty where it is not written out. */
function serviceOf(arn: string): string {
  const parts = arn.split(':');
  const service = parts.length < 4 ? '' : (parts[2] ?? '');
  return parts[0] !== 'arn' ||
    /[*?$\uFFFC]/u.test(
      parts
        .slice(0, 3)
        .join('')
        .replace(/^arn(?:\$\{Partition\}|\*)/u, ''),
    )
    ? ''
    : service;
}

/** A whole ARN has six parts; what has fewer ends in a `*` that reaches over the colons. */
function namedArn(text: string): Wildcards {
  return text.split(':').length < 6 ? wildcards(text) : arnPattern(text);
}
