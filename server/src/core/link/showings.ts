import { claimKeyOf } from '../knowledge/aws/trust/claimKeys.js';
import { POD_IDENTITY } from '../knowledge/aws/trust/podIdentity.js';
import { namedPrincipal } from '../knowledge/aws/trust/principals.js';
import { ANY_ISSUER } from '../knowledge/aws/trust/requests.js';
import { issuerAt } from '../knowledge/oidc/issuers.js';
import type { AskedClaim } from '../knowledge/oidc/openNames.js';
import { namedInPolicy, openNamesIn, withNames } from '../knowledge/oidc/openNames.js';
import type { SubjectForm } from '../knowledge/oidc/subjectForms.js';
import { subjectForms } from '../knowledge/oidc/subjectForms.js';
import type { PolicyDocument } from '../model/policyDocument.js';
import type { ClaimSet } from '../model/trust.js';
import { hangsOnRepository, ofRepository } from './assumptions.js';
import { quoted } from '../text/quoted.js';

/*
 * A file leaves open what settings and names outside of it decide. Each way in which that can turn out is one set of
 * claims that a run may show; a trust policy is asked about each of them, and says for certain only what it says of all.
 */

/** Claims that a run may show, and what must hold for it to show them. */
export interface Showing extends SubjectForm {
  /**
   * Set for claims with nothing in the place of names: they only tell whether an answer is the same whatever the names
   * are, as a text that may be anything fits what no name would.
   */
  readonly nameless?: true;
  /** Set for a name that was made up to fit a pattern: that such a one is let in does not say that this one is. */
  readonly example?: true;
}

/** What a run may show to an issuer of the address that its own platform has by default. */
export function showingsAt(policy: PolicyDocument, set: ClaimSet): readonly Showing[] {
  if (set.issuer === POD_IDENTITY) return [{ claims: set, hangsOn: [] }];
  if (set.issuer === ANY_ISSUER) {
    // A workload of this workspace that asks for the role most likely runs where the policy expects it.
    const known = issuersOf(policy).map((issuer) => ({
      claims: { ...set, issuer },
      hangsOn: [`whether it runs where ${issuer} vouches for it`],
    }));
    return [...known, { claims: set, hangsOn: ['where it runs'] }];
  }
  return ofProduct(policy, set, issuerAt(set.issuer)?.id);
}

/** What it may show where an enterprise or an installation has an address of its own, of those that the policy names. */
export function showingsElsewhere(policy: PolicyDocument, set: ClaimSet): readonly Showing[] {
  if (set.issuer === POD_IDENTITY || set.issuer === ANY_ISSUER) return [];
  const product = issuerAt(set.issuer)?.id;
  return issuersOf(policy)
    .filter((issuer) => issuer !== set.issuer && isOfProduct(issuer, product, policy))
    .flatMap((issuer) =>
      ofProduct(policy, { ...set, issuer }, product).map((showing) => ({
        ...showing,
        hangsOn: [`whether its tokens come from ${issuer}`, ...showing.hangsOn],
      })),
    );
}

function ofProduct(policy: PolicyDocument, set: ClaimSet, product: string | undefined): readonly Showing[] {
  return product === undefined || product === GITHUB
    ? ofRepositories(policy, set)
    : ofNames(policy, set, product);
}

const GITHUB = 'github-actions';

/** Whether an issuer is one of the product's. GitLab is also run at addresses of whoever runs it. */
function isOfProduct(issuer: string, product: string | undefined, policy: PolicyDocument): boolean {
  if (product === undefined) return false;
  const known = issuerAt(issuer)?.id;
  if (known !== undefined) return known === product;
  return product === 'gitlab' && subjectsIn(policy).some((text) => text.startsWith('project_path:'));
}

/** More ways of putting the names of a policy into claims than that are not tried. */
const MOST_WAYS = 32;

/** Claims in which names are left open that the file does not tell: with those that the policy names, and with others. */
function ofNames(policy: PolicyDocument, set: ClaimSet, product: string): readonly Showing[] {
  const open = [...new Set(Object.values(set.values).flatMap(openNamesIn))];
  if (open.length === 0) return [{ claims: set, hangsOn: [] }];
  const named = namedInPolicy(product, set.issuer, askedClaims(policy));
  let ways: ReadonlyMap<string, string>[] = [new Map()];
  for (const word of open) {
    const texts = named.get(word);
    if (texts === undefined) continue;
    ways = ways.flatMap((way) => texts.map((text) => new Map([...way, [word, text]]))).slice(0, MOST_WAYS);
  }
  const known = ways
    .filter((way) => way.size > 0)
    .map((way) => ({
      claims: { ...set, values: valuesWith(set, way) },
      hangsOn: [`whether this is ${[...new Set(way.values())].join(' and ')}, which the policy names`],
    }));
  const nameless = {
    claims: { ...set, values: valuesWith(set, new Map()) },
    hangsOn: ['which project this is'],
  };
  return [...known, known.length === 0 ? nameless : { ...nameless, nameless: true }];
}

function valuesWith({ values }: ClaimSet, names: ReadonlyMap<string, string>): ClaimSet['values'] {
  return Object.fromEntries(Object.entries(values).map(([claim, text]) => [claim, withNames(text, names)]));
}

const askedClaims = once((policy: PolicyDocument): readonly AskedClaim[] =>
  policy.statements
    .flatMap(({ conditions }) => conditions)
    .flatMap(({ key, values }) => {
      const asked = claimKeyOf(key);
      return asked === undefined ? [] : values.map(({ text }) => ({ claim: asked.claim, text }));
    }),
);

/** The claims of a repository that may be left open, and whose subject may have more than one form. */
function ofRepositories(policy: PolicyDocument, set: ClaimSet): readonly Showing[] {
  const repositories = repositoriesOf(policy);
  const named = {
    repositories,
    reckonsWithTemplates: subjectsIn(policy).some((text) => TEMPLATE_SUBJECT.test(text)),
  };
  const formsFor = (repository: string, doubt: string): readonly Showing[] =>
    subjectForms(ofRepository(set, repository), named).map((form) => ({
      ...form,
      hangsOn: [doubt, ...form.hangsOn],
    }));
  const names = [...new Set(repositories.map(withoutIds))];
  if (hangsOnRepository(set)) {
    // Nothing says which repository this is; that it asks for the role speaks for the one that the policy names.
    return [
      ...names.flatMap((name) => formsFor(name, `whether this repository is ${name}`)),
      ...patternsIn(policy).flatMap(({ pattern, example }) =>
        formsFor(example, `whether this repository is one of ${quoted(pattern)}`).map((form): Showing => ({
          ...form,
          example: true,
        })),
      ),
      ...formsFor(ANOTHER, 'which repository this is (`assume.repository`)'),
    ];
  }
  const own = set.values['repository'];
  const forms = subjectForms(set, named);
  if (set.subject?.cloned !== true || own === undefined) return forms;
  // What was cloned may be a copy, and its address may be written in another case than GitHub's.
  const originals = names.filter((name) => name !== own && nameOf(name) === nameOf(own));
  return [
    ...forms,
    ...originals.flatMap((name) =>
      subjectForms(renamed(set, name), named).map((form) => ({
        ...form,
        hangsOn: [`whether this clone of ${own} stands for ${name}`, ...form.hangsOn],
      })),
    ),
  ];
}

/** Stands for repositories that no policy means. */
const ANOTHER = 'another-owner-0/another-name-0';

/** Patterns of repositories in conditions on subjects, each with a name that fits. */
const patternsIn = once(
  (policy: PolicyDocument): readonly { readonly pattern: string; readonly example: string }[] => {
    const texts = valuesUnder(policy, /:(?:sub|repository)$/iu);
    const patterns = texts.flatMap((text) => /^(?:repo:)?([^:]*[*?][^:]*)(?=:|$)/u.exec(text)?.[1] ?? []);
    return [...new Set(patterns)].flatMap((pattern) => {
      const filled = pattern
        .replace(/@[*?]+/gu, '')
        .replaceAll('*', 'x0x')
        .replaceAll('?', 'x');
      const example = filled.includes('/') ? filled : `${filled}/x0x`;
      return /^[\w.-]+\/[\w.-]+$/u.test(example) ? [{ pattern, example }] : [];
    });
  },
);

function nameOf(repository: string): string {
  return repository.slice(repository.indexOf('/') + 1).toLowerCase();
}

/**
 * A subject that follows a template of the owner or repository: it leads with another claim, names more claims, or ends
 * with the repository.
 * https://docs.github.com/en/actions/reference/security/oidc#customizing-the-subject-claims-for-an-organization-or-repository
 */
const TEMPLATE_SUBJECT =
  /^(?!repo:)[a-z_]+:(?!\/)|:(?:job_workflow_ref|repository_\w+|actor\w*|workflow|event_name|runner_environment|repo_property_\w+):|^repo:[^:*?]+$/u;

/** What is asked of one policy again and again, by every session that could present something to it. */
function once<T>(read: (policy: PolicyDocument) => T): (policy: PolicyDocument) => T {
  const known = new WeakMap<PolicyDocument, { readonly value: T }>();
  return (policy) => {
    const found = known.get(policy) ?? { value: read(policy) };
    known.set(policy, found);
    return found.value;
  };
}

/** The issuers of tokens that a policy names. */
const issuersOf = once((policy: PolicyDocument): readonly string[] => {
  const named = policy.statements.flatMap(({ principals }) => principals ?? []).map(namedPrincipal);
  return [...new Set(named.flatMap((principal) => (principal.kind === 'oidc' ? [principal.issuer] : [])))];
});

/** Repositories that a policy names in full in conditions on subjects, with their ids where it names those. */
const repositoriesOf = once((policy: PolicyDocument): readonly string[] => {
  const texts = valuesUnder(policy, /:(?:sub|repository)$/iu);
  const names = texts.flatMap((text) => /^(?:repo:)?([^:/*?]+\/[^:/*?]+)(?=:|$)/u.exec(text)?.[1] ?? []);
  return [...new Set(names)];
});

const subjectsIn = once((policy: PolicyDocument): readonly string[] => valuesUnder(policy, /:sub$/iu));

function valuesUnder(policy: PolicyDocument, key: RegExp): readonly string[] {
  return policy.statements
    .flatMap(({ conditions }) => conditions)
    .filter((condition) => key.test(condition.key))
    .flatMap(({ values }) => values.map(({ text }) => text));
}

function withoutIds(repository: string): string {
  return repository.replace(/@[^/]*/gu, '');
}

/** The claims as another repository would show them. */
function renamed(set: ClaimSet, repository: string): ClaimSet {
  const own = set.values['repository'] ?? '';
  const values = Object.entries(set.values).map(([claim, text]) => [
    claim,
    claim === 'repository_owner'
      ? repository.slice(0, repository.indexOf('/'))
      : text.replace(own, repository),
  ]);
  return { ...set, values: Object.fromEntries(values) as ClaimSet['values'] };
}
