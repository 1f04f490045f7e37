import type { ActionData, ServiceData } from './iamData.js';
import { byText, globals, services } from './iamData.js';

/**
 * The table that `server/src/core/knowledge/aws/catalogue.ts` reads. It is plain ASCII: the package is compressed
 * anyway, and a text can be cut into services without being copied. The first line is JSON and tells where each
 * service's two sections lie; all that is short comes first, all descriptions after.
 *
 * A service's section has one line each for
 *
 * 1. names of actions, sorted,
 * 2. their access levels, one letter each (`LRWTP`),
 * 3. the number of each one's shape: what it takes and which keys it knows,
 * 4. names of condition keys; those that the service describes come first,
 * 5. their types, one letter each,
 * 6. kinds of resource: name, ARNs, numbers of keys, separated by `|`,
 * 7. shapes: numbers of kinds of resource (`!` for a required one), `|`, numbers of keys,
 * 8. what else actions need: number of the action, `=`, actions separated by commas.
 *
 * Items are separated by tabs in lines 6, by spaces elsewhere; numbers are in base 36. The descriptions are one line
 * for each action, then one for each described key.
 */
export async function awsTable(): Promise<string> {
  const { keys, date } = await globals();
  const compiled = services().map((service) => ({ service, ...section(service) }));
  const header = {
    date,
    keys: keys.map(({ key, type }) => `${typeLetter(type)}${key}`),
    services: compiled.map(({ service, facts, descriptions }) => [
      service.prefix,
      service.name,
      service.actions.length,
      facts.length,
      descriptions.length,
    ]),
  };
  const body = [...compiled.map(({ facts }) => facts), ...compiled.map(({ descriptions }) => descriptions)];
  return ascii(`${JSON.stringify(header)}\n${body.join('')}`);
}

function section(service: ServiceData): { readonly facts: string; readonly descriptions: string } {
  const { actions, resourceTypes, conditionKeys, dependentActions } = service;
  const described = conditionKeys.map(({ key }) => key);
  const used = [...actions.flatMap(keysOf), ...resourceTypes.flatMap((type) => type.conditionKeys ?? [])];
  const keys = new Numbering([...described, ...used.toSorted(byText)]);
  const types = new Numbering(resourceTypes.map(({ key }) => key));
  const shapes = new Numbering();
  const typeOf = new Map(conditionKeys.map(({ key, type }) => [key, type]));

  const numbers = actions.map((action) => shapes.of(shape(action, types, keys)));
  const needs = actions.flatMap(({ name }, index) => {
    const others = dependentActions.get(name.toLowerCase());
    return others === undefined ? [] : [`${index.toString(36)}=${others.join(',')}`];
  });
  const facts = [
    actions.map(({ name }) => name).join(' '),
    actions.map((action) => accessLetter(onlyReads(action) ? 'Read' : action.accessLevel)).join(''),
    numbers.join(' '),
    keys.texts.join(' '),
    keys.texts.map((key) => typeLetter(typeOf.get(key) ?? '')).join(''),
    resourceTypes
      .map((type) => [type.key, type.arn, keys.all(type.conditionKeys ?? [])].join('|'))
      .join('\t'),
    shapes.texts.join(' '),
    needs.join(' '),
  ];
  const descriptions = [
    ...actions.map(({ description }) => verb(description)),
    ...conditionKeys.map(({ description }) => firstSentence(description)),
  ];
  return { facts: lines(facts), descriptions: lines(descriptions) };
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

function keysOf({ conditionKeys, resourceTypes }: ActionData): readonly string[] {
  return [...new Set([...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)])];
}

function shape(action: ActionData, types: Numbering, keys: Numbering): string {
  const taken = action.resourceTypes.map(({ name, required }) => types.of(name) + (required ? '!' : ''));
  return `${taken.join(',')}|${keys.all(keysOf(action))}`;
}

/** Texts by number, in the order in which they first came. */
class Numbering {
  readonly #numbers = new Map<string, string>();

  constructor(texts: readonly string[] = []) {
    for (const text of texts) this.of(text);
  }

  get texts(): readonly string[] {
    return [...this.#numbers.keys()];
  }

  of(text: string): string {
    const known = this.#numbers.get(text) ?? this.#numbers.size.toString(36);
    this.#numbers.set(text, known);
    return known;
  }

  all(texts: readonly string[]): string {
    return texts.map((text) => this.of(text)).join(',');
  }
}

const ACCESS: Readonly<Record<string, string>> = {
  List: 'L',
  Read: 'R',
  Write: 'W',
  Tagging: 'T',
  'Permissions management': 'P',
};

/**
 * AWS's reference calls some actions permissions management that give what is there and change nothing, as their
 * descriptions say ("get queries for SparkUI", `glue:GetQueries`). What is described otherwise stays as it is, as
 * `fsx:GetResourcePolicy` ("manage cross-account sharing").
 */
function onlyReads({ name, accessLevel, description }: ActionData): boolean {
  return (
    accessLevel.startsWith('Permissions management') &&
    /^(?:Batch)?(?:Get|List|Describe)/u.test(name) &&
    /^(?:batch get|get|list|describe|retrieve)\b/iu.test(verb(description))
  );
}

/** Of `Tagging, Write` the first word is what AWS's pages say; `Write` follows from it. */
function accessLetter(level: string): string {
  const letter = ACCESS[level.replace(/, Write$/u, '')];
  if (letter === undefined) throw new Error(`unknown access level: ${level}`);
  return letter;
}

const TYPES: Readonly<Record<string, string>> = {
  '': '?',
  String: 's',
  Bool: 'b',
  Numeric: 'n',
  Date: 'd',
  ARN: 'a',
  IPAddress: 'i',
};

/** Capital for a key with several values. */
function typeLetter(type: string): string {
  const single = TYPES[type.replace(/^ArrayOf/u, '')];
  if (single === undefined) throw new Error(`unknown type of condition key: ${type}`);
  return type.startsWith('ArrayOf') ? single.toUpperCase() : single;
}

/** What the action lets one do, as a verb with its object. Nearly all say so after the same words. */
function verb(description: string): string {
  const sentence = firstSentence(description);
  const found = /^(?:Grants?|Controls) (?:permissions?|access|the ability|ability) to (.*)$/iu.exec(sentence);
  if (found?.[1] !== undefined) return found[1];
  const [, first = '', rest = ''] = /^([A-Z][a-z]+)( .*)$/u.exec(sentence) ?? [];
  if (first === '' || NO_VERBS.has(first)) return sentence;
  const infinitive = first.replace(/(?<=sh|ch|ss|x)es$/u, '').replace(/(?<!s)s$/u, '');
  return infinitive.toLowerCase() + rest;
}

const NO_VERBS: ReadonlySet<string> = new Set(['The', 'This', 'You', 'Grants', 'All']);

function firstSentence(description: string): string {
  const text = description.replace(/\s+/gu, ' ').trim();
  // A full stop before a capital ends a sentence; one within "e.g." or "Amazon.com" does not.
  const end = text.search(/(?<!\b(?:e\.g|i\.e|vs|etc))\. (?=[A-Z])/u);
  return (end < 0 ? text : text.slice(0, end)).replace(/\.$/u, '');
}

const PLAIN: Readonly<Record<string, string>> = {
  '\u2018': "'",
  '\u2019': "'",
  '\u201C': '"',
  '\u201D': '"',
  '\u2013': '-',
  '\u2014': '-',
  '\u2026': '...',
  '\u00A0': ' ',
};

function ascii(text: string): string {
  return text.replace(/[^\n\t\u0020-\u007E]/gu, (character) => {
    const plain = PLAIN[character];
    if (plain === undefined) throw new Error(`not ASCII: ${JSON.stringify(character)}`);
    return plain;
  });
}
