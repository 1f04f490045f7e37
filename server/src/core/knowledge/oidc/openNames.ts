import { UNKNOWN_OWNER, UNKNOWN_REPOSITORY } from './githubActions.js';
import { OPEN_NAMES } from '../../model/claims.js';
import { issuerAt, tenantOf } from './issuers.js';

/*
 * A file of a pipeline does not tell whose it is, and a trust policy names exactly that. What stands in a policy for it
 * is found here, so that it can be asked whether the policy trusts the pipeline if it is the one that is named.
 */

/** One claim as a policy asks for it, texts with `*` and `?` among them. */
export interface AskedClaim {
  /** Without the issuer. */
  readonly claim: string;
  readonly text: string;
}

/** By a word of `OPEN_NAMES`, `OWNER/REPO` or `OWNER`: what a policy names in its place, each in full. */
export type NamedInPolicy = ReadonlyMap<string, readonly string[]>;

interface NamePattern {
  readonly claim: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Where names stand in claims, by issuer; the forms are those in `issuers.ts`, with their sources. */
const PATTERNS: Readonly<Record<string, readonly NamePattern[]>> = {
  gitlab: [
    { claim: 'sub', pattern: /^project_path:([^:*?]+\/[^:*?]+)(?=:|$)/u, names: [UNKNOWN_REPOSITORY] },
    { claim: 'sub', pattern: /:ref_type:branch:ref:([^*?]+)$/u, names: ['DEFAULT_BRANCH'] },
    { claim: 'ref', pattern: /^([^*?]+)$/u, names: ['DEFAULT_BRANCH'] },
    { claim: 'project_path', pattern: /^([^:*?]+\/[^:*?]+)$/u, names: [UNKNOWN_REPOSITORY] },
    { claim: 'namespace_path', pattern: /^([^:*?]+)$/u, names: [UNKNOWN_OWNER] },
    { claim: 'project_id', pattern: /^(\d+)$/u, names: ['PROJECT_ID'] },
    { claim: 'namespace_id', pattern: /^(\d+)$/u, names: ['ORGANIZATION_ID'] },
  ],
  circleci: [
    {
      claim: 'sub',
      pattern: /^org\/([^/*?]+)\/project\/([^/*?]+)\//u,
      names: ['ORGANIZATION_ID', 'PROJECT_ID'],
    },
    {
      claim: 'sub',
      pattern: /\/vcs-origin\/[^/*?]+\/([^/*?]+\/[^/*?]+)(?=\/|$)/u,
      names: [UNKNOWN_REPOSITORY],
    },
    { claim: 'oidc.circleci.com/project-id', pattern: /^([^*?]+)$/u, names: ['PROJECT_ID'] },
    { claim: 'aud', pattern: /^([^*?]+)$/u, names: ['ORGANIZATION_ID'] },
  ],
  bitbucket: [
    { claim: 'sub', pattern: /^\{?([^{}:*?]+)\}?:/u, names: ['REPOSITORY_UUID'] },
    {
      claim: 'sub',
      pattern: /^\{?[^{}:]+\}?:\{?([^{}:*?]+)\}?:/u,
      names: ['ENVIRONMENT_UUID'],
    },
    { claim: 'aud', pattern: /^ari:cloud:bitbucket::workspace\/([^/*?]+)$/u, names: ['WORKSPACE_UUID'] },
  ],
  'azure-devops': [
    { claim: 'sub', pattern: /^sc:\/\/([^/*?]+)\/([^/*?]+)\//u, names: ['ORGANIZATION', 'PROJECT'] },
  ],
};

/** The names in an issuer's address. */
const TENANTS: Readonly<Record<string, string>> = {
  circleci: 'ORGANIZATION_ID',
  bitbucket: 'WORKSPACE',
  'azure-devops': 'ORGANIZATION_ID',
};

/**
 * What a policy names where files of pipelines leave names open.
 *
 * @param product the issuer's id in `issuers.ts`
 * @param address of the issuer that the policy trusts, without `https://`
 */
export function namedInPolicy(product: string, address: string, asked: readonly AskedClaim[]): NamedInPolicy {
  const found = new Map<string, Set<string>>();
  const add = (name: string, text: string): void => {
    const texts = found.get(name) ?? new Set();
    found.set(name, texts.add(text));
  };
  const issuer = issuerAt(address);
  const tenant = issuer && tenantOf(issuer, address);
  if (Object.hasOwn(TENANTS, product) && tenant !== undefined) add(TENANTS[product] ?? '', tenant);
  for (const { claim, pattern, names } of Object.hasOwn(PATTERNS, product) ? (PATTERNS[product] ?? []) : []) {
    for (const one of asked) {
      if (one.claim.toLowerCase() !== claim) continue;
      const match = pattern.exec(one.text);
      for (const [index, name] of names.entries()) {
        const text = match?.[index + 1];
        if (text !== undefined) add(name, text);
      }
    }
  }
  return new Map([...found].map(([name, texts]) => [name, [...texts]]));
}

/** Words that stand for names in a text, longest first, so that none is found inside of another. */
const WORDS = [UNKNOWN_REPOSITORY, UNKNOWN_OWNER, ...OPEN_NAMES].sort((a, b) => b.length - a.length);
const WORD = new RegExp(`(?<![\\w-])(?:${WORDS.join('|')})(?![\\w-])`, 'gu');

/** The words in a text that stand for names, each once. */
export function openNamesIn(text: string): readonly string[] {
  return [...new Set(text.match(WORD) ?? [])];
}

/** The text with names put in place of the words; `*` where there is none. */
export function withNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(WORD, (word) => {
    const [owner, repository] = [UNKNOWN_OWNER, UNKNOWN_REPOSITORY].map((key) => names.get(key));
    if (word === UNKNOWN_OWNER && owner === undefined && repository !== undefined) {
      return repository.slice(0, repository.lastIndexOf('/'));
    }
    return names.get(word) ?? '*';
  });
}
