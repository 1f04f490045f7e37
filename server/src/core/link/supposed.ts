import { ownOf } from '../collections/ownOf.js';
import { roleKey } from '../knowledge/aws/trust/roleKey.js';
import { patternsOverlap } from '../knowledge/aws/wildcards.js';
import { wordsOf } from '../knowledge/names/words.js';
import type { GivenName } from '../model/givenName.js';
import type { HandedName } from '../model/handedName.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import { quoted } from '../text/quoted.js';

/*
 * Which role it is that a job takes whose name is not written: reasons, the strongest first. Names are conventions, so
 * all but the first kind of reason makes a role likely and no more.
 */

/** How well a reason holds: written in so many words, said by an output, told by its name, or only let in. */
export const STRENGTHS = ['written', 'output', 'name', 'trust'] as const;
export type Strength = (typeof STRENGTHS)[number];

/** A role with all that names it. */
export interface NamedRole {
  /** Its name with `UNKNOWN_PART` for what is open, and its logical name. */
  readonly name: string;
  /** Its name with what only defaults put there left open as well, where some did. */
  readonly openName?: string | undefined;
  readonly label: string;
  readonly handed: readonly HandedName[];
}

/** What is asked for, and in which environment of pipelines. */
export interface Asked {
  readonly given: GivenName;
  /** The environments in which the asking runs, where they are told. */
  readonly environments: readonly string[];
}

/** Why a role is the one that is asked for. */
export interface Reason {
  readonly strength: Strength;
  /** In words that follow "it is likely this one:". */
  readonly why: string;
}

/** Whether what is written of the name fits the role's. */
export function fitsPattern({ given }: Asked, { name, openName }: NamedRole): boolean {
  const written = writtenName(given);
  const known = written.replaceAll(UNKNOWN_PART, '');
  // A name of which nothing is written fits every role; one that is written out and that no role has fits none of those.
  if (known.length === 0) return true;
  if (name === UNKNOWN_PART || name === '') return given.names.length > 0;
  return overlap(written, name) || (openName !== undefined && fitsOpen(written, openName));
}

function writtenName({ pattern }: GivenName): string {
  return pattern.replace(/^arn:[^/]*:role\//u, '').replace(/^.*\//u, '');
}

function overlap(written: string, name: string): boolean {
  const open = (text: string): string => roleKey(text.replaceAll(UNKNOWN_PART, '*'));
  return patternsOverlap(open(written), open(name));
}

/** Less of a name than that, and it may be any. */
const LEAST_KNOWN = 6;

function fitsOpen(written: string, openName: string): boolean {
  return openName.replaceAll(UNKNOWN_PART, '').length >= LEAST_KNOWN && overlap(written, openName);
}

/** Words for places, of which a role that has one is none of another. */
const PLACES: ReadonlySet<string> = new Set(
  'production development staging test qa uat sandbox preview demo preprod nonprod'.split(' '),
);

/** Whether a role's own name says that it is for another place than what is asked for. */
export function isElsewhere({ given, environments }: Asked, { name, openName }: NamedRole): boolean {
  const placesIn = (texts: readonly string[]): readonly string[] =>
    texts
      .flatMap(wordsOf)
      .map(plain)
      .filter((word) => PLACES.has(word));
  // The place of a default is one of several.
  const own = placesIn([openName ?? name]);
  // A variable for the place, whichever it is, is called `STAGE` as well.
  const byName = placesIn(given.names.map((each) => each.name).filter((each) => !/^stage$/iu.test(each)));
  const wanted = byName.length > 0 ? byName : placesIn(environments);
  return own.length > 0 && wanted.length > 0 && !own.some((place) => wanted.includes(place));
}

/** What roles are made for, by the words that say so: one that says another is hardly meant. */
const PURPOSES: readonly ReadonlySet<string>[] = [
  ['deploy', 'release'],
  ['terraform', 'infra', 'tofu', 'plan', 'apply', 'bootstrap'],
  ['ecr', 'push', 'build', 'image', 'docker'],
].map((words) => new Set(words));

/** Whether the names of both say what they are for, and it is not the same. */
export function isForOther({ given }: Asked, role: NamedRole): boolean {
  const purposes = (texts: readonly string[]): ReadonlySet<number> => {
    const words = texts.flatMap(wordsOf).map(plain);
    return new Set(PURPOSES.flatMap((some, at) => (words.some((word) => some.has(word)) ? [at] : [])));
  };
  const wanted = purposes(given.names.map(({ name }) => name));
  const own = purposes([role.name, role.label, ...role.handed.map(({ name }) => name)]);
  return wanted.size > 0 && own.size > 0 && ![...own].some((purpose) => wanted.has(purpose));
}

/** The strongest reason for a role by its names; undefined where only its trust policy speaks for it. */
export function reasonFor(asked: Asked, role: NamedRole): Reason | undefined {
  return written(asked, role) ?? byOutput(asked, role) ?? byOtherValues(asked, role) ?? byName(asked, role);
}

/** A name that is written out, and that the role has with other values than the defaults of its configuration. */
function byOtherValues({ given }: Asked, { name, openName }: NamedRole): Reason | undefined {
  const asked = writtenName(given);
  if (openName === undefined || asked.includes(UNKNOWN_PART) || overlap(asked, name)) return undefined;
  return {
    strength: 'name',
    why: `with other values than the defaults that make it ${quoted(name)} its name is ${quoted(asked)}`,
  };
}

function written({ given, environments }: Asked, { handed }: NamedRole): Reason | undefined {
  const found = handed.find(
    ({ by, name, environment }) =>
      given.names.some((one) => one.kind === by && sameName(one.name, name)) &&
      (environment === undefined || environments.some((one) => sameName(one, environment))),
  );
  if (found === undefined) return undefined;
  const place = found.environment === undefined ? '' : ` of environment ${quoted(found.environment)}`;
  return {
    strength: 'written',
    why: `Terraform writes it into the ${found.by} ${quoted(found.name)}${place}`,
  };
}

function byOutput({ given }: Asked, { handed }: NamedRole): Reason | undefined {
  const outputs = handed.filter(({ by }) => by === 'output');
  for (const { name } of given.names) {
    const told = outputs.find(({ description }) => mentions(description, name));
    if (told !== undefined) {
      return {
        strength: 'output',
        why: `output ${quoted(told.name)} says that it is for ${quoted(name)}`,
      };
    }
    const named = outputs.find((output) => sameName(output.name, name) || sameWords(output.name, name));
    if (named !== undefined) {
      return { strength: 'output', why: `output ${quoted(named.name)} has the name of ${quoted(name)}` };
    }
  }
  return undefined;
}

function byName({ given, environments }: Asked, role: NamedRole): Reason | undefined {
  const words = new Set(
    [role.name, role.label, ...role.handed.map(({ name }) => name)].flatMap(wordsOf).map(plain),
  );
  const wanted = distinctive(given.names.map(({ name }) => name));
  if (wanted.length > 0 && wanted.every((word) => words.has(word))) {
    return { strength: 'name', why: `its name has ${wanted.map((word) => quoted(word)).join(' and ')}` };
  }
  if (wanted.length > 0) return undefined;
  const places = environments.flatMap(wordsOf).map(plain);
  const place = places.find((word) => words.has(word));
  if (place === undefined) return undefined;
  return { strength: 'name', why: `its name has ${quoted(place)}, as the environment of the job` };
}

/** The words of a role's names that tell it from another. */
export function ownWords({ name, label }: NamedRole): readonly string[] {
  return [...new Set([name, label].flatMap((text) => distinctive([text])))];
}

/** Whether what holds the name has no word that tells one role from another. */
export function saysNothing({ given }: Asked): boolean {
  return given.names.length > 0 && distinctive(given.names.map(({ name }) => name)).length === 0;
}

/** Whether a word says where a role is, and not what it is for. */
export function isPlace(word: string): boolean {
  return PLACES.has(word);
}

/** The words of the last of several names that has any of its own: the nearest to what it holds. */
function distinctive(names: readonly string[]): readonly string[] {
  const found = names.map((name) =>
    [...new Set(wordsOf(name).map(plain))].filter((word) => !COMMON.has(word)),
  );
  return found.filter((words) => words.length > 0).at(-1) ?? [];
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase().replaceAll('-', '_') === b.toLowerCase().replaceAll('-', '_');
}

/** Whether two names have the same words, those left out that any name of a role has. */
function sameWords(a: string, b: string): boolean {
  const [one, other] = [distinctive([a]), distinctive([b])];
  return one.length > 0 && one.length === other.length && one.every((word) => other.includes(word));
}

function mentions(description: string | undefined, name: string): boolean {
  if (description === undefined || name.length < LEAST_NAME) return false;
  return description
    .toUpperCase()
    .split(/[^A-Z0-9_]+/u)
    .includes(name.toUpperCase().replaceAll('-', '_'));
}

/** A shorter name may stand in a sentence by chance. */
const LEAST_NAME = 6;

/** Words that tell no role from another. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'a access action actions an and arn assume assumed aws by ci cd cicd credential credentials federated for gh gha ' +
    'github gitlab iam id identity my name of oidc pipeline role roles runner secret the to tf_var value var web ' +
    'workflow'
  ).split(' '),
);

/** Short forms of places, and of work, as the word that they stand for. */
const PLAIN: Readonly<Record<string, string>> = {
  prd: 'production',
  prod: 'production',
  live: 'production',
  dev: 'development',
  devel: 'development',
  develop: 'development',
  stage: 'staging',
  stg: 'staging',
  deployment: 'deploy',
  deployer: 'deploy',
  deploys: 'deploy',
  tf: 'terraform',
  infrastructure: 'infra',
};

function plain(word: string): string {
  return ownOf(PLAIN, word) ?? word;
}
