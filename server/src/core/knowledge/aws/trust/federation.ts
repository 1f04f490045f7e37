import type { Origin } from '../../../model/origin.js';
import type { PolicyStatement, PolicyText } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { Bounds, ClaimReading, Reach } from '../../oidc/bounds.js';
import { readBounds, reachOf, reachRank } from '../../oidc/bounds.js';
import { claimOf, issuerAt, tenantOf } from '../../oidc/issuers.js';
import type { OidcIssuer } from '../../oidc/issuerTypes.js';
import { patternCovers } from '../wildcards.js';
import { isConditionKey } from './claimKeys.js';
import type { Constraint } from './constraints.js';
import { claimConstraints } from './constraints.js';

/** One subject that a statement trusts. */
export interface AdmittedSubject {
  readonly value: PolicyText;
  readonly constraint: Constraint;
  readonly reading: ClaimReading;
  /** How far it reaches, other conditions of the statement counted. */
  readonly reach: Reach;
  /** Set where a part of a pattern is not known that may hold a wildcard, so that more may be trusted than `reach` says. */
  readonly mayReachMore?: true;
}

/** Whom a statement trusts by tokens of one issuer. */
export interface Federation {
  readonly address: string;
  /** What is known of the issuer, if anything. */
  readonly issuer: OidcIssuer | undefined;
  /** The subjects of the condition that limits them most; empty when no condition does. */
  readonly subjects: readonly AdmittedSubject[];
  /** How far the statement reaches at most. Of an issuer that is not known, all of it counts as one tenant. */
  readonly reach: Reach;
  /** Conditions on claims that limit nothing, as a token without the claim passes. */
  readonly hollow: readonly {
    readonly claim: string;
    readonly constraint: Constraint;
    readonly available: boolean;
  }[];
  /** Limiting conditions on other claims than the subject. */
  readonly claims: readonly { readonly claim: string; readonly constraint: Constraint }[];
  readonly audiences: readonly Constraint[];
  /** Set where only the workflow that runs is asked for, and not whose job runs it: the text that asks for it. */
  readonly callable?: Origin;
}

/** Reads the conditions of a statement on the claims of one issuer. */
export function federationOf(statement: PolicyStatement, address: string): Federation {
  const issuer = issuerAt(address);
  const others = otherClaims(statement, address);
  const audiences = claimConstraints(statement, address, 'aud').limiting;
  const beside = boundsBeside(issuer, address, [
    ...others.limiting,
    ...audiences.map((constraint) => ({ claim: 'aud', constraint })),
  ]);
  const { limiting, hollow } = claimConstraints(statement, address, 'sub');
  const byConstraint = limiting.map((constraint) =>
    constraint.values.map((value) => admitted(issuer, constraint, value, beside)),
  );
  const subjects = narrowest(byConstraint);
  const callable = calledOnly(issuer, address, subjects, others.limiting);
  return {
    address,
    issuer,
    subjects,
    reach: subjects.length > 0 ? widest(subjects) : reachOf(beside),
    ...(callable === undefined ? {} : { callable }),
    hollow: [
      ...hollow.map((constraint) => ({ claim: 'sub', constraint, available: true })),
      ...others.hollow,
    ],
    claims: others.limiting,
    audiences,
  };
}

function otherClaims(
  statement: PolicyStatement,
  address: string,
): { readonly limiting: Federation['claims']; readonly hollow: Federation['hollow'] } {
  const prefix = `${address}:`.toLowerCase();
  const names = statement.conditions
    .filter(({ key }) => key.toLowerCase().startsWith(prefix))
    .map(({ key }) => key.slice(prefix.length))
    .filter((claim) => !/^(?:sub|aud)$/iu.test(claim));
  const found = [...new Set(names.map((name) => name.toLowerCase()))].map((claim) => ({
    claim,
    available: isConditionKey(address, claim) !== false,
    ...claimConstraints(statement, address, claim),
  }));
  return {
    limiting: found.flatMap(({ claim, limiting }) => limiting.map((constraint) => ({ claim, constraint }))),
    hollow: found.flatMap(({ claim, available, hollow }) =>
      hollow.map((constraint) => ({ claim, constraint, available })),
    ),
  };
}

/** What the issuer's address and the conditions on other claims than the subject settle. */
function boundsBeside(issuer: OidcIssuer | undefined, address: string, claims: Federation['claims']): Bounds {
  if (issuer === undefined) return new Set(['tenant']);
  const settled = claims.flatMap(({ claim, constraint }) => {
    const facts = claimOf(issuer, claim);
    if (facts === undefined || constraint.values.length === 0) return [];
    const [first, ...rest] = constraint.values.map(
      ({ text }) => readBounds(facts, { text, wild: constraint.wild }, patternCovers).bounds,
    );
    // Values are alternatives: only what each of them settles is settled.
    return [...(first ?? [])].filter((bind) => rest.every((bounds) => bounds.has(bind)));
  });
  return new Set([...settled, ...(tenantOf(issuer, address) === undefined ? [] : (['tenant'] as const))]);
}

/** Says which workflow a job comes from, which is the called one's repository where a workflow is called. */
const CALLED = 'job_workflow_ref';

/**
 * The text that asks for the workflow, where nothing binds the owner whose job it is. A workflow of a public repository
 * may be called by any other one, and what runs is then that repository's job, with its inputs.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations#access-to-reusable-workflows
 */
function calledOnly(
  issuer: OidcIssuer | undefined,
  address: string,
  subjects: readonly AdmittedSubject[],
  claims: Federation['claims'],
): Origin | undefined {
  if (issuer?.id !== 'github-actions') return undefined;
  const isCalled = ({ claim }: Federation['claims'][number]): boolean => claim.toLowerCase() === CALLED;
  const beside = boundsBeside(
    issuer,
    address,
    claims.filter((one) => !isCalled(one)),
  );
  if (beside.has('tenant') || beside.has('project')) return undefined;
  const asked = claims.find(isCalled)?.constraint.condition.origin;
  if (subjects.length === 0) return asked;
  const open = subjects.find(
    ({ value, reading }) =>
      value.text.startsWith(`${CALLED}:`) || (asked !== undefined && !reading.bounds.has('tenant')),
  );
  return open?.value.origin;
}

function admitted(
  issuer: OidcIssuer | undefined,
  constraint: Constraint,
  value: PolicyText,
  beside: Bounds,
): AdmittedSubject {
  const facts = issuer && claimOf(issuer, 'sub');
  const { text } = value;
  const reading: ClaimReading =
    facts === undefined
      ? { parts: undefined, bounds: new Set() }
      : readBounds(facts, { text, wild: constraint.wild }, patternCovers);
  const isOpen = constraint.wild && /^\**$/u.test(text);
  const isUnread = facts?.formats !== undefined && hidesParts(text, reading);
  // What a subject of an unknown issuer says cannot be told either.
  const reach =
    isOpen || (facts !== undefined && !isUnread) ? reachOf(new Set([...reading.bounds, ...beside])) : 'bound';
  return {
    value,
    constraint,
    reading,
    reach,
    ...(isUnread && constraint.wild ? { mayReachMore: true } : {}),
  };
}

/** Whether what is not known of a subject may hold the parts that would bind it: `repo:…` is most often all of a name. */
function hidesParts(text: string, { parts }: ClaimReading): boolean {
  if (parts === undefined) return text.startsWith(UNKNOWN_PART);
  return (
    text.endsWith(UNKNOWN_PART) &&
    !parts.some((read) => read.part.binds === 'context' && read.text !== undefined)
  );
}

function widest(subjects: readonly AdmittedSubject[]): Reach {
  return subjects.reduce<Reach>(
    (most, { reach }) => (reachRank(reach) < reachRank(most) ? reach : most),
    'bound',
  );
}

/** Of several conditions on the subject all must hold: the one that leaves least counts. */
function narrowest(all: readonly (readonly AdmittedSubject[])[]): readonly AdmittedSubject[] {
  return all.reduce<readonly AdmittedSubject[]>(
    (best, next) => (best.length === 0 || reachRank(widest(next)) > reachRank(widest(best)) ? next : best),
    [],
  );
}
