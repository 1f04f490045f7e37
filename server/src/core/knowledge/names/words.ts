import type { Sensitivity, Tier } from '../../model/facts.js';

/**
 * Words in names that tell what a name stands for. These are conventions, not facts of a vendor: what is read off
 * them is always `inferred`, and `sensitive` in the configuration adds to them.
 */
const PRODUCTION: ReadonlySet<string> = new Set(['prod', 'production', 'prd', 'live']);
const NON_PRODUCTION: ReadonlySet<string> = new Set(
  'dev devel develop development test testing tests stage staging stg qa uat sandbox preview nonprod preprod sit int integration demo canary'.split(
    ' ',
  ),
);

const SENSITIVE: Readonly<Record<Exclude<Sensitivity, 'production'>, ReadonlySet<string>>> = {
  billing: new Set('billing stripe payment payments invoice invoicing paypal braintree adyen'.split(' ')),
  'customer-data': new Set('customer customers pii gdpr patient patients'.split(' ')),
  admin: new Set('admin administrator root superuser master sudo'.split(' ')),
  publishing: new Set(
    'npm pypi twine nuget rubygems gem crates cargo maven sonatype ossrh dockerhub publish release signing gpg cosign'.split(
      ' ',
    ),
  ),
};

/** Splits a name into lower-case words at everything that is no letter or digit and where the case changes. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter(Boolean);
}

/** The tier that a name speaks of; `undefined` when it names none, or both (`nonprod`, `pre-prod` are not production). */
export function tierOf(name: string): Tier | undefined {
  const words = wordsOf(name);
  const before = words.some((word) => word === 'non' || word === 'pre' || word === 'not');
  const production = words.some((word) => PRODUCTION.has(word));
  const other = words.some((word) => NON_PRODUCTION.has(word));
  if (production && (other || before)) return before ? 'non-production' : undefined;
  if (production) return 'production';
  return other ? 'non-production' : undefined;
}

/** What makes a name sensitive by its words. */
export function sensitivityOf(name: string): readonly Sensitivity[] {
  const words = wordsOf(name);
  const kinds: Sensitivity[] = tierOf(name) === 'production' ? ['production'] : [];
  for (const [kind, known] of Object.entries(SENSITIVE) as [Sensitivity, ReadonlySet<string>][]) {
    if (words.some((word) => known.has(word))) kinds.push(kind);
  }
  return kinds;
}
